/** Secrets that two keys share without meeting: X25519 (RFC 7748) among itself and with Ed25519 keys, always hashed. */
import nacl from "tweetnacl";
import { bigintOf, inverse } from "./bignum.ts";
import { FormatError } from "./codec.ts";
import { sha512, zeros } from "./hash.ts";
import { importPrivate, importPublic, isNative } from "./native-curve.ts";

const prime = 2n ** 255n - 19n;
const basePoint = Uint8Array.of(9, ...zeros(31));

/** The product of scalar and point. Throws a {@link FormatError} for the few points that give nothing away but zero. */
async function x25519(scalar: Uint8Array, point: Uint8Array): Promise<Uint8Array> {
  const product = (await isNative("X25519")) ? await x25519Native(scalar, point) : nacl.scalarMult(scalar, point);
  if (product === undefined || product.every((byte) => byte === 0)) throw new FormatError("not a usable key");
  return product;
}

/** Undefined when the browser refuses the point. */
async function x25519Native(scalar: Uint8Array, point: Uint8Array): Promise<Uint8Array | undefined> {
  const privateKey = await importPrivate("X25519", scalar);
  try {
    const publicKey = await importPublic("X25519", point);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: publicKey }, privateKey, 256));
  } catch {
    return undefined;
  }
}

/** The X25519 point of an Ed25519 public key: u = (1 + y) / (1 - y). Throws a {@link FormatError} for y = 1. */
function montgomeryPoint(publicKey: Uint8Array): Uint8Array {
  const y = bigintOf(publicKey.toReversed()) % 2n ** 255n;
  const divisor = inverse((((1n - y) % prime) + prime) % prime, prime);
  if (divisor === undefined) throw new FormatError("not a usable key");
  let u = ((1n + y) * divisor) % prime;
  const bytes = zeros(32);
  for (let at = 0; at < 32; at++) {
    bytes[at] = Number(u & 0xffn);
    u >>= 8n;
  }
  return bytes;
}

/** The X25519 public key of 32 private bytes, which are clamped only within the multiplication. */
export const ecdhPublicKeyOf = (privateKey: Uint8Array): Promise<Uint8Array> => x25519(privateKey, basePoint);

/** The 64 bytes that two X25519 keys share. */
export async function ecdh(privateKey: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array> {
  return sha512(await x25519(privateKey, publicKey));
}

/** The 64 bytes that an X25519 private key shares with an Ed25519 public key; equals {@link eddsaEcdh} of the others. */
export async function ecdhEddsa(privateKey: Uint8Array, eddsaPublicKey: Uint8Array): Promise<Uint8Array> {
  return ecdh(privateKey, montgomeryPoint(eddsaPublicKey));
}

/** The 64 bytes that an Ed25519 seed shares with an X25519 public key; equals {@link ecdhEddsa} of the others. */
export async function eddsaEcdh(seed: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array> {
  return ecdh(sha512(seed).slice(0, 32), publicKey);
}
