/** What the user can do about an event: confirm, decide, cancel, take over, go on. */
import { useState } from "preact/hooks";
import { Button, ButtonLink } from "../components/button.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { When } from "../components/when.tsx";
import { isAboutFee } from "../held.ts";
import { useOutside } from "../outside.ts";
import { linkable } from "../place.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";
import { Answer } from "./answer.tsx";
import { CancelEvent } from "./cancel-event.tsx";
import type { TransactionProps } from "./transaction-state.tsx";

/** Nothing at all when there is nothing to do. */
export function TransactionDeeds({ transaction, isUndecided }: TransactionProps) {
  const { t } = useWords();
  const { ask, openPage } = useOutside();
  const { id, kind, waitsFor, canAbort, canTakeOver, canGoOnWithoutBackup, held } = transaction;
  const takingOver = useAction(() => ask("takeOverTransaction", { id }));
  const goingOn = useAction(() => ask("continueWithoutBackup", { id }));
  const confirmUrl = waitsFor === "bankConfirmation" ? linkable(transaction.confirmUrl) : undefined;
  const [question, setQuestion] = useState<"asked" | "kept">();
  const mayDecide = isUndecided && waitsFor === "backup";
  const mayPay = held !== undefined && isAboutFee(held);
  const cancel =
    kind === "payment" ? t.pay.details.cancel : kind === "deposit" ? t.deposit.details.cancel : t.transaction.cancel;
  const mayAnswer = transaction.question?.kind === "ask";
  const goods = linkable(transaction.shop?.page);
  const hasNone = !canAbort && !canTakeOver && !canGoOnWithoutBackup && !mayDecide && !mayPay && !mayAnswer;
  if (hasNone && confirmUrl === undefined && goods === undefined) return undefined;
  if (canAbort && question === "asked")
    return <CancelEvent transaction={transaction} onKeep={() => setQuestion("kept")} />;
  return (
    <>
      <ProblemNote problem={takingOver.problem ?? goingOn.problem} />
      {canTakeOver && <p class="small quiet">{t.transaction.takeOverHint}</p>}
      {canGoOnWithoutBackup && <Alone transaction={transaction} />}
      {mayAnswer && <Answer id={id} />}
      {confirmUrl !== undefined && (
        <ButtonLink kind="primary" icon="out" href={confirmUrl} opensTab>
          {t.transaction.confirm}
          <span class="spoken"> ({t.common.newTab})</span>
        </ButtonLink>
      )}
      {goods !== undefined && (
        <ButtonLink kind="primary" icon="out" href={goods} opensTab>
          {t.pay.details.open}
          <span class="spoken"> ({t.common.newTab})</span>
        </ButtonLink>
      )}
      {mayDecide && (
        <Button kind="primary" onClick={() => openPage("onboarding")}>
          {t.home.setUpBackup}
        </Button>
      )}
      {mayPay && (
        <Button kind="primary" onClick={() => openPage("backup")}>
          {t.held.services}
        </Button>
      )}
      {canTakeOver && (
        <Button kind="tonal" onClick={takingOver.run} isBusy={takingOver.isBusy} busyLabel={t.transaction.workingWord}>
          {t.transaction.takeOver}
        </Button>
      )}
      {canGoOnWithoutBackup && (
        <Button onClick={goingOn.run} isBusy={goingOn.isBusy} busyLabel={t.transaction.workingWord}>
          {t.transaction.goOnWithoutBackup}
        </Button>
      )}
      {canAbort && (
        <Button onClick={() => setQuestion("asked")} isFocused={question === "kept"}>
          {cancel}
        </Button>
      )}
    </>
  );
}

/** What it means to go on without a backup, and what becomes of it otherwise. */
function Alone({ transaction: { backupAt, held } }: Pick<TransactionProps, "transaction">) {
  const { t } = useWords();
  if (held !== undefined && held.why !== "upload") return <p class="small quiet">{t.held.alone}</p>;
  if (backupAt === undefined) return <p class="small quiet">{t.transaction.goOnWithoutBackupHint}</p>;
  return (
    <p class="small quiet">
      <When at={backupAt} message={t.transaction.plannedBackup} /> {t.transaction.plannedBackupHint}
    </p>
  );
}
