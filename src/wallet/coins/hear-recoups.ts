/** What the proved history of a coin tells of recoups: of the coin itself, and of coins that were made of it. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { type Deed, learn } from "../../store/deed.ts";
import { type Coin, coinKey, coinPath, coins } from "../../store/entities/coin.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { type Amount, add, currencyOf, sum } from "../../taler/amount.ts";
import type { CoinHistoryEntry } from "../../taler/coin-history.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { coinSecrets, type KnownSecrets } from "./coin-secrets.ts";

/** Facts for the coin and for what it came from. Throws `badAnswer` when it went where it did not come from. */
export async function recoupDeeds(
  env: Env,
  coin: Coin,
  history: readonly CoinHistoryEntry[],
): Promise<readonly Deed[]> {
  return [...(await ownRecoup(env, coin, history)), ...(await returns(env, coin, history))];
}

async function ownRecoup(env: Env, { key }: Coin, history: readonly CoinHistoryEntry[]): Promise<readonly Deed[]> {
  const taken = history.flatMap((entry) => {
    if (entry.type === "RECOUP") return [{ to: entry.reserve_pub, amount: entry.amount }];
    return entry.type === "RECOUP-REFRESH" ? [{ to: entry.old_coin_pub, amount: entry.amount }] : [];
  });
  const [first] = taken;
  if (!first) return [];
  const origin = await originOf(env, key);
  if (taken.some(({ to }) => to !== origin.pub)) throw new WalletError("badAnswer", "a recoup that went elsewhere");
  const amount = sum(
    currencyOf(first.amount),
    taken.map((one) => one.amount),
  );
  const back = { coin: key, amount };
  return [
    learn(coins, key, { spends: [{ by: "recoup", amount }] }),
    "reserve" in origin
      ? learn(reserves, origin.reserve, { recoups: [back] })
      : learn(coins, origin.coin, { returns: [back] }),
  ];
}

/** What a coin came from, and its public key. */
type Origin = { readonly pub: string } & ({ readonly reserve: string } | { readonly coin: string });

export async function originOf({ db }: Env, name: string): Promise<Origin> {
  const { source, of } = coinPath(name);
  if (source === "w") return { pub: of, reserve: of };
  const refresh = await db.of(refreshes).get(of);
  if (!refresh) throw new WalletError("bug", "a coin without its refresh");
  const { coin } = refresh.facts;
  return { pub: textOf(publicKeyOf((await coinSecrets(db, coin)).coinPriv)), coin };
}

async function returns({ db }: Env, { key }: Coin, history: readonly CoinHistoryEntry[]): Promise<readonly Deed[]> {
  const amountByPub = new Map<string, Amount>();
  for (const entry of history) {
    if (entry.type !== "OLD-COIN-RECOUP") continue;
    const so = amountByPub.get(entry.coin_pub);
    amountByPub.set(entry.coin_pub, so === undefined ? entry.amount : add(so, entry.amount));
  }
  if (amountByPub.size === 0) return [];
  const known: KnownSecrets = new Map();
  const all = await Promise.all(
    (await childrenOf(db, key)).map(async (name) => {
      const amount = amountByPub.get(textOf(publicKeyOf((await coinSecrets(db, name, known)).coinPriv)));
      return amount === undefined ? [] : [{ coin: name, amount }];
    }),
  );
  return all
    .flat()
    .flatMap((back) => [
      learn(coins, key, { returns: [back] }),
      learn(coins, back.coin, { spends: [{ by: "recoup", amount: back.amount }] }),
    ]);
}

/** The names of all coins that were made of this one. */
async function childrenOf(db: Env["db"], name: string): Promise<string[]> {
  const made = await db.of(refreshes).where("ix.coin").equals(name).toArray();
  return made
    .filter(({ facts }) => facts.noreveal !== undefined)
    .flatMap(({ key, facts }) => facts.denoms.map((denom, index) => coinKey({ source: "r", of: key, index, denom })));
}
