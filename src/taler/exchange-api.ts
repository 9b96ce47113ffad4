/** What an exchange offers a wallet (GNU Taler exchange API, interface 23). */
import { amount } from "./amount.ts";
import { type Codec, FormatError, list, literal, type ObjectOf, object, optional, text } from "./codec.ts";
import { blindedCoin, blindSignatures } from "./coin-format.ts";
import { coinHistoryEndpoints } from "./coin-history.ts";
import { hash512, signature } from "./crockford.ts";
import { currencyName, currencySpecification } from "./currency.ts";
import { depositEndpoints } from "./deposit-api.ts";
import { endpoint } from "./endpoint.ts";
import { keysAnswer } from "./keys-format.ts";
import { kycEndpoints } from "./kyc-api.ts";
import { recoupEndpoints } from "./recoup-api.ts";
import { refreshEndpoints } from "./refresh-api.ts";
import { refundEndpoints } from "./refund-api.ts";
import { reserveHistoryAnswer } from "./reserve-history.ts";
import { transferEndpoints } from "./transfer-api.ts";
import { versionText } from "./version.ts";

const exchangeConfig = object({
  name: literal("taler-exchange"),
  version: versionText,
  implementation: optional(text(256)),
  currency: currencyName,
  currency_specification: currencySpecification,
  shopping_url: optional(text(2048)),
});

const reserveStatus = object({
  balance: amount,
  /** The account the last wire came from; absent while none came. */
  last_origin: optional(text(2048)),
});

const planchetOnWire = object({
  denom_pub_hash: hash512,
  coin_ev: blindedCoin,
  reserve_sig: signature,
});

/** One request may hold so many planchets. */
export const mostPlanchets = 256;

const withdrawFields = { planchets: list(planchetOnWire, mostPlanchets) };
const withdrawOnWire = object(withdrawFields);
export type WithdrawRequest = ObjectOf<typeof withdrawFields>;

/**
 * Coins to be signed. An exchange of 0.14.1 breaks down over a request without planchets or with one of them twice,
 * so such a request throws a {@link FormatError} in both directions.
 */
export const withdrawRequest: Codec<WithdrawRequest> = {
  parse: (value) => checkPlanchets(withdrawOnWire.parse(value)),
  format: (value) => withdrawOnWire.format(checkPlanchets(value)),
};

function checkPlanchets(request: WithdrawRequest): WithdrawRequest {
  const { planchets } = request;
  if (planchets.length === 0 || planchets.length > mostPlanchets) {
    throw new FormatError(`not 1 to ${mostPlanchets} planchets`, "planchets");
  }
  const names = planchets.map((one) => `${one.denom_pub_hash}/${one.coin_ev.rsa_blinded_planchet}`);
  if (new Set(names).size < names.length) throw new FormatError("a planchet twice", "planchets");
  return request;
}

/** In the order of the planchets. */
export const withdrawAnswer = blindSignatures(mostPlanchets);

/** The header that proves to the exchange who asks for a reserve's history; the signature is over the start offset. */
export const reserveHistoryHeader = "Taler-Reserve-History-Signature";

/** The header that names the version of the terms; this is what a user accepts, not the ETag. */
export const termsVersionHeader = "Taler-Terms-Version";

export const exchangeEndpoints = {
  config: endpoint("GET", "config", undefined, exchangeConfig),
  /** Cached by a bare, unquoted ETag. */
  keys: endpoint("GET", "keys", undefined, keysAnswer),
  /** Text in the format and language asked for by Accept and Accept-Language, or another; 501 when there is none. */
  terms: endpoint("GET", "terms", undefined, undefined),
  privacy: endpoint("GET", "privacy", undefined, undefined),
  /** 32 random bytes, to be mixed with our own. */
  seed: endpoint("GET", "seed", undefined, undefined),
  /** Query `timeout_ms`: held until the reserve exists, at most so long. 404 (1027) while it does not. */
  reserve: endpoint("GET", "reserves/:reservePub", undefined, reserveStatus),
  /**
   * With {@link reserveHistoryHeader}. Query `start`: only entries after this row, 204 when there are none.
   * Never send If-None-Match: an exchange of 0.14.1 breaks down over it.
   */
  reserveHistory: endpoint("GET", "reserves/:reservePub/history", undefined, reserveHistoryAnswer),
  /** Planchets that were all signed before get the same signatures again, at no cost. */
  withdraw: endpoint("POST", "reserves/:reservePub/batch-withdraw", withdrawRequest, withdrawAnswer),
  ...depositEndpoints,
  ...transferEndpoints,
  ...refreshEndpoints,
  ...coinHistoryEndpoints,
  ...refundEndpoints,
  ...recoupEndpoints,
  ...kycEndpoints,
} as const;
