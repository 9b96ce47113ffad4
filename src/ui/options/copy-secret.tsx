/** Copying the secret, and what becomes of the clipboard after that. */
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import type { LentClipboard } from "../lent-clipboard.ts";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useNow } from "../use-now.ts";
import { usePageWords } from "./use-page-words.ts";

interface LendingProps {
  readonly clipboard: LentClipboard;
}

export function CopySecret({ text, clipboard }: LendingProps & { readonly text: string }) {
  const { t } = usePageWords();
  const { copy } = useOutside();
  const copying = useAction(async () => {
    await copy(text);
    clipboard.begin();
  });
  return (
    <>
      <Button icon="copy" onClick={copying.run}>
        {t.common.copy}
      </Button>
      <span class="small quiet" role="status">
        {copying.problem !== undefined && t.common.copiedNot}
      </span>
    </>
  );
}

/** Spoken when it changes; the seconds that pass are only for the eye. */
export function Lending({ clipboard }: LendingProps) {
  const { t } = usePageWords();
  const words = t.secret.clipboard;
  const lent = clipboard.lent.value;
  const isThere = lent.kind === "holds" || lent.kind === "stuck";
  return (
    <div class={lent.kind === "none" ? undefined : "lent"}>
      <div class="small" role="status">
        {lent.kind === "holds" && (
          <p>
            {words.copied} {words.history}
          </p>
        )}
        {lent.kind === "stuck" && <p>{words.stuck}</p>}
        {lent.kind === "emptied" && (
          <p class="state ok">
            <Icon name="check" />
            <span>{words.emptied}</span>
          </p>
        )}
      </div>
      {isThere && (
        <div class="actions">
          <Button onClick={clipboard.end}>{words.empty}</Button>
          {lent.kind === "holds" && <Countdown until={lent.until} />}
        </div>
      )}
    </div>
  );
}

function Countdown({ until }: { readonly until: number }) {
  const { t } = usePageWords();
  const left = Math.max(0, Math.ceil((until - useNow()) / 1000));
  return (
    <span class="small quiet" role="timer" aria-live="off">
      {t.secret.clipboard.in(left)}
    </span>
  );
}
