/** The decision about an offer: pay, or decline; or open what is bought already. */
import type { PaymentOffer } from "../../api/payment-views.ts";
import { Amount } from "../components/amount.tsx";
import { Button } from "../components/button.tsx";
import { Filled } from "../components/filled.tsx";
import { BalanceAfter, PayButton } from "../components/pay-button.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { linkable } from "../place.ts";
import { go } from "../route.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";

interface PayDecisionProps {
  readonly offer: PaymentOffer;
  readonly link: string;
  readonly onAccepted: (id: string) => void;
  readonly onTopUp: (start: NonNullable<PaymentOffer["topUp"]>) => void;
  /** Looks at the offer once more: money may have come, or gone. */
  readonly onLook: () => void;
}

export function PayDecision({ offer, link, onTopUp, onAccepted, onLook }: PayDecisionProps) {
  const { t } = useWords();
  const { ask, openWeb } = useOutside();
  const { id, state, style, transaction } = offer;
  const shop = linkable(offer.shopPage);
  // Where there is nothing left to decide, one only puts it away.
  const declineLabel = state === "expired" || state === "paidBefore" ? t.pay.close : t.pay.decline;
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
      <BalanceAfter offer={offer} />
      <div class="pair auto">
        <Button onClick={declining.run} isBusy={declining.isBusy} busyLabel={declineLabel}>
          {declineLabel}
        </Button>
        {state === "paidBefore" ? (
          <Button kind="primary" onClick={opening.run} isBusy={opening.isBusy} busyLabel={t.pay.opening}>
            {t.pay.again}
          </Button>
        ) : offer.topUp !== undefined ? (
          <TopUp topUp={offer.topUp} style={style} onTopUp={onTopUp} />
        ) : state === "expired" ? (
          shop !== undefined && (
            <Button kind="primary" icon="out" onClick={() => openWeb(shop)}>
              {t.pay.toShop}
            </Button>
          )
        ) : (
          <PayButton offer={offer} paying={paying} />
        )}
      </div>
    </>
  );
}

interface TopUpProps {
  readonly style: PaymentOffer["style"];
  readonly topUp: NonNullable<PaymentOffer["topUp"]>;
  readonly onTopUp: PayDecisionProps["onTopUp"];
}

/** Gets what is missing; the order stays taken, so one can pay afterwards. */
const TopUp = ({ topUp, style, onTopUp }: TopUpProps) => (
  <Button kind="primary" onClick={() => onTopUp(topUp)}>
    <Filled message={useWords().t.withdraw.action}>
      <Amount of={topUp.amount} style={style} />
    </Filled>
  </Button>
);
