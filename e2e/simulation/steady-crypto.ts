/** The browser's Ed25519 and SHA-512, computed at once: threads would finish in an order that no seed decides. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { publicKeyOf, verify as verifyAsWallet } from "../../src/taler/eddsa.ts";

function keyOf(format: string, given: Uint8Array | JsonWebKey, curve: string): KeyObject {
  if (curve !== "Ed25519") throw new DOMException("only what the simulation needs", "NotSupportedError");
  if (!(given instanceof Uint8Array)) return createPrivateKey({ key: { ...given }, format: "jwk" });
  const bytes = given;
  if (format === "pkcs8") return createPrivateKey({ key: Buffer.from(bytes), format: "der", type: "pkcs8" });
  const x = Buffer.from(bytes).toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

/** As much of SubtleCrypto as signatures and large documents take, and no chance at all: whoever draws here is found out. */
const subtle = {
  importKey: async (format: string, key: Uint8Array | JsonWebKey, curve: string) => keyOf(format, key, curve),
  sign: async (_: string, key: KeyObject, data: Uint8Array) => new Uint8Array(sign(null, data, key)).buffer,
  verify: async (_: string, key: KeyObject, signature: Uint8Array, data: Uint8Array) =>
    verify(null, data, key, signature),
  digest: async (_: "SHA-512", data: Uint8Array) => new Uint8Array(createHash("sha512").update(data).digest()).buffer,
};

/** From now on this process signs and verifies without threads. */
export function installSteadyCrypto(): void {
  Object.defineProperty(globalThis, "crypto", { value: { subtle }, configurable: true });
}

const strangers = Array.from({ length: 32 }, (_, index) => publicKeyOf(new Uint8Array(32).fill(index + 1)));

/** Makes the wallet's cache of keys hold the same at each beginning: a key it holds is there a moment sooner. */
export async function forgetKeys(): Promise<void> {
  for (const stranger of strangers) await verifyAsWallet(stranger, new Uint8Array(1), new Uint8Array(64));
}
