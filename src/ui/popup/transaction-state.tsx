/** How far an event is, in a sentence, and what troubles it. */
import type { Transaction } from "../../api/views.ts";
import type { Messages } from "../../i18n/en.ts";
import type { IconName } from "../components/icon.tsx";
import { Note, type Tone } from "../components/note.tsx";
import { When } from "../components/when.tsx";
import { isAboutFee } from "../held.ts";
import { useWords } from "../use-words.ts";

export interface TransactionProps {
  readonly transaction: Transaction;
  /** The user has not decided about a backup yet, and that is what a withdrawal waits for. */
  readonly isUndecided: boolean;
}

export function TransactionState({ transaction, isUndecided }: TransactionProps) {
  const { t } = useWords();
  const { trouble } = transaction;
  const [tone, icon, sentence] = toldOf(transaction, isUndecided, t);
  // One panel: what goes on by itself stands in the timeline, too, and says nothing that trouble does not say better.
  const isOwn = !["ghost", "recoup", "change"].includes(transaction.kind) && !transaction.shop?.isUntold;
  const isDone = transaction.state === "done" && isOwn;
  const isTold = tone !== "needs" && (trouble !== undefined || isDone);
  return (
    <div role="status" class={isTold && trouble === undefined && !transaction.isExchangeRemoved ? "spoken" : "stack"}>
      {isTold ? (
        <p class="spoken">{sentence}</p>
      ) : (
        <Note tone={tone} icon={icon}>
          <p>{sentence}</p>
          {transaction.held?.until !== undefined && (
            <p class="small">
              <When at={transaction.held.until} message={t.held.until} />
            </p>
          )}
          {transaction.question !== undefined && <p class="small">{otherwise(transaction, t.deposit.question)}</p>}
        </Note>
      )}
      {transaction.isExchangeRemoved && (
        <Note icon="info">
          <p>{t.story.removedText}</p>
        </Note>
      )}
      {trouble !== undefined && (
        <Note tone="needs" icon="alert">
          <p>
            <b>{t.problems[trouble.code].what}</b> {t.problems[trouble.code].next}{" "}
            {trouble.nextTry !== undefined && <When at={trouble.nextTry} message={t.transaction.asksAgain} />}
          </p>
        </Note>
      )}
    </div>
  );
}

type Told = readonly [tone: Tone, icon: IconName, sentence: string];

function toldOf(transaction: Transaction, isUndecided: boolean, t: Messages): Told {
  if (transaction.question !== undefined) return askedOf(transaction.question, t.deposit.question);
  switch (transaction.kind) {
    case "ghost":
      return ["plain", "laptop", transaction.state === "done" ? t.ghost.text : t.ghost.changedNext];
    case "recoup":
      return ["plain", transaction.state === "done" ? "restore" : "clock", t.recoup.text];
    case "change":
      if (transaction.waitsFor === "backup") return ["plain", "clock", t.transaction.needsBackup];
      return ["plain", transaction.state === "done" ? "restore" : "clock", t.deposit.details.change];
    case "payment":
      return stateOfPayment(transaction, t.pay.details);
    case "deposit":
      return stateOfDeposit(transaction, t);
    case "withdrawal":
      return stateOf(transaction, isUndecided, t);
  }
}

/** What else can be done than to answer, or what happens if nobody does. */
function otherwise({ kind, canAbort, steps }: Transaction, words: Messages["deposit"]["question"]): string {
  const hasArrived = steps.some((step) => step.kind === "arrived" && step.isDone);
  if (kind === "withdrawal") return hasArrived ? words.otherWithdrawal : words.otherUnsent;
  return kind === "payment" || kind === "change" ? words.otherChange : canAbort ? words.otherDeposit : words.otherTaken;
}

/** What the exchange wants to know goes before everything else: nothing moves until then. */
function askedOf({ kind }: NonNullable<Transaction["question"]>, words: Messages["deposit"]["question"]): Told {
  return kind === "review" ? ["plain", "clock", words.review] : ["needs", "alert", words[kind]];
}

function stateOfDeposit({ state, waitsFor, canAbort }: Transaction, { deposit, transaction }: Messages): Told {
  const words = deposit.details;
  if (state === "done") return ["safe", "check", words.done];
  if (state === "aborted") return ["plain", "close", words.aborted];
  if (waitsFor === "otherDevice") return ["plain", "laptop", transaction.otherDevice];
  if (waitsFor === "transfer") return ["plain", "clock", words.transfer];
  return ["plain", "clock", canAbort ? words.working : words.aborting];
}

function stateOfPayment({ state, canAbort, shop }: Transaction, words: Messages["pay"]["details"]): Told {
  if (shop?.twice !== undefined) return ["needs", "alert", words.twiceNext];
  if (shop?.isUntold) return ["plain", "laptop", words.untold];
  if (state === "done") return ["safe", "check", words.done];
  if (state === "aborted") return ["plain", "close", words.aborted];
  return ["plain", "clock", canAbort ? words.working : words.aborting];
}

function stateOf(
  { state, waitsFor, confirmUrl, held }: Transaction,
  isUndecided: boolean,
  { transaction: words, held: why }: Messages,
): Told {
  if (state === "done") return ["safe", "check", words.done];
  if (state === "aborted") return ["plain", "close", words.cancelled];
  switch (waitsFor) {
    case "bankConfirmation": {
      const app = confirmUrl === undefined ? ` ${words.bankConfirmationApp}` : "";
      return ["needs", "bank", `${words.bankConfirmation}${app}`];
    }
    case "wire":
      return ["needs", "bank", words.wire];
    case "backup":
      if (isUndecided) return ["needs", "unsafe", words.needsChoice];
      return held && isAboutFee(held) ? ["needs", "unsafe", why[held.why]] : ["plain", "clock", words.needsBackup];
    case "otherDevice":
      return ["plain", "laptop", words.otherDevice];
    case "exchange":
      return ["plain", "clock", words.needsExchange];
    default:
      return ["plain", "clock", words.working];
  }
}
