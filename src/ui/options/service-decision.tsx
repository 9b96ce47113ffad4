/** The decision about the fee of a backup service: what is agreed to for the years to come; pay, or not now. */
import type { PaymentOffer } from "../../api/payment-views.ts";
import { amount as amountCodec } from "../../taler/amount.ts";
import { formatTalerUri } from "../../taler/uri.ts";
import { Amount } from "../components/amount.tsx";
import { Button, ButtonLink } from "../components/button.tsx";
import { Filled } from "../components/filled.tsx";
import { Note } from "../components/note.tsx";
import { BalanceAfter, PayButton } from "../components/pay-button.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { routeTo } from "../route.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface ServiceDecisionProps {
  readonly url: string;
  readonly offer: PaymentOffer;
  readonly onAccepted: (id: string) => void;
  /** Looks at the offer once more: money may have come, or gone. */
  readonly onLook: () => void;
}

export function ServiceDecision({ url, offer, onAccepted, onLook }: ServiceDecisionProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const { id, state, amount, style, topUp } = offer;
  const paying = useAction(async () => {
    try {
      onAccepted((await ask("acceptServicePayment", { url, id })).id);
    } catch (error) {
      onLook();
      throw error;
    }
  });
  return (
    <div class="stack">
      {state === "payable" && (
        <Note icon="restore">
          <p>
            <b>
              <Filled message={t.fee.agreement}>
                <Amount of={amount} style={style} />
              </Filled>
            </b>{" "}
            {t.fee.agreementNext}
          </p>
        </Note>
      )}
      <ProblemNote problem={paying.problem} />
      <BalanceAfter offer={offer} />
      <div class="actions">
        {state === "expired" ? (
          <Button kind="primary" onClick={onLook}>
            {t.common.tryAgain}
          </Button>
        ) : topUp === undefined ? (
          <PayButton offer={offer} paying={paying} />
        ) : (
          <TopUp topUp={topUp} style={style} />
        )}
        <ButtonLink href={`#${routeTo("service", { url })}`}>{t.fee.later}</ButtonLink>
      </div>
      {state === "tooLittle" && (
        <p class="small">
          {topUp !== undefined && `${t.fee.notices} `}
          <a href="#backup">{t.fee.free}</a>
        </p>
      )}
    </div>
  );
}

interface TopUpProps {
  readonly topUp: NonNullable<PaymentOffer["topUp"]>;
  readonly style: PaymentOffer["style"];
}

/** Getting what is missing is the business of the wallet's window; this page notices when it has come. */
function TopUp({ topUp: { exchange, amount }, style }: TopUpProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const link = formatTalerUri({
    action: "withdraw-exchange",
    exchangeBaseUrl: exchange,
    amount: amountCodec.parse(amount),
  });
  const opening = useAction(() => ask("offerLink", { link }));
  return (
    <>
      <ProblemNote problem={opening.problem} />
      <Button kind="primary" onClick={opening.run} isBusy={opening.isBusy}>
        <Filled message={t.withdraw.action}>
          <Amount of={amount} style={style} />
        </Filled>
      </Button>
    </>
  );
}
