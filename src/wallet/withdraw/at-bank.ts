/** The steps of a withdrawal that are taken at the bank: naming our reserve, waiting for the customer, calling it off. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { type Withdrawal, withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import type { WithdrawalOperation } from "../../taler/bank-api.ts";
import { seconds } from "../../taler/time.ts";
import { abortAtBank, askBank, type BankOperation, bankCodes, selectAtBank } from "./bank.ts";
import { reserveBalance } from "./reserve.ts";

const operationOf = ({ facts: { bank } }: Withdrawal): BankOperation => {
  if (!bank) throw new WalletError("bug", "no bank to ask");
  return bank;
};

/** Remembers that bank or exchange were asked and had no news. */
export const asked = (env: Env, { key }: Withdrawal): Promise<void> =>
  save(env.db, learn(withdrawals, key, { askedAt: env.now() }));

const knowNow = (env: Env, { key }: Withdrawal, fact: "selectedAt" | "confirmedAt" | "abortedAt"): Promise<void> =>
  save(env.db, learn(withdrawals, key, { [fact]: seconds(env.now()) }));

const refuse = (env: Env, { key }: Withdrawal, code: number): Promise<void> => {
  const at = seconds(env.now());
  return save(env.db, learn(withdrawals, key, { abortedAt: at, refusals: [{ code, at }] }));
};

/** Somebody else's reserve stands there. Banks that do not tell which one are asked by choosing ours. */
const isTaken = ({ selected_reserve_pub: chosen }: WithdrawalOperation, { key }: Withdrawal): boolean =>
  chosen !== undefined && chosen !== key;

/** Tells the bank our reserve. A real bank answers a repetition after the confirmation with a conflict: so it is asked first. */
export async function select(env: Env, withdrawal: Withdrawal): Promise<void> {
  const operation = await askBank(env, operationOf(withdrawal));
  if ("refused" in operation) return refuse(env, withdrawal, operation.refused);
  if (operation.status === "aborted") return knowNow(env, withdrawal, "abortedAt");
  if (isTaken(operation, withdrawal)) return refuse(env, withdrawal, bankCodes.otherChosen);
  return choose(env, withdrawal, operation);
}

async function choose(env: Env, withdrawal: Withdrawal, operation: WithdrawalOperation): Promise<void> {
  const { key, facts } = withdrawal;
  const answer = await selectAtBank(env, operationOf(withdrawal), {
    reserve: key,
    account: facts.account ?? "",
    amount: operation.amount || operation.no_amount_to_wallet ? undefined : facts.amount,
  });
  if ("refused" in answer) return afterConflict(env, withdrawal, answer.refused, operation.status !== "pending");
  if (answer.status === "aborted") return knowNow(env, withdrawal, "abortedAt");
  const confirmUrl = answer.confirm_transfer_url ?? operation.confirm_transfer_url;
  // An address that no row can hold is left out: the user finds the way to the bank without it.
  const isShort = confirmUrl !== undefined && confirmUrl.length <= 2000;
  await save(env.db, learn(withdrawals, key, { selectedAt: seconds(env.now()), ...(isShort && { confirmUrl }) }));
}

/**
 * A bank that names no reserve and refuses ours may have taken it before and lost the answer: only the exchange
 * can tell, and a reserve that never fills costs nothing but a question now and then.
 */
function afterConflict(env: Env, withdrawal: Withdrawal, code: number, wasSelected: boolean): Promise<void> {
  const mayBeOurs = code === bankCodes.reserveUsed && wasSelected;
  return mayBeOurs ? knowNow(env, withdrawal, "selectedAt") : refuse(env, withdrawal, code);
}

/** Waits for the customer to confirm at the bank. */
export async function askForConfirmation(env: Env, withdrawal: Withdrawal): Promise<void> {
  const operation = await askBank(env, operationOf(withdrawal), "selected");
  if ("refused" in operation) return whenForgotten(env, withdrawal, operation.refused);
  switch (operation.status) {
    case "confirmed":
      return knowNow(env, withdrawal, "confirmedAt");
    case "aborted":
      return knowNow(env, withdrawal, "abortedAt");
    case "pending":
      // The bank has lost our choice, and without one nobody can confirm.
      return choose(env, withdrawal, operation);
    case "selected":
      return asked(env, withdrawal);
  }
}

/** A bank may forget what is long settled: then the exchange knows whether the money was sent. */
async function whenForgotten(env: Env, withdrawal: Withdrawal, code: number): Promise<void> {
  const balance = await reserveBalance(env, withdrawal.facts.exchange, withdrawal.key, false);
  if (balance === undefined) return refuse(env, withdrawal, code);
  await knowNow(env, withdrawal, "confirmedAt");
}

/**
 * Tells the bank that the user does not want it any more. Older banks cannot be told; there it stays under watch,
 * since the money may still be sent, until the bank says that it is over.
 */
export async function callOff(env: Env, withdrawal: Withdrawal): Promise<void> {
  if (await abortAtBank(env, operationOf(withdrawal))) return knowNow(env, withdrawal, "abortedAt");
  const operation = await askBank(env, operationOf(withdrawal));
  if ("refused" in operation) return whenForgotten(env, withdrawal, operation.refused);
  if (isTaken(operation, withdrawal)) return refuse(env, withdrawal, bankCodes.otherChosen);
  switch (operation.status) {
    case "confirmed":
      return knowNow(env, withdrawal, "confirmedAt");
    case "selected":
      return asked(env, withdrawal);
    case "aborted":
    case "pending":
      return knowNow(env, withdrawal, "abortedAt");
  }
}
