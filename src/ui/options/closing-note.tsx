/** A service that takes nothing new any more: until when it can be read, and what to do about it. */
import type { Provider } from "../../api/keeping-views.ts";
import { ButtonLink } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { When } from "../components/when.tsx";
import { usePageWords } from "./use-page-words.ts";

interface ClosingNoteProps {
  readonly service: Provider;
  /** No other service is in use. */
  readonly isOnly: boolean;
}

export function ClosingNote({ service: { closing, lastBackup }, isOnly }: ClosingNoteProps) {
  const { t, date } = usePageWords();
  const { what, until, untilUnknown, next, nextOnly } = t.serviceState.closing;
  return (
    <Note tone="needs" icon="alert">
      <div role="status">
        <p>
          <b>{what}</b> {closing?.until === undefined ? untilUnknown : until(date(closing.until))}
        </p>
        <p>{isOnly ? nextOnly : next}</p>
        {lastBackup !== undefined && (
          <p class="small">
            <When at={lastBackup} message={t.services.lastBackup} />
          </p>
        )}
      </div>
      {isOnly && (
        <div class="actions">
          <ButtonLink icon="plus" href="#backup">
            {t.services.add}
          </ButtonLink>
        </div>
      )}
    </Note>
  );
}
