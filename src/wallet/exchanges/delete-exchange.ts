/** The seed's deleteExchange: free while nothing depends on the exchange; otherwise a purge, which destroys money. */
import { type ProblemCode, WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { addressOf } from "../../exchange/manage.ts";
import { discard } from "../../store/deed.ts";
import { batches } from "../../store/entities/batch.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { deposits } from "../../store/entities/deposit.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { payments } from "../../store/entities/payment.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { recoups } from "../../store/entities/recoup.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { forgetOffer } from "../../store/remember.ts";
import { type Decision, decide, type Sight } from "../../store/save.ts";
import { amount as amountCodec } from "../../taler/amount.ts";
import { FormatError } from "../../taler/codec.ts";
import { seconds } from "../../taler/time.ts";
import type { MoneyRows } from "../books/ledger.ts";
import { ownRows } from "./own-rows.ts";
import { purgeDeeds } from "./purge.plan.ts";
import { type Revoked, resourcesOf } from "./resources.plan.ts";

/** `destroys`: the amounts that the user was shown and typed, one per currency; only a purge needs any. */
export interface Deletion {
  readonly exchangeUrl: string;
  readonly purge: boolean;
  readonly destroys?: readonly string[] | undefined;
}

/** Every set that says something about money, and the exchanges themselves. */
const sets = [
  ...[reserves, withdrawals, batches, coins, denominations, refreshes, purchases, payments, deposits],
  ...[recoups, exchanges],
];

/**
 * Removes an exchange. Throws `exchangeNeeded` without a purge while something depends on it, `exchangeBusy` while a
 * payment with its coins is under way, `purgeDiffers` when not exactly what was typed would be destroyed. All is looked
 * at in the transaction that decides, so nothing is destroyed that nobody was told of.
 */
export async function deleteExchange(env: Env, { exchangeUrl, purge, destroys = [] }: Deletion): Promise<void> {
  const exchange = addressOf(exchangeUrl);
  const typed = destroys.map(amountIn).sort();
  const refusal = await decide<ProblemCode | undefined>(env.db, sets, (sight) =>
    purge ? purged(env, sight, exchange, typed) : removed(env, sight, exchange),
  );
  if (refusal !== undefined) throw new WalletError(refusal);
  await forgetOffer(env.db, exchange);
}

type Verdict = Promise<Decision<ProblemCode | undefined>>;

async function removed(env: Env, sight: Sight, exchange: string): Verdict {
  const own = ownRows(await moneySeen(sight), exchange);
  const { isNeeded } = resourcesOf(own, seconds(env.now()), await revokedAt(sight, exchange));
  return isNeeded ? { result: "exchangeNeeded" } : { deeds: [discard(exchanges, exchange, env.now())] };
}

async function purged(env: Env, sight: Sight, exchange: string, typed: readonly string[]): Verdict {
  const now = seconds(env.now());
  const own = ownRows(await moneySeen(sight), exchange);
  const revoked = await revokedAt(sight, exchange);
  const { busy, destroyed } = resourcesOf(own, now, revoked);
  if (busy > 0) return { result: "exchangeBusy" };
  if (`${[...destroyed].sort()}` !== `${typed}`) return { result: "purgeDiffers" };
  return { deeds: purgeDeeds(exchange, own, revoked, now) };
}

async function revokedAt(sight: Sight, exchange: string): Promise<readonly Revoked[]> {
  const rows = (await sight.all(recoups)).filter(({ facts }) => facts.exchange === exchange);
  return Promise.all(
    rows.map(async (row) => ({ row, recouped: (await sight.where(coins, "recouped", row.key)).length })),
  );
}

async function moneySeen(sight: Sight): Promise<MoneyRows> {
  return {
    reserves: await sight.all(reserves),
    withdrawals: await sight.all(withdrawals),
    batches: await sight.all(batches),
    coins: await sight.all(coins),
    denominations: await sight.all(denominations),
    refreshes: await sight.all(refreshes),
    purchases: await sight.all(purchases),
    payments: await sight.all(payments),
    deposits: await sight.all(deposits),
    ghosts: await sight.ghosts(),
  };
}

function amountIn(text: string): string {
  try {
    return amountCodec.parse(text);
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badInput", "not an amount") : error;
  }
}
