/** The decision about an offer: tick the terms, withdraw, or go back. */
import type { WithdrawalOffer } from "../../api/views.ts";
import type { Messages } from "../../i18n/en.ts";
import { Amount } from "../components/amount.tsx";
import { Button } from "../components/button.tsx";
import { Check } from "../components/field.tsx";
import { Filled } from "../components/filled.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { go } from "../route.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { problemOf } from "../watch.ts";
import { amountOf, type Offered } from "./use-offer.ts";

interface DecisionProps {
  readonly offered: Offered;
  readonly offer: WithdrawalOffer;
  readonly hasAccepted: boolean;
  readonly onCheck: (isChecked: boolean) => void;
  readonly onRead: () => void;
  readonly onAccepted: (id: string) => void;
}

export function Decision({ offered, offer, hasAccepted, onCheck, onRead, onAccepted }: DecisionProps) {
  const { t } = useWords();
  const { ask } = useOutside();
  const { acceptance } = offered;
  const isProposed = offer.tos === "proposed";
  const accepting = useAction(async () => {
    if (acceptance === undefined) return;
    const { exchange: exchangeUrl } = offer;
    if (isProposed) {
      const version = offer.tosVersion ?? (await ask("getExchangeTos", { exchangeUrl })).version;
      await ask("acceptExchangeTos", { exchangeUrl, version });
    }
    try {
      onAccepted((await ask("acceptWithdrawal", acceptance)).id);
    } catch (error) {
      // They have changed meanwhile: what is to be accepted now is looked at anew.
      if (problemOf(error).code === "tosNotAccepted") offered.again();
      throw error;
    }
  });
  const missing = whatIsMissing(offered, isProposed && !hasAccepted, t);
  const amount = amountOf(offered, offer);
  return (
    <>
      <ProblemNote problem={accepting.problem} />
      {offer.isTosNew && <p class="small">{t.withdraw.newTerms}</p>}
      {isProposed && (
        <div class="split">
          <Check label={t.terms.accept} isChecked={hasAccepted} onChange={onCheck} />
          <Button kind="plain" label={t.withdraw.readTerms} onClick={onRead}>
            {t.withdraw.read}
          </Button>
        </div>
      )}
      <p class="spoken" id="missing" role="status">
        {missing}
      </p>
      <div class="pair auto">
        <Button onClick={() => go("home")}>{t.common.cancel}</Button>
        <Button
          kind="primary"
          isBusy={accepting.isBusy}
          busyLabel={t.withdraw.busy}
          missing={missing === undefined ? undefined : "missing"}
          onClick={() => missing === undefined && accepting.run()}
        >
          {amount === undefined ? (
            t.withdraw.title
          ) : (
            <Filled message={t.withdraw.action}>
              <Amount of={amount} style={offer.style} />
            </Filled>
          )}
        </Button>
      </div>
    </>
  );
}

/** Why the button waits, in a sentence; undefined when nothing is missing. */
function whatIsMissing({ isCurrent, acceptance }: Offered, isTickMissing: boolean, t: Messages): string | undefined {
  if (acceptance === undefined) return t.withdraw.amountMissing;
  if (!isCurrent) return t.common.loading;
  return isTickMissing ? t.withdraw.acceptFirst : undefined;
}
