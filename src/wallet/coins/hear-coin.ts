/** What the exchange can prove to have happened to a coin of ours (GNU Taler exchange API, coin history; seed 001, ghosts). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import { type Deed, learn } from "../../store/deed.ts";
import { type Coin, coinPath, coins, purposeOf, takenBy } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { rememberGhosts } from "../../store/remember.ts";
import { save } from "../../store/save.ts";
import type { Ghost } from "../../store/self.ts";
import { type Amount, add, currencyOf, subtractOrUndefined, zero } from "../../taler/amount.ts";
import { checkCoinHistory } from "../../taler/coin-account.ts";
import {
  type CoinHistory,
  type CoinHistoryEntry,
  coinHistoryEndpoints,
  coinHistoryHeader,
} from "../../taler/coin-history.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf, sign } from "../../taler/eddsa.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { coinHistory } from "../../taler/wallet-signatures.ts";
import { leftOf } from "./coin-rest.ts";
import { coinSecrets } from "./coin-secrets.ts";
import { recoupDeeds } from "./hear-recoups.ts";
import { signersFor } from "./signers.ts";

/** A coin's story, every entry of it proved. */
export interface CoinStory {
  /** What was taken in all, what came back off: by what it was for. */
  readonly taken: ReadonlyMap<string, Amount>;
  /** What is left when what was taken for this purpose is not counted. */
  leftBut(purpose: string): Amount;
}

/**
 * Asks for a coin's history and believes it only if every entry is signed and all add up. Refunds that were not known
 * here are remembered; what no plan here explains becomes a ghost, and ghosts that are explained go.
 */
export async function hearCoin(env: Env, name: string): Promise<CoinStory> {
  const row = await env.db.of(coins).get(name);
  const kind = await env.db.of(denominations).get(coinPath(name).denom);
  if (!row || !kind) throw new WalletError("bug", "a coin that is not there");
  const told = await askForHistory(env, row, kind);
  const taken = netOf(kind.facts.value, told.history);
  const late = lateSpends(row, told.history);
  const freed = disproved(row, told.history);
  const { late: lateBefore = [], freed: freedBefore = [] } = row.facts;
  const coin = { ...row, facts: { ...row.facts, late: [...lateBefore, ...late], freed: [...freedBefore, ...freed] } };
  await save(
    env.db,
    ...late.flatMap((by) => lateDeeds(name, by)),
    ...(freed.length > 0 ? [learn(coins, name, { freed })] : []),
    ...unknownRefunds(coin, told.history),
    ...(await recoupDeeds(env, coin, told.history)),
  );
  await rememberGhosts(env.db, name, ghostsIn(env, coin, kind, taken));
  return {
    taken,
    leftBut: (purpose) =>
      leftOf(
        kind.facts,
        [...taken].flatMap(([of, amount]) => (of === purpose ? [] : [amount])),
        [],
        told.history.flatMap((entry) => (entry.type === "OLD-COIN-RECOUP" ? [entry.amount] : [])),
      ),
  };
}

async function askForHistory(env: Env, coin: Coin, { key, facts }: Denomination): Promise<CoinHistory> {
  const { coinPriv } = await coinSecrets(env.db, coin.key);
  const coinPub = textOf(publicKeyOf(coinPriv));
  const reply = await call(env, facts.exchange, coinHistoryEndpoints.coinHistory, {
    params: { coinPub },
    headers: { [coinHistoryHeader]: textOf(await sign(coinPriv, coinHistory({ startOffset: 0 }))) },
  });
  // Never seen: nothing of it is spent.
  if (reply.status === 404 && reply.error?.code === errorCodes.coinUnknown) {
    return { h_denom_pub: key, balance: facts.value, history: [] };
  }
  if (reply.status !== 200) throw new WalletError("badAnswer", `the exchange answers ${reply.status} about a coin`);
  const signers = await signersFor(env, coin.key);
  const own = { coinPub, denominationHash: key, value: facts.value };
  const { flaws } = await checkCoinHistory(own, reply.value, signers);
  if (flaws[0]) throw new WalletError("badAnswer", `a coin's history: ${flaws[0].why}`);
  return reply.value;
}

