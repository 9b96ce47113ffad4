/** What an offer is made of, in figures and sentences. */
import type { PaymentOffer } from "../../api/payment-views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Amount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { Note, State } from "../components/note.tsx";
import { When } from "../components/when.tsx";
import { hostOf } from "../place.ts";
import { useWords } from "../use-words.ts";

interface PayFactsProps {
  readonly offer: PaymentOffer;
}

export function PayFacts({ offer }: PayFactsProps) {
  const { t, date } = useWords();
  const { state, payUntil, refundUntil } = offer;
  return (
    <>
      <Sums offer={offer} />
      {state === "tooLittle" && <Missing offer={offer} />}
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

function Missing({ offer }: PayFactsProps) {
  const { t, amount, list } = useWords();
  const { missing = offer.amount, available, exchanges, style } = offer;
  return (
    <div id="missing" role="status">
      <Note tone="needs" icon="info">
        <p class="small">
          <b>{t.pay.missing(amount(missing, style))}</b>{" "}
          {available !== undefined && t.pay.missingHave(amount(available, style))}{" "}
          {t.pay.missingWhere(list(exchanges.slice(0, 3).map(hostOf)))}
        </p>
        <a href="#receive">{t.pay.getMoney}</a>
      </Note>
    </div>
  );
}
