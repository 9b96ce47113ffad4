/** What the user can do to something that is under way, whatever kind it is. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { type Deposit, deposits } from "../../store/entities/deposit.ts";
import { payments } from "../../store/entities/payment.ts";
import { purchaseStatus, purchases } from "../../store/entities/purchase.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { save } from "../../store/save.ts";
import { seconds } from "../../taler/time.ts";
import { goOnUncovered } from "../refresh/cover.ts";
import { selfOf } from "../roots.ts";
import { abortWithdrawal, goOnWithoutBackup, takeOver } from "../withdraw/abort.ts";
import { canAbortDeposit } from "./tell-deposits.ts";

/** Gives it up; what has happened already is undone as far as others let us. Throws `cannotAbort` when it is too late. */
export async function abortTransaction(env: Env, id: string): Promise<void> {
  const deposit = await env.db.of(deposits).get(id);
  if (deposit) return abortDeposit(env, deposit);
  const purchase = await env.db.of(purchases).get(id);
  if (!purchase) return abortWithdrawal(env, id);
  if (purchaseStatus(purchase) !== "paying") throw new WalletError("cannotAbort");
  await save(env.db, learn(purchases, id, { abortedAt: seconds(env.now()) }));
}

async function abortDeposit(env: Env, deposit: Deposit): Promise<void> {
  const all = await env.db.of(payments).where("ix.contract").equals(deposit.key).toArray();
  if (!canAbortDeposit(deposit, all)) throw new WalletError("cannotAbort");
  await save(env.db, learn(deposits, deposit.key, { abortedAt: seconds(env.now()) }));
}

/** This device goes on with it. */
export async function takeOverTransaction(env: Env, id: string): Promise<void> {
  const { device: runner } = await selfOf(env.db);
  if (await env.db.of(deposits).get(id)) await save(env.db, learn(deposits, id, { runner }));
  else if (await env.db.of(purchases).get(id)) await save(env.db, learn(purchases, id, { runner }));
  else await takeOver(env, id);
}

/** It goes on although no accepted backup holds it yet; the user has been told what that means. */
export async function continueWithoutBackup(env: Env, id: string): Promise<void> {
  if (await env.db.of(refreshes).get(id)) await goOnUncovered(env);
  else await goOnWithoutBackup(env, id);
}
