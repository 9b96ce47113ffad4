/** What is left to do once there is a secret: the backup must be made, the sheet must be put away and tested. */
import { backupSentence } from "../backup-sentence.ts";
import { BackupWords } from "../components/backup-line.tsx";
import { Button, ButtonLink } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { State } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { Outdated, TestState } from "./sheet-state.tsx";
import { usePageWords } from "./use-page-words.ts";

export function Checklist() {
  const { t } = usePageWords();
  const { answer: home } = useAnswer("getHome", {});
  const sentence = home && backupSentence(home, t);
  const isBackedUp = sentence?.tone === "calm";
  return (
    <section class="section">
      <h2>{t.secret.next}</h2>
      <ol class="group steps">
        <PutAway />
        <Test />
        <li class={isBackedUp ? "row done" : "row"}>
          <span class="step">{isBackedUp ? <Icon name="check" /> : 3}</span>
          <span class="grow">
            <b class="name">{t.services.title}</b>
            <span class="small quiet block" role="status">
              {sentence !== undefined && <BackupWords sentence={sentence} />}
            </span>
          </span>
        </li>
      </ol>
    </section>
  );
}

/** Remembered, so that nobody is asked twice; and whoever ticked it too early may take it back. */
function PutAway() {
  const { t, date } = usePageWords();
  const { ask } = useOutside();
  const { answer: kept, again } = useAnswer("getSecretKept", {});
  const at = kept?.at;
  const isOutdated = kept?.reminder === "outdated";
  const isDone = at !== undefined && !isOutdated;
  const marking = useAction(async () => {
    await ask("markSecretKept", { isKept: !isDone });
    again();
  });
  return (
    <li class={isDone ? "row done" : "row"}>
      <span class="step">{isDone ? <Icon name="check" /> : 1}</span>
      <span class="grow">
        <b class="name">{t.secret.putAway}</b>
        <span class="small quiet block" role="status">
          {kept !== undefined && isOutdated && (
            <State tone="warn" icon="alert">
              <Outdated kept={kept} />
            </State>
          )}
          {isDone ? t.secret.putAwayDone(date(at)) : isOutdated ? t.proof.outdated.next : t.secret.putAwayHint}
        </span>
        <ProblemNote problem={marking.problem} />
      </span>
      {kept !== undefined && (
        <Button kind={isDone ? "plain" : "outline"} onClick={marking.run} isBusy={marking.isBusy}>
          {isDone ? t.secret.putAwayUnmark : isOutdated ? t.proof.outdated.done : t.secret.putAwayMark}
        </Button>
      )}
    </li>
  );
}

/** A sheet that nobody has tried is only a hope. */
function Test() {
  const { t } = usePageWords();
  const { answer: kept } = useAnswer("getSecretKept", {});
  const isDone = kept?.provenAt !== undefined && kept.reminder !== "again";
  return (
    <li class={isDone ? "row done" : "row"}>
      <span class="step">{isDone ? <Icon name="check" /> : 2}</span>
      <span class="grow">
        <b class="name">{t.proof.test}</b>
        {kept !== undefined && <TestState kept={kept} />}
      </span>
      <ButtonLink href="#proof">{t.proof.testShort}</ButtonLink>
    </li>
  );
}
