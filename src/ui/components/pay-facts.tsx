/** What an offer is made of, in figures and sentences. */
import type { PaymentOffer } from "../../api/payment-views.ts";
import { isNothing } from "../../i18n/money.ts";
import type { Words } from "../../i18n/translate.ts";
import { hostOf } from "../place.ts";
import { useWords } from "../use-words.ts";
import { Amount } from "./amount.tsx";
import { Facts } from "./facts.tsx";
import { Note, State } from "./note.tsx";
import { When } from "./when.tsx";

interface PayFactsProps {
  readonly offer: PaymentOffer;
  /** The route at which this page receives money; not every page does. */
  readonly receiveAt?: string;
}

export function PayFacts({ offer, receiveAt }: PayFactsProps) {
  const { t, date, list } = useWords();
  const { state, payUntil, refundUntil, payFrom = [], unavailable = [] } = offer;
  return (
    <>
      <Sums offer={offer} />
      {state === "tooLittle" && <Missing offer={offer} {...(receiveAt !== undefined && { receiveAt })} />}
      {state === "expired" && (
        <Note tone="plain" icon="clock">
          <p class="small">
            <b>{t.pay.expired}</b> {t.pay.expiredNext}
          </p>
        </Note>
      )}
      {state === "paidBefore" && (
        <Note tone="safe" icon="check">
          <p class="small">{t.pay.paidBefore}</p>
        </Note>
      )}
      {state === "payable" && (
        <div class="stack tight">
          <State icon="lock">{t.pay.privacy}</State>
          {payFrom.length > 0 && <State icon="bank">{t.pay.from(list(payFrom.slice(0, 3).map(hostOf)))}</State>}
          {unavailable.length > 0 && (
            <State tone="warn" icon="alert">
              {t.pay.unavailable(list(unavailable.slice(0, 3).map(hostOf)))}
            </State>
          )}
          <State icon="restore">
            {refundUntil === undefined ? t.pay.noRefund : t.pay.refundUntil(date(refundUntil))}
          </State>
          {payUntil !== undefined && (
            <State icon="clock">
              <When at={payUntil} message={t.pay.validUntil} />
            </State>
          )}
        </div>
      )}
    </>
  );
}

/** What the price is for, the fees, and what it comes to. */
function Sums({ offer }: PayFactsProps) {
  const { t, number } = useWords();
  const { products, summary, amount, fees, total, style } = offer;
  const money = (of: string) => <Amount of={of} style={style} />;
  const priced = products.filter(({ name, price }) => name !== "" && price !== undefined);
  const lines =
    priced.length === 0
      ? [{ name: summary, value: money(amount) }]
      : priced.map(({ name, quantity, price = amount }) => ({
          name: quantity === undefined || quantity === 1 ? name : t.pay.product(number(quantity), name),
          value: money(price),
        }));
  return (
    <Facts
      facts={[
        ...lines,
        fees === undefined || isNothing(fees) ? undefined : { name: t.pay.fee, value: money(fees) },
        { name: t.pay.youPay, value: money(total ?? amount), isTotal: true },
      ]}
    />
  );
}

/** What is missing, and where to get it; what comes by itself needs nobody. */
function Missing({ offer, receiveAt }: PayFactsProps) {
  const words = useWords();
  const [what, next] = shortageIn(offer, words);
  const isComing = offer.shortage === "coming";
  return (
    <div id="missing" role="status">
      <Note tone={isComing ? "plain" : "needs"} icon={isComing ? "clock" : "info"}>
        <p class="small">
          <b>{what}</b> {next}
        </p>
        {!isComing && offer.topUp === undefined && receiveAt !== undefined && (
          <a href={`#${receiveAt}`}>{words.t.pay.getMoney}</a>
        )}
      </Note>
    </div>
  );
}

function shortageIn(offer: PaymentOffer, { t, amount, list }: Words): readonly [what: string, next: string] {
  const { missing = offer.amount, coming = missing, available, exchanges, style } = offer;
  const have = available === undefined || isNothing(available) ? "" : `${t.pay.missingHave(amount(available, style))} `;
  const where = t.pay.missingWhere(list(exchanges.slice(0, 3).map(hostOf)));
  switch (offer.shortage) {
    case "coming":
      return [t.pay.coming(amount(coming, style)), t.pay.comingNext];
    case "elsewhere":
      return [t.pay.elsewhere, `${have}${where}`];
    case "fees":
      return [t.pay.missingFees(amount(missing, style)), `${have}${where}`];
    case "limit":
      return [t.pay.limit, t.pay.limitNext];
    case "suspended":
      return [t.pay.suspended, t.problems.exchangeSuspended.next];
    case "manyCoins":
      return [t.pay.manyCoins, t.pay.manyCoinsNext];
    default:
      return [t.pay.missing(amount(missing, style)), `${have}${where}`];
  }
}
