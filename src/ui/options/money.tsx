/** The money as a whole: what is where, whether all numbers add up, and the history to take along. */
import { Button } from "../components/button.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Waiting } from "../components/waiting.tsx";
import { csvOf } from "../export/csv.ts";
import { exported, wholeStory } from "../export/exported.ts";
import { jsonOf } from "../export/json.ts";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { Account } from "./account.tsx";
import { Head } from "./head.tsx";
import { KeepHistory } from "./keep-history.tsx";
import { Purse } from "./purse.tsx";
import { usePageWords } from "./use-page-words.ts";
import { Verdict } from "./verdict.tsx";

export function Money() {
  const { t } = usePageWords();
  const purses = useAnswer("listPurses", {});
  return (
    <>
      <Head title={t.money.title} lead={t.money.lead} />
      <Waiting on={purses} />
      {purses.answer?.length === 0 && <p class="quiet">{t.money.empty}</p>}
      {purses.answer?.map((purse) => (
        <Purse key={`${purse.currency} ${purse.exchange}`} purse={purse} />
      ))}
      <Books />
      <Export />
      <KeepHistory />
    </>
  );
}

/** Whether all of it adds up, and how, exchange by exchange. */
function Books() {
  const { t } = usePageWords();
  // Every row is read for it: once, and again when it is asked for.
  const { answer, problem, isAsking, again } = useAnswer("checkBooks", {}, "once");
  return (
    <section class="section">
      <h2>{t.money.books}</h2>
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
        <Account key={`${page.currency} ${page.exchange}`} page={page} />
      ))}
    </section>
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
