/** The panel of a backup service that wants its fee, or is getting it: what is so, what that means, and the next step. */
import { ButtonLink } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { When } from "../components/when.tsx";
import { routeTo } from "../route.ts";
import type { FeeState } from "./fee-state.ts";
import { usePageWords } from "./use-page-words.ts";

interface FeeNoteProps {
  readonly fee: FeeState;
  readonly url: string;
  /** When the last backup was made there. */
  readonly lastBackup: number | undefined;
}

export function FeeNote({ fee: { tone, icon, lead, next, step }, url, lastBackup }: FeeNoteProps) {
  const { t } = usePageWords();
  const isCalled = tone === "warn";
  const pay = step !== undefined && (
    <ButtonLink href={`#${routeTo("service-payment", { url })}`} kind={isCalled ? "primary" : "outline"}>
      {step}
    </ButtonLink>
  );
  return (
    <Note tone={isCalled ? "needs" : "plain"} icon={icon} action={pay}>
      <div role="status">
        <p>
          <b>{lead}</b> {next}
        </p>
        <p class="small">
          {lastBackup === undefined ? t.service.neverHere : <When at={lastBackup} message={t.services.lastBackup} />}
        </p>
      </div>
    </Note>
  );
}
