/** A transfer to one's own account in figures: what arrives, the fees, where to, and how to find it on a statement. */
import type { Home, Transaction } from "../../api/views.ts";
import { Amount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { Grouped } from "../components/grouped.tsx";
import { placeOf } from "../place.ts";
import { useWords } from "../use-words.ts";
import { styleOf } from "./days.tsx";

interface DepositDetailsProps {
  readonly transaction: Transaction;
  readonly deposit: NonNullable<Transaction["deposit"]>;
  readonly home: Home | undefined;
}

export function DepositDetails({ transaction, deposit, home }: DepositDetailsProps) {
  const { t, dateTime } = useWords();
  const { state, instructed, costs = [], effective, exchange, at } = transaction;
  const { account, owner, institution, due, transfers } = deposit;
  const { details } = t.deposit;
  // The same names as before it was sent.
  const nameOfCost = { ...t.costs, deposit: t.deposit.coinFees, wire: t.deposit.wireFee };
  const amount = (of: string) => <Amount of={of} style={styleOf(home, of)} />;
  const long = (name: string, value: string | undefined) =>
    value === undefined ? undefined : { name, value, isLong: true };
  return (
    <>
      <Facts
        facts={[
          state === "aborted" ? undefined : { name: t.deposit.arrives, value: amount(instructed) },
          ...costs.map((cost) => ({ name: nameOfCost[cost.kind], value: amount(cost.amount) })),
          {
            name: state === "aborted" ? t.pay.details.total : t.deposit.total,
            value: amount(effective),
            isTotal: true,
          },
          long(details.owner, owner),
          { name: details.account, value: <Grouped text={account} />, isLong: true },
          long(details.bank, institution),
          long(t.transaction.exchange, placeOf(exchange)),
          long(t.transaction.started, dateTime(at)),
          state === "working" && due !== undefined ? long(details.due, dateTime(due)) : undefined,
        ]}
      />
      {transfers.map((transfer) => (
        <Facts
          key={transfer.subject}
          facts={[
            { name: details.transferred, value: amount(transfer.amount) },
            { name: details.subject, value: <Grouped text={transfer.subject} />, isLong: true },
          ]}
        />
      ))}
    </>
  );
}
