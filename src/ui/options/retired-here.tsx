/** This device was retired from another one: what that means, and the two ways out of it. */
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

export function RetiredHere() {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const joining = useAction(() => ask("rejoin", {}));
  return (
    <Note tone="needs" icon="alert">
      <div class="stack" role="status">
        <p>
          <b>{t.deviceNews.retired}</b> {t.devices.retiredHere}
        </p>
        <p>{t.devices.emptyHere}</p>
      </div>
      <ProblemNote problem={joining.problem} />
      <div class="actions">
        <Button kind="primary" onClick={joining.run} isBusy={joining.isBusy} busyLabel={t.devices.busy}>
          {t.devices.rejoin}
        </Button>
      </div>
    </Note>
  );
}
