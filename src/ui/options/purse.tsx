/** Money of one currency at one exchange: what can be spent, where the rest is and why, and what endangers it. */
import { type MoneyPart, type PurseView, partGroups } from "../../api/money-views.ts";
import { Amount, BareAmount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { placeOf } from "../place.ts";
import { PurseRisk } from "./purse-risk.tsx";
import { usePageWords } from "./use-page-words.ts";

interface PurseProps {
  readonly purse: PurseView;
}

const order: readonly MoneyPart[] = [
  ...partGroups.incoming,
  ...partGroups.outgoing,
  ...partGroups.aside,
  ...partGroups.lost,
];

/** A true minus is as wide as the plus. */
const signOf = (part: MoneyPart): string => {
  const isIn = (group: readonly MoneyPart[]) => group.includes(part);
  return isIn(partGroups.incoming) ? "+" : isIn(partGroups.outgoing) ? "−" : "";
};

export function Purse({ purse }: PurseProps) {
  const { t } = usePageWords();
  const { currency, exchange, available, parts, risks, style } = purse;
  const amountByPart = new Map(parts.map(({ part, amount }) => [part, amount]));
  const rest = order.flatMap((part) => {
    const amount = amountByPart.get(part);
    if (amount === undefined) return [];
    const { name, hint } = t.money.parts[part];
    const value = (
      <>
        {signOf(part)}
        <BareAmount of={amount} style={style} />
      </>
    );
    return [{ name, hint, value }];
  });
  return (
    <section class="section">
      <h2>
        {placeOf(exchange)} · {currency}
      </h2>
      {risks.map((risk) => (
        <PurseRisk key={risk.why} risk={risk} exchange={exchange} style={style} />
      ))}
      <Facts
        facts={[
          { name: t.money.parts.available.name, value: <Amount of={available} style={style} />, isTotal: true },
          ...rest,
        ]}
      />
    </section>
  );
}
