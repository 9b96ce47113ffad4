/** Said above everything else by a page that can do nothing any more but be loaded again. */
import type { ReadonlySignal } from "@preact/signals";
import { useOutside } from "../outside.ts";
import { useWords } from "../use-words.ts";
import { Button } from "./button.tsx";
import { Note } from "./note.tsx";

interface OutlivedProps {
  readonly isOutlived: ReadonlySignal<boolean>;
}

/** The place for it stays in the page, so that screen readers notice. */
export function Outlived({ isOutlived }: OutlivedProps) {
  const { t } = useWords();
  const { reload } = useOutside();
  const { what, next } = t.problems.pageOutlived;
  return (
    <div role="alert" class="outlived">
      {isOutlived.value && (
        <Note tone="needs" icon="alert" action={<Button onClick={reload}>{t.common.reload}</Button>}>
          <p>
            <b>{what}</b> {next}
          </p>
        </Note>
      )}
    </div>
  );
}
