/** Ed25519 (RFC 8032): the browser's own where there is one, which is many times faster, else the one in JavaScript. */
import { getPublicKey, hashes, Point, sign as signInScript, verify as verifyInScript } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { textOf } from "./crockford.ts";
import { copied, importPair, importPrivate, importPublic, isNative } from "./native-curve.ts";

hashes.sha512 = sha512;

/**
 * Keys in the browser's keeping by their bytes, the oldest forgotten first: one key signs a whole batch of planchets and
 * verifies all of an exchange's denominations, and importing a key costs more than using it.
 */
const signingKeys = new Map<string, Promise<CryptoKey>>();
const verifyingKeys = new Map<string, Promise<CryptoKey>>();
const keysKept = 32;

function kept(
  keys: Map<string, Promise<CryptoKey>>,
  bytes: Uint8Array,
  load: () => Promise<CryptoKey>,
): Promise<CryptoKey> {
  const name = textOf(bytes);
  const key = keys.get(name) ?? load();
  keys.delete(name);
  keys.set(name, key);
  const [oldest] = keys.keys();
  if (keys.size > keysKept && oldest !== undefined) keys.delete(oldest);
  return key;
}

/** A key whose signatures mean something: on the curve, spelled canonically, and not one of the few that sign anything. */
function isMeaningful(publicKey: Uint8Array): boolean {
  try {
    return !Point.fromBytes(publicKey).isSmallOrder();
  } catch {
    return false;
  }
}

async function importVerifying(publicKey: Uint8Array): Promise<CryptoKey> {
  if (!isMeaningful(publicKey)) throw new RangeError("not a public key");
  return importPublic("Ed25519", publicKey);
}

/** The public key of a seed; both 32 bytes. */
export const publicKeyOf = (seed: Uint8Array): Uint8Array => getPublicKey(seed);

/** The signature, 64 bytes, over `message` by the key with this seed. */
export async function sign(seed: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  if (!(await isNative("Ed25519"))) return signNow(seed, message);
  const key = await kept(signingKeys, seed, () => importPrivate("Ed25519", seed));
  return new Uint8Array(await crypto.subtle.sign("Ed25519", key, copied(message)));
}

/** A signature, and the public half of the key that made it. */
export interface SignedOnce {
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

/** As {@link sign}, for the many keys of a payment that sign one thing only: several times as quick as both apart. */
export async function signOnce(seed: Uint8Array, message: Uint8Array): Promise<SignedOnce> {
  const publicKey = publicKeyOf(seed);
  if (!(await isNative("Ed25519"))) return { publicKey, signature: signNow(seed, message) };
  const key = await importPair("Ed25519", seed, publicKey);
  return { publicKey, signature: new Uint8Array(await crypto.subtle.sign("Ed25519", key, copied(message))) };
}

/** The same at once, slower. */
export const signNow = (seed: Uint8Array, message: Uint8Array): Uint8Array => signInScript(message, seed);

/** Whether the key signed the message; false for whatever is no key or no signature. */
export async function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  if (!(await isNative("Ed25519"))) return verifyNow(publicKey, message, signature);
  try {
    const key = await kept(verifyingKeys, publicKey, () => importVerifying(publicKey));
    return await crypto.subtle.verify("Ed25519", key, copied(signature), copied(message));
  } catch {
    return false;
  }
}

/** The same at once, slower. */
export function verifyNow(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifyInScript(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
