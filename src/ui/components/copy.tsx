/** A button that puts a text on the clipboard and says so. */

import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { Button, IconButton } from "./button.tsx";

interface CopyProps {
  readonly text: string;
  /** What is copied, where there is more than one such button: "Copy the subject". Then the button is only a picture. */
  readonly label?: string;
}

export function Copy({ text, label }: CopyProps) {
  const { t } = useWords();
  const { copy } = useOutside();
  const copying = useAction(() => copy(text));
  return (
    <>
      {label === undefined ? (
        <Button icon="copy" onClick={copying.run}>
          {t.common.copy}
        </Button>
      ) : (
        <IconButton icon={copying.isDone ? "check" : "copy"} label={label} onClick={copying.run} />
      )}
      <span class="small quiet" role="status">
        {copying.isDone && t.common.copied}
        {copying.problem !== undefined && t.common.copiedNot}
      </span>
    </>
  );
}
