/** Signatures under what an exchange says about itself, made once per process: many sandboxes say the same. */
import { textOf } from "../../../src/taler/crockford.ts";
import { signNow } from "../../../src/taler/eddsa.ts";
import { concat } from "../../../src/taler/hash.ts";

const signatureByBlock = new Map<string, string>();
const mostRemembered = 10_000;

/** The signature as text. Ed25519 is deterministic, so a remembered one is the one that would be made. */
export function rememberedSignature(priv: Uint8Array, block: Uint8Array): string {
  const name = textOf(concat(priv, block));
  const signature = signatureByBlock.get(name) ?? textOf(signNow(priv, block));
  if (signatureByBlock.size >= mostRemembered) signatureByBlock.clear();
  signatureByBlock.set(name, signature);
  return signature;
}
