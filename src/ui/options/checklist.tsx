/** What is left to do once there is a secret: the backup must be made, the sheet must be put away. */
import { backupSentence } from "../backup-sentence.ts";
import { BackupWords } from "../components/backup-line.tsx";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
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
        <li class={isBackedUp ? "row done" : "row"}>
          <span class="step">{isBackedUp ? <Icon name="check" /> : 2}</span>
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
  const marking = useAction(async () => {
    await ask("markSecretKept", { isKept: at === undefined });
    again();
  });
  return (
    <li class={at === undefined ? "row" : "row done"}>
      <span class="step">{at === undefined ? 1 : <Icon name="check" />}</span>
      <span class="grow">
        <b class="name">{t.secret.putAway}</b>
        <span class="small quiet block" role="status">
          {at === undefined ? t.secret.putAwayHint : t.secret.putAwayDone(date(at))}
        </span>
        <ProblemNote problem={marking.problem} />
      </span>
      {kept !== undefined && (
        <Button kind={at === undefined ? "outline" : "plain"} onClick={marking.run} isBusy={marking.isBusy}>
          {at === undefined ? t.secret.putAwayMark : t.secret.putAwayUnmark}
        </Button>
      )}
    </li>
  );
}