/** What an entry took or gave, and for what. */
function moveIn(
  entry: CoinHistoryEntry,
): { readonly purpose: string; readonly amount: Amount; readonly isBack?: true } | undefined {
  switch (entry.type) {
    case "DEPOSIT":
      return { purpose: `p:${entry.h_contract_terms}`, amount: entry.amount };
    case "REFUND":
      return { purpose: `p:${entry.h_contract_terms}`, amount: entry.amount, isBack: true };
    case "MELT":
      return { purpose: `m:${entry.rc}`, amount: entry.amount };
    case "RECOUP":
    case "RECOUP-REFRESH":
      return { purpose: "recoup", amount: entry.amount };
    case "OLD-COIN-RECOUP":
      return undefined;
    case "PURSE-DEPOSIT":
      return { purpose: `u:${entry.purse_pub}`, amount: entry.amount };
    case "PURSE-REFUND":
      return { purpose: `u:${entry.purse_pub}`, amount: add(entry.amount, entry.refund_fee), isBack: true };
    case "RESERVE-OPEN-DEPOSIT":
      return { purpose: "open", amount: entry.coin_contribution };
    case "UNKNOWN":
      return undefined;
  }
}

function netOf(value: Amount, history: readonly CoinHistoryEntry[]): ReadonlyMap<string, Amount> {
  const currency = currencyOf(value);
  const net = new Map<string, Amount>();
  const moves = history.flatMap((entry) => moveIn(entry) ?? []);
  for (const { purpose, amount } of moves.filter(({ isBack }) => !isBack)) {
    net.set(purpose, add(net.get(purpose) ?? zero(currency), amount));
  }
  for (const { purpose, amount } of moves.filter(({ isBack }) => isBack)) {
    const so = net.get(purpose);
    if (so !== undefined) net.set(purpose, subtractOrUndefined(so, amount) ?? zero(currency));
  }
  return net;
}

/** Payments that were given up as not taken, and that the exchange has taken all the same. */
function lateSpends({ facts }: Coin, history: readonly CoinHistoryEntry[]): readonly string[] {
  const ours = takenBy(facts);
  const deposited = history.flatMap((entry) => {
    const purpose = entry.type === "DEPOSIT" ? `p:${entry.h_contract_terms}` : "";
    return entry.type !== "DEPOSIT" || ours.has(purpose) ? [] : [{ purpose, amount: entry.amount }];
  });
  return deposited.flatMap(({ purpose, amount }) => {
    const own = (facts.spends ?? []).find((one) => purposeOf(one.by) === purpose && one.amount === amount);
    return own?.by ?? [];
  });
}

/**
 * Payments of ours that cannot have taken it: an exchange takes a coin for a contract only once, and it took another
 * amount. Another device has paid for the same with it.
 */
function disproved({ facts }: Coin, history: readonly CoinHistoryEntry[]): readonly string[] {
  const { spends = [], freed = [] } = facts;
  return history.flatMap((entry) => {
    if (entry.type !== "DEPOSIT") return [];
    const own = spends.filter(({ by }) => purposeOf(by) === `p:${entry.h_contract_terms}` && !freed.includes(by));
    return own.filter(({ amount }) => amount !== entry.amount).map(({ by }) => by);
  });
}

/** The purchase is asked back once more. */
const lateDeeds = (coin: string, by: string): Deed[] => [
  learn(coins, coin, { late: [by] }),
  learn(purchases, by.split(":")[1] ?? "", { late: [coin] }),
];

/** Refunds for payments of ours that the merchant has not told us of. */
function unknownRefunds({ key, facts }: Coin, history: readonly CoinHistoryEntry[]): Deed[] {
  const ours = takenBy(facts);
  return history.flatMap((entry) => {
    if (entry.type !== "REFUND" || !ours.has(`p:${entry.h_contract_terms}`)) return [];
    const { h_contract_terms: contract, rtransaction_id: id, amount, refund_fee } = entry;
    const gross = add(amount, refund_fee);
    return [
      learn(coins, key, { refunds: [{ contract, id, amount: gross }] }),
      learn(purchases, contract, { refunds: [{ coin: key, id, amount: gross }] }),
    ];
  });
}

function ghostsIn(env: Env, { key, facts }: Coin, kind: Denomination, taken: ReadonlyMap<string, Amount>): Ghost[] {
  const ours = takenBy(facts);
  const isOurs = (purpose: string) => ours.has(purpose) || ours.has(purpose.replace(/^p:/, "d:"));
  return [...taken].flatMap(([purpose, amount]) =>
    // What the exchange took back is told by the coin itself.
    purpose === "recoup" || isOurs(purpose)
      ? []
      : [{ coin: key, purpose, amount, exchange: kind.facts.exchange, seenAt: env.now() }],
  );
}
