/** What an offer says in figures, and what of it the user may choose: the exchange, the amount. */
import type { WithdrawalOffer } from "../../api/views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Amount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { Choice, Field } from "../components/field.tsx";
import { List, Row } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { placeOf } from "../place.ts";
import { useWords } from "../use-words.ts";
import { amountOf, inputDigitsOf, type Offered } from "./use-offer.ts";

interface OfferFactsProps {
  readonly offered: Offered;
  readonly offer: WithdrawalOffer;
}

export function OfferFacts({ offered, offer }: OfferFactsProps) {
  const { t } = useWords();
  const { typed, setTyped, setExchange } = offered;
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
      {offer.exchanges.length > 1 ? (
        <Choice
          label={t.withdraw.exchange}
          value={offer.exchange}
          options={offer.exchanges.toSorted().map((url) => ({ value: url, label: placeOf(url) }))}
          onChange={setExchange}
        />
      ) : (
        <List>
          <Row icon="bank" title={placeOf(offer.exchange)}>
            <span class="small quiet block">{t.withdraw.exchange}</span>
          </Row>
        </List>
      )}
      <Sums offer={offer} amount={amountOf(offered, offer)} />
      {offer.tos === "missing-tos" && <p class="small quiet">{t.withdraw.noTerms}</p>}
      <p class="quiet">
        <State icon="lock">{t.withdraw.privacy}</State>
      </p>
    </>
  );
}

interface SumsProps {
  readonly offer: WithdrawalOffer;
  readonly amount: string | undefined;
}

/** How the amount becomes what arrives; nothing while there is no amount. */
function Sums({ offer, amount }: SumsProps) {
  const { t } = useWords();
  const { effective, fees, rest, bank, style } = offer;
  if (effective === undefined || amount === undefined) return null;
  const less = (name: string, of: string | undefined) =>
    of === undefined || isNothing(of)
      ? undefined
      : {
          name,
          value: (
            <>
              −<Amount of={of} style={style} />
            </>
          ),
        };
  return (
    <Facts
      facts={[
        {
          name: bank === undefined ? t.withdraw.youSend : t.withdraw.taken,
          value: <Amount of={amount} style={style} />,
        },
        less(t.withdraw.fee, fees),
        less(t.withdraw.rest, rest),
        { name: t.withdraw.youReceive, value: <Amount of={effective} style={style} />, isTotal: true },
      ]}
    />
  );
}
