/** The curves of the browser's own cryptography, which not every browser we support has. */
import { concat } from "./hash.ts";

export type Curve = "Ed25519" | "X25519";

/** What stands before 32 bytes of private key in a PKCS #8 private key (RFC 8410); the curves differ in one byte. */
const pkcs8Prefix = (curve: Curve) =>
  Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, curve === "Ed25519" ? 112 : 110, 4, 34, 4, 32);

/** A copy in memory of its own, which is what the browser asks for. */
export const copied = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** A private key from its 32 bytes; rejects when the browser does not know the curve. */
export function importPrivate(curve: Curve, bytes: Uint8Array): Promise<CryptoKey> {
  const wrapped = copied(concat(pkcs8Prefix(curve), bytes));
  return crypto.subtle.importKey("pkcs8", wrapped, curve, false, [usageOf(curve)]);
}

/** A private key both halves of which are known: importing it so is six times as quick. */
export function importPair(curve: Curve, privateBytes: Uint8Array, publicBytes: Uint8Array): Promise<CryptoKey> {
  const pair = { kty: "OKP", crv: curve, d: base64url(privateBytes), x: base64url(publicBytes) };
  return crypto.subtle.importKey("jwk", pair, curve, false, [usageOf(curve)]);
}

const usageOf = (curve: Curve) => (curve === "Ed25519" ? "sign" : "deriveBits");

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** A public key from its 32 bytes; rejects when the browser does not know the curve. */
export function importPublic(curve: Curve, bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", copied(bytes), curve, false, curve === "Ed25519" ? ["verify"] : []);
}

const probed: { [C in Curve]?: Promise<boolean> } = {};

/** Whether the browser knows the curve; found out by trying, once. */
export function isNative(curve: Curve): Promise<boolean> {
  probed[curve] ??= Promise.resolve()
    .then(() => importPrivate(curve, new Uint8Array(32).fill(1)))
    .then(
      () => true,
      () => false,
    );
  return probed[curve];
}
