/** The state of the backup as the one panel of a page, with the button that hurries it. */
import type { BackupSentence } from "../backup-sentence.ts";
import { backupSentence } from "../backup-sentence.ts";
import { BackupWords } from "../components/backup-line.tsx";
import { Button } from "../components/button.tsx";
import { Note, type Tone } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { usePageWords } from "./use-page-words.ts";

const toneOf: Readonly<Record<BackupSentence["tone"], Tone>> = { calm: "safe", plain: "plain", needs: "needs" };

interface BackupNoteProps {
  /** Some service is in use, so that there is something to hurry. */
  readonly isOn: boolean;
}

export function BackupNote({ isOn }: BackupNoteProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const { answer: home, problem, again } = useAnswer("getHome", {});
  const backing = useAction(() => ask("backup", {}));
  if (home === undefined) return <ProblemNote problem={problem} onAgain={again} />;
  const sentence = backupSentence(home, t);
  const button = (
    <Button onClick={backing.run} isBusy={backing.isBusy} busyLabel={t.services.nowBusy}>
      {t.services.now}
    </Button>
  );
  return (
    <>
      <Note tone={toneOf[sentence.tone]} icon={sentence.icon} action={isOn && button}>
        <p role="status">
          <BackupWords sentence={isOn ? sentence : { ...sentence, rest: t.services.none }} />
        </p>
      </Note>
      <ProblemNote problem={backing.problem} />
    </>
  );
}
