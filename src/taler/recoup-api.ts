/** Getting back what coins of a revoked denomination are worth: to the reserve they came from, or to the old coin. */
import { literal, type Of, object, optional } from "./codec.ts";
import { coinSignature } from "./coin-format.ts";
import { bytesOf, hash256, hash512, publicKey, signature } from "./crockford.ts";
import { endpoint } from "./endpoint.ts";
import { isProven, type Signers } from "./exchange-proof.ts";
import { recoupConfirmation } from "./exchange-signatures.ts";
import type { ReserveHistoryEntry } from "./reserve-history.ts";

/** Shows where the coin came from by the secret that hid it; `ewv` is there for other ciphers. */
export const recoupRequest = object({
  denom_pub_hash: hash512,
  denom_sig: coinSignature,
  ewv: object({ cipher: literal("RSA") }),
  coin_blind_key_secret: hash256,
  coin_sig: signature,
  h_age_commitment: optional(hash256),
});
export type RecoupRequest = Of<typeof recoupRequest>;

export const recoupEndpoints = {
  /** Of a withdrawn coin: what was left of it is in the reserve now. Not signed; the reserve's history proves it. */
  recoup: endpoint("POST", "coins/:coinPub/recoup", recoupRequest, object({ reserve_pub: publicKey })),
  /** Of a coin from a refresh: what was left of it is on the old coin now. Not signed; the coin's history proves it. */
  recoupRefresh: endpoint("POST", "coins/:coinPub/recoup-refresh", recoupRequest, object({ old_coin_pub: publicKey })),
} as const;

type ReserveRecoup = Extract<ReserveHistoryEntry, { readonly type: "RECOUP" }>;

/** Whether the exchange has signed that it paid a coin back to this reserve (base32), as the reserve's history says. */
export function verifyReserveRecoup(reservePub: string, entry: ReserveRecoup, signers: Signers): Promise<boolean> {
  const { timestamp, amount, coin_pub } = entry;
  const block = recoupConfirmation({
    timestamp,
    amount,
    coinPub: bytesOf(coin_pub),
    reservePub: bytesOf(reservePub),
  });
  return isProven(signers, entry, block, timestamp);
}
