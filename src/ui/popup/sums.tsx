/** How what leaves an account becomes what arrives in the wallet, line by line. */
import type { CurrencyStyle } from "../../api/views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Amount, BareAmount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { useWords } from "../use-words.ts";

interface SumsProps {
  readonly taken: string;
  /** The user sends it; otherwise a bank takes it from their account. */
  readonly isWire: boolean;
  readonly fees: string | undefined;
  /** What is too little for a coin. */
  readonly rest?: string | undefined;
  readonly received: string;
  readonly style: CurrencyStyle | undefined;
}

/** Stands in a card; only the last line names the unit. */
export function Sums({ taken, isWire, fees, rest, received, style }: SumsProps) {
  const { t } = useWords();
  const less = (name: string, of: string | undefined) =>
    of === undefined || isNothing(of)
      ? undefined
      : {
          name,
          value: (
            <>
              −<BareAmount of={of} style={style} />
            </>
          ),
        };
  return (
    <Facts
      isInside
      facts={[
        {
          name: isWire ? t.withdraw.youSend : t.withdraw.taken,
          value: <BareAmount of={taken} style={style} />,
        },
        less(t.withdraw.fee, fees),
        less(t.withdraw.rest, rest),
        { name: t.withdraw.youReceive, value: <Amount of={received} style={style} />, isTotal: true },
      ]}
    />
  );
}
