/** What the user can do to something that is under way, whatever kind it is. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { learn } from "../store/deed.ts";
import { purchaseStatus, purchases } from "../store/entities/purchase.ts";
import { save } from "../store/save.ts";
import { seconds } from "../taler/time.ts";
import { abortWithdrawal, takeOver } from "./abort.ts";
import { selfOf } from "./roots.ts";

/** Gives it up; what has happened already is undone as far as others let us. Throws `cannotAbort` when it is too late. */
export async function abortTransaction(env: Env, id: string): Promise<void> {
  const purchase = await env.db.of(purchases).get(id);
  if (!purchase) return abortWithdrawal(env, id);
  if (purchaseStatus(purchase) !== "paying") throw new WalletError("cannotAbort");
  await save(env.db, learn(purchases, id, { abortedAt: seconds(env.now()) }));
}

/** This device goes on with it. */
export async function takeOverTransaction(env: Env, id: string): Promise<void> {
  if (!(await env.db.of(purchases).get(id))) return takeOver(env, id);
  await save(env.db, learn(purchases, id, { runner: (await selfOf(env.db)).device }));
}
