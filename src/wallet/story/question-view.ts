/** An exchange's question who somebody is, in values that a page can show. */

import { WalletError } from "../../api/problems.ts";
import type { Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import type { Latest } from "../../store/law.ts";
import type { Legitimization } from "../../store/spelling.ts";
import type { Amount } from "../../taler/amount.ts";
import { isPaused } from "../legitimize/legitimize.plan.ts";
import { accountFor } from "../withdraw/account.ts";
import { wireInstructions } from "../withdraw/wire.ts";

interface Asked {
  readonly exchange: string;
  readonly fact: Latest<Legitimization> | undefined;
  /** The key that speaks for the account here, base32. */
  readonly key: string;
  readonly currency: string;
}

/** Undefined while nothing is asked. */
export async function questionIn(env: Env, { exchange, fact, key, currency }: Asked): Promise<Transaction["question"]> {
  if (!fact || !isPaused(fact)) return undefined;
  if (fact.value.state === "review") return { kind: "review" };
  if (fact.value.key === key) return { kind: "ask" };
  const row = await env.db.of(exchanges).get(exchange);
  const account = row && accountOf(row);
  // Any amount will do; the smallest that banks send everywhere.
  const amount = `${currency}:0.01` as Amount;
  return { kind: "wire", ...(account !== undefined && { wire: wireInstructions(account, amount, `KYC:${key}`) }) };
}

function accountOf(row: Parameters<typeof accountFor>[0]): string | undefined {
  try {
    return accountFor(row, undefined);
  } catch (error) {
    if (error instanceof WalletError) return undefined;
    throw error;
  }
}
