/** An exchange's signed word that it does not take a denomination: unknown, expired, not yet valid or revoked. */
import { bytesOf } from "./crockford.ts";
import { verify } from "./eddsa.ts";
import { type ErrorBody, errorCodes } from "./error-body.ts";
import { denominationExpired, denominationUnknown } from "./exchange-signatures.ts";
import { type Signkey, signkeyAt } from "./signkey.ts";

/**
 * Whether the exchange signed that it refuses the denomination with this hash (base32), with a key of its own that was
 * in use when it did. False also when the body carries no signature or speaks of another denomination.
 * Source: GNU Taler exchange API, answers 404 and 410 about denominations.
 */
export async function verifySignedError(
  body: ErrorBody,
  denominationHash: string,
  signkeys: readonly Signkey[],
): Promise<boolean> {
  const { exchange_pub: signer, exchange_sig: signature, h_denom_pub: hash, timestamp } = body;
  if (signer === undefined || signature === undefined || timestamp === undefined || timestamp === "never") return false;
  if (hash !== denominationHash || signkeyAt(signkeys, signer, timestamp) === undefined) return false;
  const block = blockOf(body, { timestamp, denominationHash: bytesOf(hash) });
  return block !== undefined && verify(bytesOf(signer), block, bytesOf(signature));
}

function blockOf(
  { code, oper }: ErrorBody,
  said: { readonly timestamp: number; readonly denominationHash: Uint8Array },
): Uint8Array | undefined {
  if (code === errorCodes.denominationUnknown) return denominationUnknown(said);
  return oper === undefined ? undefined : denominationExpired({ ...said, operation: oper });
}
