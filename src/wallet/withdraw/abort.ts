/** Calling a withdrawal off, and taking over one that another device began. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { type Withdrawal, withdrawalStatus, withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { seconds } from "../../taler/time.ts";
import { selfOf } from "../roots.ts";
import { callOff } from "./at-bank.ts";

/** Only money that has not left the bank can be called off. */
export function canAbort(withdrawal: Withdrawal): boolean {
  const status = withdrawalStatus(withdrawal);
  if (withdrawal.facts.cancelledAt !== undefined) return false;
  if (withdrawal.facts.kind === "manual") return status === "transferring";
  return status === "selecting" || status === "confirming";
}

/**
 * The wish is remembered first, then the bank is told; when it cannot be reached just now, that is done later. Should
 * the money come all the same, it is withdrawn: the reserve stays watched until bank or time have settled it.
 */
export async function abortWithdrawal(env: Env, key: string): Promise<void> {
  const withdrawal = await found(env, key);
  if (!canAbort(withdrawal)) throw new WalletError("cannotAbort");
  await save(env.db, learn(withdrawals, key, { cancelledAt: seconds(env.now()) }));
  if (!withdrawal.facts.bank) return;
  try {
    await callOff(env, withdrawal);
  } catch (error) {
    if (!(error instanceof WalletError)) throw error;
  }
}

/** This device goes on with it; every step may be repeated, so the other one does no harm if it comes back. */
export async function takeOver(env: Env, key: string): Promise<void> {
  await found(env, key);
  await save(env.db, learn(withdrawals, key, { runner: (await selfOf(env.db)).device }));
}

/** Goes on although no accepted backup holds the withdrawal yet; the user has been told what that means. */
export async function goOnWithoutBackup(env: Env, key: string): Promise<void> {
  await found(env, key);
  await save(env.db, learn(withdrawals, key, { uncoveredAt: env.now() }));
}

async function found(env: Env, key: string): Promise<Withdrawal> {
  const withdrawal = await env.db.of(withdrawals).get(key);
  if (!withdrawal) throw new WalletError("transactionUnknown");
  return withdrawal;
}
