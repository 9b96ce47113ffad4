/** The money as a whole: what is where, whether all numbers add up, and the history to take along. */

import type { ExchangeView } from "../../api/exchange-views.ts";
import type { BooksView } from "../../api/money-views.ts";
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { csvOf } from "../export/csv.ts";
import { exported, wholeStory } from "../export/exported.ts";
import { jsonOf } from "../export/json.ts";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { Account } from "./account.tsx";
import { Head } from "./head.tsx";
import { usePageWords } from "./use-page-words.ts";

export function Money() {
  const { t } = usePageWords();
  // Every row is read for it: once, and again when it is asked for.
  const shown = useAnswer("checkBooks", {}, "once");
  const exchanges = useAnswer("listExchanges", {}).answer ?? [];
  const home = useAnswer("getHome", {}).answer;
  const isUncovered = home?.backup.kind === "none" || home?.backup.kind === "declined";
  const { answer, problem, isAsking, again } = shown;
  return (
    <>
      <Head title={t.money.title} lead={t.money.lead} />
      <ProblemNote problem={problem} onAgain={again} />
      <div role="status">
        {answer === undefined ? <p class="quiet">{t.money.checking}</p> : <Verdict books={answer} />}
      </div>
      {answer !== undefined && (
        <div>
          <Button onClick={again} isBusy={isAsking} busyLabel={t.money.checking}>
            {t.money.again}
          </Button>
        </div>
      )}
      {answer?.pages.map((page) => (
        <Account
          key={`${page.currency} ${page.exchange}`}
          page={page}
          exchange={exchanges.find(({ url }: ExchangeView) => url === page.exchange)}
          isUncovered={isUncovered}
        />
      ))}
      <Export />
    </>
  );
}

interface VerdictProps {
  readonly books: BooksView;
}

/** Whether all numbers add up, in a sentence; or what does not, and what that means. */
function Verdict({ books: { pages, flaws, flawCount, events, at } }: VerdictProps) {
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
          <li key={kind}>{t.money.flawLine(t.money.flaws[kind], flaws.filter((flaw) => flaw.kind === kind).length)}</li>
        ))}
      </ul>
      <p>{t.money.flawsNext}</p>
    </Note>
  );
}

const types = { csv: "text/csv;charset=utf-8", json: "application/json" } as const;

/** Saves the whole story as a file. */
function Export() {
  const { t } = usePageWords();
  const { ask, now, saveFile } = useOutside();
  const save = async (kind: keyof typeof types) => {
    const events = (await wholeStory(ask)).map(exported);
    const day = new Date(now()).toISOString().slice(0, 10);
    const text = kind === "csv" ? csvOf(events) : jsonOf(events, now());
    saveFile(`satchel-history-${day}.${kind}`, types[kind], text);
  };
  const [csv, json] = [useAction(() => save("csv")), useAction(() => save("json"))];
  return (
    <section class="section">
      <h2>{t.money.export}</h2>
      <p class="quiet">{t.money.exportHint}</p>
      <ProblemNote problem={csv.problem ?? json.problem} />
      <div class="actions">
        <Button icon="file" onClick={csv.run} isBusy={csv.isBusy} busyLabel={t.money.exportBusy}>
          {t.money.exportCsv}
        </Button>
        <Button icon="file" onClick={json.run} isBusy={json.isBusy} busyLabel={t.money.exportBusy}>
          {t.money.exportJson}
        </Button>
      </div>
      <p class="small quiet" role="status">
        {(csv.isDone || json.isDone) && t.money.exportDone}
      </p>
    </section>
  );
}
