/** How what leaves an account becomes what arrives in the wallet, line by line. */
import type { CurrencyStyle, TransactionCost } from "../../api/views.ts";
import { Amount, BareAmount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { useWords } from "../use-words.ts";

interface SumsProps {
  readonly taken: string;
  /** The user sends it; otherwise a bank takes it from their account. */
  readonly isWire: boolean;
  /** What lies between. */
  readonly costs: readonly TransactionCost[];
  readonly received: string;
  readonly style: CurrencyStyle | undefined;
}

/** Stands in a card; only the last line names the unit. */
export function Sums({ taken, isWire, costs, received, style }: SumsProps) {
  const { t } = useWords();
  return (
    <Facts
      isInside
      facts={[
        {
          name: isWire ? t.withdraw.youSend : t.withdraw.taken,
          value: <BareAmount of={taken} style={style} />,
        },
        ...costs.map(({ kind, amount }) => ({
          name: t.costs[kind],
          value: (
            <>
              −<BareAmount of={amount} style={style} />
            </>
          ),
        })),
        { name: t.withdraw.youReceive, value: <Amount of={received} style={style} />, isTotal: true },
      ]}
    />
  );
}
