/** Events in words, under the names of their days. */
import type { CurrencyStyle, Home, Transaction } from "../../api/views.ts";
import { waitsForDecision } from "../backup-sentence.ts";
import { RowAmount } from "../components/amount.tsx";
import { List, type Position, Row } from "../components/list.tsx";
import { useOutside } from "../outside.ts";
import { routeTo } from "../route.ts";
import { useWords } from "../use-words.ts";
import { amountOf, byDay, storyOf } from "./story.ts";

/** How a currency wants to be written, as far as the balances tell. */
export const styleOf = (home: Home | undefined, amount: string): CurrencyStyle | undefined =>
  home?.balances.find(({ currency }) => amount.startsWith(`${currency}:`))?.style;

interface DaysProps {
  readonly events: readonly Transaction[];
  readonly home: Home | undefined;
  /** The screen that a transaction leads back to. */
  readonly from: "home" | "activity";
  /** For a part of a longer list: how many come before, and how many there are in all. */
  readonly part?: { readonly start: number; readonly total: number };
  /** When the events right above and right below happened: their days may go on here. */
  readonly above?: number | undefined;
  readonly below?: number | undefined;
}

export function Days({ events, home, from, part, above, below }: DaysProps) {
  const words = useWords();
  const now = useOutside().now();
  const nameOf = (at: number | undefined) => (at === undefined ? undefined : words.day(at, now));
  const [dayAbove, dayBelow] = [nameOf(above), nameOf(below)];
  let next = part?.start ?? 0;
  return (
    <>
      {byDay(events, words, now).map((day, index, days) => {
        const isContinued = index === 0 && day.name === dayAbove;
        const goesOn = index === days.length - 1 && day.name === dayBelow;
        return (
          <section key={day.name}>
            {!isContinued && <h2 class="day">{day.name}</h2>}
            <List label={day.name} isContinued={isContinued} goesOn={goesOn}>
              {day.events.map((event) => {
                next += 1;
                const position = part && { index: next, total: part.total };
                return <Line key={event.id} event={event} home={home} from={from} position={position} />;
              })}
            </List>
          </section>
        );
      })}
    </>
  );
}

interface LineProps extends Pick<DaysProps, "home" | "from"> {
  readonly event: Transaction;
  readonly position: Position | undefined;
}

function Line({ event, home, from, position }: LineProps) {
  const isUndecided = home !== undefined && waitsForDecision(home);
  const { title, line, icon, tone, direction } = storyOf(event, useWords(), isUndecided);
  return (
    <Row
      icon={icon}
      tone={tone}
      title={title}
      href={`#${routeTo("transaction", { id: event.id, ...(from !== "home" && { from }) })}`}
      position={position}
      side={<RowAmount of={amountOf(event)} style={styleOf(home, event.effective)} direction={direction} />}
    >
      <span class="small quiet clip">{line}</span>
    </Row>
  );
}
