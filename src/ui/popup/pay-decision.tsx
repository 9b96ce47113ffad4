/** The decision about an offer: pay, or decline; or open what is bought already. */
import type { PaymentOffer } from "../../api/payment-views.ts";
import type { Home } from "../../api/views.ts";
import { amount, subtractOrUndefined } from "../../taler/amount.ts";
import { Amount } from "../components/amount.tsx";
import { Button } from "../components/button.tsx";
import { Filled } from "../components/filled.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { go } from "../route.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";

interface PayDecisionProps {
  readonly offer: PaymentOffer;
  readonly home: Home | undefined;
  readonly link: string;
  readonly onAccepted: (id: string) => void;
  /** Looks at the offer once more: money may have come, or gone. */
  readonly onLook: () => void;
}

export function PayDecision({ offer, home, link, onAccepted, onLook }: PayDecisionProps) {
  const { t } = useWords();
  const { ask } = useOutside();
  const { id, amount: price, total, state, style, transaction } = offer;
  const paying = useAction(async () => {
    try {
      onAccepted((await ask("acceptPayment", { id })).id);
    } catch (error) {
      onLook();
      throw error;
    }
  });
  const declining = useAction(async () => {
    await ask("declinePayment", { id });
    go("home");
  });
  const opening = useAction(async () => {
    if (transaction === undefined) return;
    await ask("showReceipt", { id: transaction, link });
    onAccepted(transaction);
  });
  return (
    <>
      <ProblemNote problem={paying.problem ?? declining.problem ?? opening.problem} />
      <BalanceAfter offer={offer} home={home} />
      <div class="pair auto">
        <Button onClick={declining.run} isBusy={declining.isBusy} busyLabel={t.pay.decline}>
          {t.pay.decline}
        </Button>
        {state === "paidBefore" ? (
          <Button kind="primary" onClick={opening.run} isBusy={opening.isBusy} busyLabel={t.pay.opening}>
            {t.pay.again}
          </Button>
        ) : state === "expired" ? null : (
          <Button
            kind="primary"
            isBusy={paying.isBusy}
            busyLabel={t.pay.busy}
            missing={state === "payable" ? undefined : "missing"}
            onClick={() => state === "payable" && paying.run()}
          >
            <Filled message={t.pay.action}>
              <Amount of={total ?? price} style={style} />
            </Filled>
          </Button>
        )}
      </div>
    </>
  );
}

/** What is left when this is paid; nothing while it cannot be paid. */
function BalanceAfter({ offer: { state, total, style }, home }: Pick<PayDecisionProps, "offer" | "home">) {
  const { t } = useWords();
  const balance = home?.balances.find(({ currency }) => total?.startsWith(`${currency}:`));
  if (state !== "payable" || total === undefined || balance === undefined) return null;
  const left = subtractOrUndefined(amount.parse(balance.available), amount.parse(total));
  if (left === undefined) return null;
  return (
    <p class="split small quiet">
      <span>{t.pay.balanceAfter}</span>
      <Amount of={left} style={style} />
    </p>
  );
}
