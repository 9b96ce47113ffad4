/** Secrets that two keys share without meeting: X25519 (RFC 7748) among itself and with Ed25519 keys, always hashed. */
import { Point } from "@noble/ed25519";
import nacl from "tweetnacl";
import { bigintOf, inverse } from "./bignum.ts";
import { FormatError } from "./codec.ts";
import { sha512, zeros } from "./hash.ts";
import { importPair, importPublic, isNative } from "./native-curve.ts";

/** Of the field that both curves are made of. */
export const prime = 2n ** 255n - 19n;

/** How often the base point of Ed25519, added to itself, gives nothing. */
export const order = Point.CURVE().n;

/** An X25519 key in both halves, 32 bytes each. */
export interface EcdhPair {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** The product of scalar and point. Throws a {@link FormatError} for the few points that give nothing away but zero. */
async function x25519(pair: EcdhPair, point: Uint8Array): Promise<Uint8Array> {
  const product = (await isNative("X25519"))
    ? await x25519Native(pair, point)
    : nacl.scalarMult(pair.privateKey, point);
  if (product === undefined || product.every((byte) => byte === 0)) throw new FormatError("not a usable key");
  return product;
}

/** Undefined when the browser refuses the point. */
async function x25519Native({ privateKey, publicKey }: EcdhPair, point: Uint8Array): Promise<Uint8Array | undefined> {
  const key = await importPair("X25519", privateKey, publicKey);
  try {
    const other = await importPublic("X25519", point);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: other }, key, 256));
  } catch {
    return undefined;
  }
}

const modulo = (number: bigint, n: bigint): bigint => ((number % n) + n) % n;

/** (z + y) / (z - y) in 32 bytes: the X25519 point of an Ed25519 point y / z. Throws a {@link FormatError} for y = z. */
function montgomeryPoint(y: bigint, z: bigint): Uint8Array {
  const divisor = inverse(modulo(z - y, prime), prime);
  if (divisor === undefined) throw new FormatError("not a usable key");
  return littleEndian(modulo((z + y) * divisor, prime));
}

/** A number below 2^256 in 32 bytes, least significant byte first. */
export function littleEndian(number: bigint): Uint8Array {
  const bytes = zeros(32);
  let rest = number;
  for (let at = 0; at < 32; at++) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** The scalar that 32 private bytes stand for (RFC 7748, section 5). */
export function scalarOf(privateKey: Uint8Array): bigint {
  const scalar = bigintOf(privateKey.toReversed());
  return (scalar & ((1n << 254n) - 8n)) | (1n << 254n);
}

/**
 * The X25519 key of 32 private bytes, which are clamped only within the multiplication. The public half is found on
 * Ed25519, whose base point is the same and known in many multiples: several times as quick.
 */
export function ecdhPairOf(privateKey: Uint8Array): EcdhPair {
  const { Y, Z } = Point.BASE.multiply(scalarOf(privateKey) % order);
  return { privateKey, publicKey: montgomeryPoint(Y, Z) };
}

/** The 64 bytes that two X25519 keys share. */
export async function ecdh(pair: EcdhPair, publicKey: Uint8Array): Promise<Uint8Array> {
  return sha512(await x25519(pair, publicKey));
}

/** The 64 bytes that an X25519 key shares with an Ed25519 public key; equals {@link eddsaEcdh} of the others. */
export async function ecdhEddsa(pair: EcdhPair, eddsaPublicKey: Uint8Array): Promise<Uint8Array> {
  const y = bigintOf(eddsaPublicKey.toReversed()) % 2n ** 255n;
  return ecdh(pair, montgomeryPoint(y, 1n));
}

/** The 64 bytes that an Ed25519 seed shares with an X25519 public key; equals {@link ecdhEddsa} of the others. */
export async function eddsaEcdh(seed: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array> {
  return ecdh(ecdhPairOf(sha512(seed).slice(0, 32)), publicKey);
}
