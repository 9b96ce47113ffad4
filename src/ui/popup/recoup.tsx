/** Coins that become other coins, called back or not, in figures. */
import type { Home, Transaction } from "../../api/views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Amount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { placeOf } from "../place.ts";
import { useWords } from "../use-words.ts";
import { styleOf } from "./days.tsx";

interface RecoupDetailsProps {
  readonly transaction: Transaction;
  readonly home: Home | undefined;
}

export function RecoupDetails({ transaction, home }: RecoupDetailsProps) {
  const { t, dateTime } = useWords();
  const { kind, state, instructed, fees, effective, exchange, at } = transaction;
  const amount = (of: string) => <Amount of={of} style={styleOf(home, of)} />;
  return (
    <Facts
      facts={[
        { name: kind === "change" ? t.deposit.details.oldCoins : t.recoup.coins, value: amount(instructed) },
        isNothing(fees) ? undefined : { name: t.recoup.lost, value: <>−{amount(fees)}</> },
        state === "done" ? { name: t.recoup.received, value: amount(effective), isTotal: true } : undefined,
        { name: t.transaction.exchange, value: placeOf(exchange), isLong: true },
        { name: t.transaction.started, value: dateTime(at), isLong: true },
      ]}
    />
  );
}
