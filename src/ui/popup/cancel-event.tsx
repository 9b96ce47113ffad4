/** Cancelling an event: what that means is named first, and the safe answer stands first. */
import type { Transaction } from "../../api/views.ts";
import { Button } from "../components/button.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";

interface CancelEventProps {
  readonly transaction: Transaction;
  readonly onKeep: () => void;
}

export function CancelEvent({ transaction: { id, bank, kind }, onKeep }: CancelEventProps) {
  const { t } = useWords();
  const { ask } = useOutside();
  const cancelling = useAction(() => ask("abortTransaction", { id }));
  const words = kind === "payment" ? t.pay.details : kind === "deposit" ? t.deposit.details : undefined;
  const ofWithdrawal = bank === undefined ? t.transaction.cancelWire : t.transaction.cancelBank;
  return (
    <>
      <div role="alert">
        <b>{words?.cancelWhat ?? t.transaction.cancelWhat}</b>
        <p class="small">{words?.cancelText ?? ofWithdrawal}</p>
      </div>
      <ProblemNote problem={cancelling.problem} />
      <div class="pair even">
        <Button kind="primary" onClick={onKeep} isFocused>
          {t.transaction.keep}
        </Button>
        <Button kind="danger" onClick={cancelling.run} isBusy={cancelling.isBusy} busyLabel={t.transaction.cancelling}>
          {t.transaction.cancelNow}
        </Button>
      </div>
    </>
  );
}
