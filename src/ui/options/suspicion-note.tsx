/** What looked wrong with a service: what happened, what is safe, what to do; until the user has seen it. */
import type { Provider } from "../../api/keeping-views.ts";
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface SuspicionNoteProps {
  readonly service: Provider;
}

export function SuspicionNote({ service: { url, suspicion } }: SuspicionNoteProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const at = suspicion?.at ?? 0;
  const seeing = useAction(() => ask("acknowledgeSuspicion", { url, at }));
  if (suspicion === undefined || suspicion.isSeen) return null;
  const { kind, times, isMended } = suspicion;
  const told = t.serviceState.suspicion[kind];
  return (
    <Note tone={kind === "ownDiskOld" ? "plain" : "needs"} icon="alert">
      <div role="status">
        <p>
          <b>{told.what}</b> {isMended ? told.mended : told.unmended}
        </p>
        <p>{told.next}</p>
        <p class="small">
          <When at={at} /> {times > 1 && `· ${t.serviceState.times(times)}`}
        </p>
      </div>
      <ProblemNote problem={seeing.problem} />
      <div class="actions">
        <Button onClick={seeing.run} isBusy={seeing.isBusy} busyLabel={t.serviceState.seenBusy}>
          {t.serviceState.seen}
        </Button>
      </div>
    </Note>
  );
}
