/** An exchange's signature below what it says, and whether it is by a key that was in use when it may have said so. */
import { bytesOf, publicKey, signature } from "./crockford.ts";
import { verify } from "./eddsa.ts";
import { type Signkey, signkeyBetween } from "./signkey.ts";
import type { Timestamp } from "./time.ts";

/** The members of a signed answer. */
export const proofFields = { exchange_pub: publicKey, exchange_sig: signature };

interface Proof {
  readonly exchange_pub: string;
  readonly exchange_sig: string;
}

/** Whose signatures count, and until when somebody can have signed. */
export interface Signers {
  readonly signkeys: readonly Signkey[];
  /** Whole seconds. */
  readonly now: number;
}

/**
 * Whether the exchange signed this block, with a key that was in use at some moment between `since` and now: an answer
 * that is given again keeps its time, and may be signed with a younger key.
 * Source: GNU Taler exchange API, signed answers.
 */
export async function isProven(
  { signkeys, now }: Signers,
  { exchange_pub, exchange_sig }: Proof,
  block: Uint8Array,
  since: Timestamp = 0,
): Promise<boolean> {
  if (since === "never" || signkeyBetween(signkeys, exchange_pub, since, now) === undefined) return false;
  return verify(bytesOf(exchange_pub), block, bytesOf(exchange_sig));
}
