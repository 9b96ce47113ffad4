/** The books of one exchange, line by line, down to what is in the wallet. */
import type { BookLine, BooksView } from "../../api/money-views.ts";
import { Amount, BareAmount } from "../components/amount.tsx";
import { Facts } from "../components/facts.tsx";
import { placeOf } from "../place.ts";
import { usePageWords } from "./use-page-words.ts";

interface AccountProps {
  readonly page: BooksView["pages"][number];
}

type Between = Exclude<BookLine, "cameIn" | "carried" | "here">;

/** Everything that parts what came in from what is here, in the order in which it is told: no line may be left out. */
const placeOfLine: Readonly<Record<Between, number>> = {
  spent: 1,
  elsewhere: 2,
  toBank: 3,
  sentBack: 4,
  feeWithdraw: 5,
  feeDeposit: 6,
  feeWire: 7,
  feeRefresh: 8,
  feeRefund: 9,
  feeClosing: 10,
  dust: 11,
  expired: 12,
  purged: 13,
  atExchange: 14,
  underWay: 15,
};
const between = (Object.keys(placeOfLine) as Between[]).sort((a, b) => placeOfLine[a] - placeOfLine[b]);

export function Account({ page }: AccountProps) {
  const { t } = usePageWords();
  const { currency, lines, missing, surplus, style } = page;
  const amountOf = new Map(lines.map(({ line, amount }) => [line, amount]));
  const nothing = `${currency}:0`;
  const bare = (of: string, sign = "") => (
    <>
      {sign}
      <BareAmount of={of} style={style} />
    </>
  );
  const plus = (name: string, of: string | undefined) =>
    of === undefined ? undefined : { name, value: bare(of, "+") };
  const less = (name: string, of: string | undefined) =>
    of === undefined ? undefined : { name, value: bare(of, "−") };
  return (
    <section class="section">
      <h3>
        {placeOf(page.exchange)} · {currency}
      </h3>
      <Facts
        facts={[
          { name: t.money.lines.cameIn, value: bare(amountOf.get("cameIn") ?? nothing) },
          plus(t.money.lines.carried, amountOf.get("carried")),
          ...between.map((line) => less(t.money.lines[line], amountOf.get(line))),
          less(t.money.missing, missing),
          plus(t.money.surplus, surplus),
          {
            name: t.money.lines.here,
            value: <Amount of={amountOf.get("here") ?? nothing} style={style} />,
            isTotal: true,
          },
        ]}
      />
    </section>
  );
}
