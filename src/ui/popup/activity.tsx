/** What happened, newest first, in words. */
import type { CurrencyStyle, Home, Transaction } from "../../api/views.ts";
import { waitsForDecision } from "../backup-sentence.ts";
import { RowAmount } from "../components/amount.tsx";
import { List, Row } from "../components/list.tsx";
import { useOutside } from "../outside.ts";
import { routeTo } from "../route.ts";
import { useWords } from "../use-words.ts";
import { byDay, storyOf } from "./story.ts";

interface ActivityProps {
  readonly home: Home;
}

/** How a currency wants to be written, as far as the balances tell. */
export const styleOf = (home: Home | undefined, amount: string): CurrencyStyle | undefined =>
  home?.balances.find(({ currency }) => amount.startsWith(`${currency}:`))?.style;

/** Enough to look new: the sentence below the list says that there is no more. */
const few = 3;

export function Activity({ home }: ActivityProps) {
  const words = useWords();
  const { now } = useOutside();
  const { t } = words;
  return (
    <>
      {byDay(home.transactions, words, now()).map((day) => (
        <section key={day.name}>
          <h2 class="day">{day.name}</h2>
          <List label={day.name}>
            {day.events.map((event) => (
              <Event key={event.id} event={event} home={home} />
            ))}
          </List>
        </section>
      ))}
      {home.transactions.length < few && (
        <p class="small quiet center the-end">
          {home.transactions.length === 0 ? t.home.noMoneyNext : t.home.thatIsAll}
        </p>
      )}
    </>
  );
}

interface EventProps extends ActivityProps {
  readonly event: Transaction;
}

function Event({ event, home }: EventProps) {
  const { title, line, icon, tone, direction } = storyOf(event, useWords(), waitsForDecision(home));
  return (
    <Row
      icon={icon}
      tone={tone}
      title={title}
      href={`#${routeTo("transaction", { id: event.id })}`}
      side={<RowAmount of={event.effective} style={styleOf(home, event.effective)} direction={direction} />}
    >
      <span class="small quiet clip">{line}</span>
    </Row>
  );
}
