/** What the exchange checks of every coin that comes back: its denomination, the signature that makes it money, its account. */
import { type Amount, currencyOf } from "../../../src/taler/amount.ts";
import type { Json } from "../../../src/taler/codec.ts";
import { bytesOf } from "../../../src/taler/crockford.ts";
import { rsaDenomination } from "../../../src/taler/denomination.ts";
import { isCoin } from "../../../src/taler/planchet.ts";
import { type Refusal, refuse } from "../answers.ts";
import type { Coin, CoinRefusal } from "./coin-book.ts";
import { closedDenomination, unknownDenomination } from "./denomination-refusals.ts";
import type { SandboxDenomination } from "./denominations.ts";
import type { ExchangeKeys } from "./keys.ts";
import type { RsaKey } from "./rsa-keys.ts";

/** A denomination whose coins the sandbox can sign. */
export interface RsaSandboxDenomination extends SandboxDenomination {
  readonly press: RsaKey;
}

/** The denomination, if it is one whose coins this exchange can know; `operation` as the exchange names what is asked. */
export async function denominationOf(
  keys: ExchangeKeys,
  hash: string,
  operation: string,
): Promise<RsaSandboxDenomination> {
  const denomination = keys.denomination(hash);
  if (denomination === undefined) throw await unknownDenomination(keys, hash);
  if (keys.now() < denomination.start) throw await closedDenomination(keys, 1008, hash, operation);
  const { press } = denomination;
  if (press === undefined) throw refuse(400, 1017);
  return { ...denomination, press };
}

/** The denomination, if coins of it may be signed at this moment. */
export async function withdrawable(
  keys: ExchangeKeys,
  hash: string,
  operation: string,
): Promise<RsaSandboxDenomination> {
  const denomination = await denominationOf(keys, hash, operation);
  if (keys.now() >= denomination.expireWithdraw) throw await closedDenomination(keys, 1009, hash, operation);
  if (keys.isRevoked(hash)) throw refuse(410, 1010, { detail: operation });
  return denomination;
}

/** Refuses what no exchange ever signed. `signature` as text. */
export function requireCoin(denomination: SandboxDenomination, coinPub: string, signature: string): Coin {
  const { keyText, ageMask, hash, value } = denomination;
  const isGood = isCoin(rsaDenomination(bytesOf(keyText), ageMask), bytesOf(coinPub), bytesOf(signature));
  if (!isGood) throw refuse(403, 1006);
  return { coinPub, denomination: hash, value, signature };
}

/** Refuses an amount in a foreign currency, as malformed JSON. */
export function requireCurrency(keys: ExchangeKeys, given: Amount, field: string): void {
  if (currencyOf(given) !== keys.settings.currency) throw refuse(400, 22, { field, line: 0 });
}

/** What the exchange answers when the account of a coin does not allow it. There is no history in it. */
export function explainCoin({ why, coin }: CoinRefusal): Refusal {
  if (why === "spent") return refuse(409, 1012, { coin_pub: coin.coinPub, h_denom_pub: coin.denomination });
  const prev_denom_sig: Json = { cipher: "RSA", rsa_signature: coin.signature };
  return refuse(409, 1003, { coin_pub: coin.coinPub, prev_denom_pub: coin.denomination, prev_denom_sig });
}
