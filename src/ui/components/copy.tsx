/** A button that puts a text on the clipboard and says so. */

import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { Button } from "./button.tsx";

interface CopyProps {
  readonly text: string;
  /** What is copied, for those who hear the button alone: "Copy the subject". */
  readonly label?: string;
  /** Said once it is done. */
  readonly done?: string;
}

export function Copy({ text, label, done }: CopyProps) {
  const { t } = useWords();
  const { copy } = useOutside();
  const copying = useAction(() => copy(text));
  return (
    <>
      <Button icon="copy" {...(label !== undefined && { label })} onClick={copying.run}>
        {t.common.copy}
      </Button>
      <span class="small quiet" role="status">
        {copying.isDone && (done ?? t.common.copied)}
        {copying.problem !== undefined && t.common.copiedNot}
      </span>
    </>
  );
}
