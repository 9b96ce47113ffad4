/** Planning a refresh: what is left of a coin becomes new coins that nobody can trace to it (design, section 7). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { spendableExchange } from "../../exchange/ready.ts";
import { type Deed, insert, learn } from "../../store/deed.ts";
import { type Coin, coinPath, coins } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { isRenewal, type Refresh, refreshes } from "../../store/entities/refresh.ts";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { decide } from "../../store/save.ts";
import { type Amount, add, isZero, subtractOrUndefined } from "../../taler/amount.ts";
import { bytesOf, textOf } from "../../taler/crockford.ts";
import { rsaDenomination } from "../../taler/denomination.ts";
import { maxNewCoins, prepareMelt } from "../../taler/melt.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import { ghostsOf, restOf } from "../coins/coin-rest.ts";
import { coinSecrets, masterSecretOf } from "../coins/coin-secrets.ts";
import { chooseDenominations } from "../coins/denominations.plan.ts";
import { selfOf } from "../roots.ts";
import { rememberDenominations } from "../withdraw/choose.ts";

/** What is melted, its fee included, and the new coins in the order of the request. */
export interface Change {
  readonly amount: Amount;
  readonly picks: readonly OfferedDenomination[];
}

/** The new coins for what is left of an old one; undefined when it is too little to become any. Pure. */
export function changeFor(
  rest: Amount,
  { feeRefresh }: Pick<Denomination["facts"], "feeRefresh">,
  offered: readonly OfferedDenomination[],
  now: number,
): Change | undefined {
  const budget = subtractOrUndefined(rest, feeRefresh);
  if (budget === undefined || isZero(budget)) return undefined;
  const { picks } = chooseDenominations(budget, offered, now);
  const all = picks.flatMap(({ denomination, count }) => Array<OfferedDenomination>(count).fill(denomination));
  const chosen = all.slice(0, maxNewCoins);
  if (chosen.length === 0) return undefined;
  const amount = chosen.reduce((so, { value, feeWithdraw }) => add(add(so, value), feeWithdraw), feeRefresh);
  return { amount, picks: chosen };
}

/** A plan that came to nothing, and the code of the protocol that says why; `isLast` when there is no point in another. */
interface Failed {
  readonly key: string;
  readonly code: number;
  readonly isLast?: boolean;
}

/**
 * Writes a plan down for what is left of this coin, unless it is too little or too late. A plan that `failed` is over
 * in the same transaction: what it was to take is planned for again, or nobody would ever look at it. Throws what keeps
 * the exchange from being used; then nothing has changed.
 */
export async function planRefresh(
  env: Env,
  name: string,
  reason: NonNullable<Refresh["facts"]["reason"]>,
  failed?: Failed,
): Promise<void> {
  const coin = await env.db.of(coins).get(name);
  const kind = await env.db.of(denominations).get(coinPath(name).denom);
  if (!coin?.facts.sig || !kind) return;
  // Only what nobody has plans for is renewed: a payment makes new coins of the rest itself.
  if (isRenewal({ reason }) && !failed && coin.ix.fresh === undefined) return;
  const ghosts = await ghostsOf(env.db, name);
  const rest = restOf(without(coin.facts, failed), kind.facts, ghosts);
  const now = seconds(env.now());
  const isOver = isZero(rest) || failed?.isLast || !isBefore(now, kind.facts.expireDeposit);
  if (isOver && !failed) return;
  const change = isOver ? undefined : changeFor(rest, kind.facts, await intoWhat(env, kind, reason), now);
  if (!change && !failed) return;
  const plan = change ? await planned(env, coin, change, reason) : [];
  const given = failed ? [...givenUp(name, failed, now)] : [];
  const kinds = (change?.picks ?? []).map((denomination) => ({ denomination }));
  await decide(env.db, [coins], async (sight) => {
    const seen = await sight.get(coins, name);
    // Somebody else may have taken of it while the commitment was made.
    if (!seen || restOf(without(seen.facts, failed), kind.facts, ghosts) !== rest) return {};
    return { deeds: [...given, ...rememberDenominations(kind.facts.exchange, kinds), ...plan] };
  });
}

/** Coins that are to last longer must not become others that do not. */
async function intoWhat(
  env: Env,
  { facts: { exchange, expireDeposit } }: Denomination,
  reason: Refresh["facts"]["reason"],
): Promise<readonly OfferedDenomination[]> {
  const { offer } = await spendableExchange(env, exchange);
  if (reason !== "expiry") return offer.denominations;
  return offer.denominations.filter((one) => isBefore(expireDeposit, one.expireDeposit));
}

/** The coin as if it had lost nothing by the plan that failed. */
const without = (facts: Coin["facts"], failed: Failed | undefined): Coin["facts"] =>
  failed ? { ...facts, freed: [...(facts.freed ?? []), `m:${failed.key}`] } : facts;

/** The coin was shown to the exchange, and pays nobody any more. */
const givenUp = (name: string, { key, code }: Failed, now: number): readonly Deed[] => [
  learn(refreshes, key, { refusals: [{ code, at: now }] }),
  learn(coins, name, { freed: [`m:${key}`], shownAt: now }),
];

/** The plan as rows: the refresh under its commitment, and what it takes of the coin. */
async function planned(
  env: Env,
  coin: Coin,
  { amount, picks }: Change,
  reason: Refresh["facts"]["reason"],
): Promise<Deed[]> {
  const { device, root } = await selfOf(env.db);
  const { coinPriv: oldCoinPriv } = await coinSecrets(env.db, coin.key);
  const denoms = picks.map(({ hash }) => hash);
  const known = await env.db.of(refreshes).where("ix.coin").equals(coin.key).toArray();
  const attempt = known.filter(({ facts }) => facts.amount === amount && `${facts.denoms}` === `${denoms}`).length;
  const path = { root, amount, denoms, attempt };
  const melt = await prepareMelt({
    masterSecret: await masterSecretOf(env.db, path, oldCoinPriv),
    oldCoinPriv,
    amount,
    denominations: picks.map(({ pub }) => rsaDenomination(bytesOf(pub))),
  });
  const key = textOf(melt.commitment);
  if (known.some((row) => row.key === key)) throw new WalletError("bug", "a refresh that was planned before");
  const facts = { coin: coin.key, ...path, ...(reason && { reason }), plannedAt: seconds(env.now()), runner: device };
  return [insert(refreshes, key, facts), learn(coins, coin.key, { spends: [{ by: `m:${key}`, amount }] })];
}
