/** Which exchange would be added, and what happens then; nobody is asked anything before the user agrees. */
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { Breakable } from "./breakable.tsx";
import { Button } from "./button.tsx";
import { Facts } from "./facts.tsx";
import { ProblemNote } from "./problem.tsx";

interface ExchangeToAddProps {
  /** Its base URL. */
  readonly url: string;
  /** It stands in a page that was there before, and takes the focus there. */
  readonly isFocused?: boolean;
  readonly onAdded: (url: string) => void;
  readonly onCancel: () => void;
}

export function ExchangeToAdd({ url, isFocused = false, onAdded, onCancel }: ExchangeToAddProps) {
  const { t } = useWords();
  const { ask } = useOutside();
  const adding = useAction(async () => onAdded((await ask("addExchange", { exchangeUrl: url })).url));
  return (
    <>
      <Facts facts={[{ name: t.manual.address, value: <Breakable text={url} />, isLong: true }]} />
      <p>{t.adding.text}</p>
      <ProblemNote problem={adding.problem} />
      <div class="actions">
        <Button kind="primary" isBusy={adding.isBusy} busyLabel={t.compare.asking} onClick={adding.run}>
          {t.adding.add}
        </Button>
        {/* Whoever holds the Enter key down has not agreed yet. */}
        <Button isFocused={isFocused} onClick={onCancel}>
          {t.common.cancel}
        </Button>
      </div>
    </>
  );
}
