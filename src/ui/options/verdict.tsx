/** Whether all numbers add up, in a sentence; or what does not, what that means, and the events that it concerns. */
import type { BookFlaw, BooksView } from "../../api/money-views.ts";
import type { Transaction } from "../../api/views.ts";
import { Note } from "../components/note.tsx";
import { useOutside } from "../outside.ts";
import { namedHost } from "../place.ts";
import { routeTo } from "../route.ts";
import { useAnswer } from "../use-answer.ts";
import { usePageWords } from "./use-page-words.ts";

interface VerdictProps {
  readonly books: BooksView;
}

export function Verdict({ books: { pages, flaws, flawCount, events, at } }: VerdictProps) {
  const { t, number, relative } = usePageWords();
  const { now } = useOutside();
  const odd = pages.filter(({ missing, surplus }) => missing !== undefined || surplus !== undefined).length;
  const count = flawCount + (flawCount === 0 ? odd : 0);
  const checked = t.money.checked(relative(at, now()));
  if (count === 0) {
    const what = events === 0 ? t.money.none : t.money.addsUp(t.money.events(number(events), events === 1));
    return (
      <Note tone="safe" icon="check">
        <p>
          <b>{what}</b> {checked}
        </p>
      </Note>
    );
  }
  const kinds = [...new Set(flaws.map(({ kind }) => kind))];
  return (
    <Note tone="needs" icon="alert">
      <p>
        <b>{t.money.flawsWhat(count)}</b> {checked}
      </p>
      <ul>
        {kinds.map((kind) => (
          <Flaws key={kind} flaws={flaws.filter((flaw) => flaw.kind === kind)} kind={kind} />
        ))}
      </ul>
      <p>{t.money.flawsNext}</p>
    </Note>
  );
}

/** So many events are named for one kind of flaw; whoever has more needs help with all of them. */
const mostNamed = 10;

interface FlawsProps {
  readonly kind: BookFlaw["kind"];
  readonly flaws: readonly BookFlaw[];
}

/** What does not fit, how often, and with which events. */
function Flaws({ kind, flaws }: FlawsProps) {
  const { t } = usePageWords();
  const events = [...new Set(flaws.flatMap(({ transaction }) => transaction ?? []))];
  return (
    <li>
      {t.money.flawLine(t.money.flaws[kind], flaws.length)}
      {events.length > 0 && (
        <ul>
          {events.slice(0, mostNamed).map((id) => (
            <li key={id}>
              <EventLink id={id} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** The event by whom it was with and when, in a tab of its own; by a word for all events while nothing is known of it. */
function EventLink({ id }: { readonly id: string }) {
  const { t, date } = usePageWords();
  const { answer } = useAnswer("getTransaction", { id }, "once");
  const name = answer === undefined ? t.money.event : `${otherSideOf(answer)}, ${date(answer.at)}`;
  return (
    <a
      href={`popup.html#${routeTo("transaction", { id, from: "activity" })}`}
      target="_blank"
      rel="noopener noreferrer"
    >
      {name}
      <span class="spoken"> ({t.common.newTab})</span>
    </a>
  );
}

const otherSideOf = ({ shop, deposit, bank, exchange }: Transaction): string =>
  shop?.name ?? deposit?.account ?? namedHost(bank ?? exchange);
