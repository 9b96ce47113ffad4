/** The browser's Ed25519 and SHA-512, computed at once: threads would finish in an order that no seed decides. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { Point } from "@noble/ed25519";
import nacl from "tweetnacl";
import { publicKeyOf, verify as verifyAsWallet } from "../../src/taler/eddsa.ts";

/** A key with a name of its own, under which its work is remembered. */
interface NamedKey {
  readonly key: KeyObject;
  readonly name: string;
}

function keyOf(format: string, given: Uint8Array | JsonWebKey, curve: string): NamedKey {
  if (curve !== "Ed25519") throw new DOMException("only what the simulation needs", "NotSupportedError");
  if (!(given instanceof Uint8Array)) {
    return { key: createPrivateKey({ key: { ...given }, format: "jwk" }), name: JSON.stringify(given) };
  }
  const name = spelled(given);
  if (format === "pkcs8")
    return { key: createPrivateKey({ key: Buffer.from(given), format: "der", type: "pkcs8" }), name };
  const x = Buffer.from(given).toString("base64url");
  return { key: createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }), name };
}

const spelled = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** What was found out in this history: several devices do the same work, which always comes to the same. */
const verdicts = new Map<string, boolean>();
const opened = new Map<string, { readonly box: Uint8Array; readonly content: Uint8Array | null }>();
const multiples = new Map<bigint, Point>();
const shared = new Map<string, Uint8Array>();

function verified({ key, name }: NamedKey, signature: Uint8Array, data: Uint8Array): boolean {
  const question = [name, signature, data].map((part) => (typeof part === "string" ? part : spelled(part))).join("|");
  const verdict = verdicts.get(question) ?? verify(null, data, key, signature);
  verdicts.set(question, verdict);
  return verdict;
}

const { open } = nacl.secretbox;

/** As the original; what it gives is shared, and only read. */
function openOnce(box: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array | null {
  const name = spelled(nonce) + spelled(key);
  const known = opened.get(name);
  if (known && Buffer.compare(known.box, box) === 0) return known.content;
  const content = open(box, nonce, key);
  opened.set(name, { box: box.slice(), content });
  return content;
}

const { multiply } = Point.prototype;

/** As the original; what public keys are made of is remembered, and never changes. */
function multiplyOnce(this: Point, scalar: bigint, isSafe?: boolean): Point {
  if (this !== Point.BASE) return multiply.call(this, scalar, isSafe);
  const multiple = multiples.get(scalar) ?? multiply.call(this, scalar, isSafe);
  multiples.set(scalar, multiple);
  return multiple;
}

const { scalarMult } = nacl;

/** As the original: what two keys share. */
function shareOnce(scalar: Uint8Array, point: Uint8Array): Uint8Array {
  const name = spelled(scalar) + spelled(point);
  const secret = shared.get(name) ?? scalarMult(scalar, point);
  shared.set(name, secret);
  return secret.slice();
}

/** As much of SubtleCrypto as signatures and large documents take, and no chance at all: whoever draws here is found out. */
const subtle = {
  importKey: async (format: string, key: Uint8Array | JsonWebKey, curve: string) => keyOf(format, key, curve),
  sign: async (_: string, { key }: NamedKey, data: Uint8Array) => new Uint8Array(sign(null, data, key)).buffer,
  verify: async (_: string, key: NamedKey, signature: Uint8Array, data: Uint8Array) => verified(key, signature, data),
  digest: async (_: "SHA-512", data: Uint8Array) => new Uint8Array(createHash("sha512").update(data).digest()).buffer,
};

/** From now on this process signs and verifies without threads. */
export function installSteadyCrypto(): void {
  Object.defineProperty(globalThis, "crypto", { value: { subtle }, configurable: true });
  Object.assign(nacl.secretbox, { open: openOnce });
  Object.assign(nacl, { scalarMult: Object.assign(shareOnce, scalarMult) });
  Object.assign(Point.prototype, { multiply: multiplyOnce });
}

const strangers = Array.from({ length: 32 }, (_, index) => publicKeyOf(new Uint8Array(32).fill(index + 1)));

/**
 * Forgets what was remembered here, and makes the wallet's cache of keys hold the same at each beginning: a key it holds is
 * there a moment sooner.
 */
export async function forgetKeys(): Promise<void> {
  verdicts.clear();
  opened.clear();
  multiples.clear();
  shared.clear();
  for (const stranger of strangers) await verifyAsWallet(stranger, new Uint8Array(1), new Uint8Array(64));
}
