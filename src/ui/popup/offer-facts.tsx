/** What an offer says in figures, and what of it the user may choose: the exchange, the amount. */
import type { TransactionCost, WithdrawalOffer } from "../../api/views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { Line } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { placeOf } from "../place.ts";
import { useWords } from "../use-words.ts";
import { Sums } from "./sums.tsx";
import { amountOf, inputDigitsOf, type Offered } from "./use-offer.ts";

interface OfferFactsProps {
  readonly offered: Offered;
  readonly offer: WithdrawalOffer;
  readonly onCompare: () => void;
}

export function OfferFacts({ offered, offer, onCompare }: OfferFactsProps) {
  const { t } = useWords();
  const { typed, setTyped } = offered;
  const amount = offer.effective === undefined ? undefined : amountOf(offered, offer);
  return (
    <>
      {!offer.isAmountFixed && (
        <Field
          label={t.withdraw.amount(offer.currency)}
          hint={t.withdraw.amountHint(inputDigitsOf(offer))}
          value={typed}
          onInput={setTyped}
          inputMode="decimal"
        />
      )}
      <div class="group sums">
        <Line
          icon="bank"
          title={placeOf(offer.exchange)}
          side={
            !offer.isExchangeFixed && (
              <Button kind="plain" label={t.compare.title} onClick={onCompare}>
                {t.compare.compare}
              </Button>
            )
          }
        >
          <span class="small quiet block">{t.withdraw.exchange}</span>
        </Line>
        <OfferSums offer={offer} amount={amount} />
      </div>
      {offer.tos === "missing-tos" && <p class="small quiet">{t.withdraw.noTerms}</p>}
      <p class="quiet">
        <State icon="lock">{t.withdraw.privacy}</State>
      </p>
    </>
  );
}

interface OfferSumsProps {
  readonly offer: WithdrawalOffer;
  readonly amount: string | undefined;
}

/** How the amount becomes what arrives; nothing while there is no amount. */
function OfferSums({ offer: { effective, fees, rest, bank, style }, amount }: OfferSumsProps) {
  if (effective === undefined || amount === undefined) return null;
  const cost = (kind: TransactionCost["kind"], of: string | undefined) =>
    of === undefined || isNothing(of) ? [] : [{ kind, amount: of }];
  const costs = [...cost("withdraw", fees), ...cost("rest", rest)];
  return <Sums taken={amount} isWire={bank === undefined} costs={costs} received={effective} style={style} />;
}
