/** Giving revoked coins back: what they hold goes to where they came from (GNU Taler exchange API, recoup). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import { type Coin, coinPath, coins } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { type Amount, isZero } from "../../taler/amount.ts";
import { bytesOf, textOf } from "../../taler/crockford.ts";
import { publicKeyOf, sign } from "../../taler/eddsa.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { recoupEndpoints } from "../../taler/recoup-api.ts";
import { coinRecoup, coinRecoupRefresh } from "../../taler/wallet-signatures.ts";
import { ghostsOf, restOf } from "../coins/coin-rest.ts";
import { coinSecrets } from "../coins/coin-secrets.ts";
import { hearCoin } from "../coins/hear-coin.ts";
import { originOf } from "../coins/hear-recoups.ts";

/**
 * Has the exchange take one coin back. The request follows from the coin and may be repeated at will; the answer is not
 * signed, so the coin's history is asked for, and only that is believed.
 */
export async function recoupCoin(env: Env, coin: Coin, kind: Denomination): Promise<void> {
  const { coinPriv } = await coinSecrets(env.db, coin.key);
  const coinPub = textOf(publicKeyOf(coinPriv));
  const body = await requestFor(env, coin, kind);
  const { pub } = await originOf(env, coin.key);
  const isWithdrawn = coinPath(coin.key).source === "w";
  const reply = isWithdrawn
    ? await call(env, kind.facts.exchange, recoupEndpoints.recoup, { params: { coinPub }, body })
    : await call(env, kind.facts.exchange, recoupEndpoints.recoupRefresh, { params: { coinPub }, body });
  const code = reply.status === 200 ? 0 : (reply.error?.code ?? 0);
  // Whoever has spent it in the meantime is found in its history.
  if (reply.status !== 200 && code !== errorCodes.coinInsufficientFunds) {
    throw new WalletError(reply.status === 451 ? "kycRequired" : "refused", `a recoup, code ${code}`);
  }
  if (reply.status === 200) {
    const to = "reserve_pub" in reply.value ? reply.value.reserve_pub : reply.value.old_coin_pub;
    if (to !== pub) throw new WalletError("badAnswer", "a recoup that went elsewhere");
  }
  await hearCoin(env, coin.key);
  if (!isZero(await restNow(env, coin.key, kind))) throw new WalletError("badAnswer", "a recoup that took nothing");
}

async function requestFor(env: Env, { key, facts }: Coin, kind: Denomination) {
  const { coinPriv, blindingSecret } = await coinSecrets(env.db, key);
  const signed = coinPath(key).source === "w" ? coinRecoup : coinRecoupRefresh;
  return {
    denom_pub_hash: kind.key,
    denom_sig: { cipher: "RSA" as const, rsa_signature: facts.sig ?? "" },
    ewv: { cipher: "RSA" as const },
    coin_blind_key_secret: textOf(blindingSecret),
    coin_sig: textOf(await sign(coinPriv, signed({ denominationHash: bytesOf(kind.key), blindingSecret }))),
  };
}

async function restNow({ db }: Env, name: string, { facts }: Denomination): Promise<Amount> {
  const coin = await db.of(coins).get(name);
  return restOf(coin?.facts ?? {}, facts, await ghostsOf(db, name));
}

/** A denomination of coins of ours. Throws `bug` when its row is not there. */
export async function kindOf({ db }: Env, hash: string): Promise<Denomination> {
  const kind = await db.of(denominations).get(hash);
  if (!kind) throw new WalletError("bug", "a coin of a denomination that is not there");
  return kind;
}
