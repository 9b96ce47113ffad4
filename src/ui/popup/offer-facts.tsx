/** What an offer says in figures, and what of it the user may choose: the exchange, the amount. */
import type { TransactionCost, WithdrawalOffer } from "../../api/views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Choice, Field } from "../components/field.tsx";
import { Line } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { placeOf } from "../place.ts";
import { useWords } from "../use-words.ts";
import { Sums } from "./sums.tsx";
import { amountOf, inputDigitsOf, type Offered } from "./use-offer.ts";

interface OfferFactsProps {
  readonly offered: Offered;
  readonly offer: WithdrawalOffer;
}

export function OfferFacts({ offered, offer }: OfferFactsProps) {
  const { t } = useWords();
  const { typed, setTyped, setExchange } = offered;
  const amount = offer.effective === undefined ? undefined : amountOf(offered, offer);
  const isOnly = offer.exchanges.length === 1;
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
      {!isOnly && (
        <Choice
          label={t.withdraw.exchange}
          value={offer.exchange}
          options={offer.exchanges.toSorted().map((url) => ({ value: url, label: placeOf(url) }))}
          onChange={setExchange}
        />
      )}
      {(isOnly || amount !== undefined) && (
        <div class="group sums">
          {isOnly && (
            <Line icon="bank" title={placeOf(offer.exchange)}>
              <span class="small quiet block">{t.withdraw.exchange}</span>
            </Line>
          )}
          <OfferSums offer={offer} amount={amount} />
        </div>
      )}
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
