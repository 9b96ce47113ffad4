/** A purchase in figures: the price, the fees, what came back, and what the shop says. */
import type { Home, Transaction } from "../../api/views.ts";
import { Amount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { placeOf } from "../place.ts";
import { useWords } from "../use-words.ts";
import { styleOf } from "./days.tsx";

interface PurchaseDetailsProps {
  readonly transaction: Transaction;
  readonly shop: NonNullable<Transaction["shop"]>;
  readonly home: Home | undefined;
}

export function PurchaseDetails({ transaction, shop, home }: PurchaseDetailsProps) {
  const { t, dateTime } = useWords();
  const { state, instructed, costs = [], effective, exchange, at } = transaction;
  const back = state === "aborted" ? instructed : shop.refunded;
  const { details } = t.pay;
  const amount = (of: string) => <Amount of={of} style={styleOf(home, of)} />;
  const long = (name: string, value: string | undefined) =>
    value === undefined ? undefined : { name, value, isLong: true };
  return (
    <Facts
      facts={[
        { name: shop.summary, value: amount(instructed) },
        ...costs.map((cost) => ({ name: t.costs[cost.kind], value: amount(cost.amount) })),
        back === undefined ? undefined : { name: details.refunded, value: <>−{amount(back)}</> },
        shop.twice === undefined ? undefined : { name: details.twice, value: amount(shop.twice) },
        { name: details.total, value: amount(effective), isTotal: true },
        long(details.message, shop.message),
        long(details.confirmation, shop.confirmation),
        long(details.shop, `${shop.name} · ${placeOf(shop.url)}`),
        long(details.order, shop.orderId),
        exchange === "" ? undefined : long(t.transaction.exchange, placeOf(exchange)),
        long(t.transaction.started, dateTime(at)),
      ]}
    />
  );
}
