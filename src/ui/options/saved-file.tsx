/** The wallet as a file: saved beside the services, and added to this wallet from another device of it. */
import { useRef } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { State } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { When } from "../components/when.tsx";
import { fetchedFile, handedOver, savedName } from "../file-transfer.ts";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { FileButton } from "./file-button.tsx";
import { usePageWords } from "./use-page-words.ts";

export function SavedFile() {
  const { t } = usePageWords();
  const { ask, now, saveFile } = useOutside();
  const { answer, again } = useAnswer("getSavedFile", {});
  const chosen = useRef<File | undefined>(undefined);
  const saving = useAction(async () => {
    const file = await fetchedFile(ask);
    saveFile(savedName(now()), file.type, file);
    again();
  });
  const merging = useAction(async () => {
    if (chosen.current !== undefined) await ask("mergeFile", await handedOver(ask, chosen.current));
  });
  const merge = (file: File) => {
    chosen.current = file;
    merging.run();
  };
  return (
    <section class="section">
      <div>
        <h2>{t.file.title}</h2>
        <p class="small quiet">{t.file.hint}</p>
      </div>
      <div class="group card stack">
        <Told at={answer?.at} isBehind={answer?.isBehind ?? false} />
        <ProblemNote problem={saving.problem} />
        <div class="actions">
          <Button icon="file" onClick={saving.run} isBusy={saving.isBusy} busyLabel={t.file.saveBusy}>
            {t.file.save}
          </Button>
        </div>
        <Done isDone={saving.isDone} told={t.file.saved} />
      </div>
      <div class="group card stack">
        <p>{t.file.mergeHint}</p>
        <ProblemNote problem={merging.problem} />
        <div class="actions">
          <FileButton label={t.file.merge} onFile={merge} isBusy={merging.isBusy} busyLabel={t.file.mergeBusy} />
        </div>
        <Done isDone={merging.isDone} told={t.file.mergeDone} />
      </div>
    </section>
  );
}

interface DoneProps {
  readonly isDone: boolean;
  readonly told: string;
}

/** The place for it stays in the page, so that screen readers notice. */
const Done = ({ isDone, told }: DoneProps) => (
  <div role="status">
    {isDone && (
      <State tone="ok" icon="check">
        {told}
      </State>
    )}
  </div>
);

interface ToldProps {
  readonly at: number | undefined;
  readonly isBehind: boolean;
}

/** When the last copy was saved, and whether it is still the wallet as it is. */
function Told({ at, isBehind }: ToldProps) {
  const { t } = usePageWords();
  if (at === undefined) return <p>{t.file.never}</p>;
  return (
    <p>
      <When at={at} message={t.file.lastSaved} /> {isBehind ? t.file.behind : t.file.keepsUp}
    </p>
  );
}
