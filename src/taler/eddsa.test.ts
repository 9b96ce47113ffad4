/** Ed25519 against the vectors of the C library, in the browser's version and in ours. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bytesOf, textOf } from "./crockford.ts";
import { publicKeyOf, sign, signNow, signOnce, verify, verifyNow } from "./eddsa.ts";
import { zeros } from "./hash.ts";
import { isNative } from "./native-curve.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
const message = fc.uint8Array({ maxLength: 100 });

/** The same bytes but for one bit. */
function damaged(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

/** Both versions must say the same. */
async function isSigned(key: Uint8Array, text: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const answer = verifyNow(key, text, signature);
  assert.equal(await verify(key, text, signature), answer);
  return answer;
}

describe("Ed25519", () => {
  it("is tested against the version of this platform, too", async () => {
    assert.equal(await isNative("Ed25519"), true);
  });

  for (const { id, in: given, out } of protocol.vectors.eddsa) {
    it(`does ${id} as the C library`, async () => {
      const priv = bytesOf(given.signer_priv);
      const block = Buffer.from(out.message_hex, "hex");
      assert.equal(textOf(publicKeyOf(priv)), out.signer_pub);
      assert.equal(textOf(await sign(priv, block)), out.sig);
      assert.equal(textOf(signNow(priv, block)), out.sig);
      assert.equal(await isSigned(bytesOf(out.signer_pub), block, bytesOf(out.sig)), true);
    });
  }

  it("signs alike and believes only the very message, key and signature", async () => {
    const bit = fc.nat({ max: 511 });
    await fc.assert(
      fc.asyncProperty(seed, message, bit, async (priv, text, broken) => {
        const key = publicKeyOf(priv);
        const signature = await sign(priv, text);
        assert.deepEqual(signature, signNow(priv, text));
        assert.deepEqual(await signOnce(priv, text), { publicKey: key, signature });
        assert.equal(await isSigned(key, text, signature), true);
        assert.equal(await isSigned(key, text, damaged(signature, broken)), false);
        assert.equal(await isSigned(damaged(key, broken), text, signature), false);
        assert.equal(await isSigned(key, Uint8Array.of(...text, 0), signature), false);
        if (text.length > 0) assert.equal(await isSigned(key, damaged(text, broken), signature), false);
      }),
      { numRuns: 25 },
    );
  });

  it("calls garbage no signature instead of throwing", async () => {
    const garbage = fc.uint8Array({ maxLength: 70 });
    await fc.assert(
      fc.asyncProperty(garbage, message, garbage, async (key, text, signature) => {
        assert.equal(await isSigned(key, text, signature), false);
      }),
    );
  });

  it("refuses the keys that sign everything", async () => {
    const signature = zeros(64);
    signature[0] = 1;
    for (const key of ["01", "00", `ec${"ff".repeat(30)}7f`, `01${"00".repeat(30)}80`]) {
      const padded = Buffer.from(key.padEnd(64, "0"), "hex");
      assert.equal(await isSigned(padded, zeros(3), signature), false);
      assert.equal(await isSigned(padded, zeros(3), zeros(64)), false);
    }
  });

  it("keeps many keys apart", async () => {
    const seeds = Array.from({ length: 80 }, (_, index) => zeros(32).fill(index));
    const signatures = await Promise.all(seeds.map((one) => sign(one, zeros(1))));
    for (const [index, one] of seeds.entries()) {
      assert.deepEqual(await sign(one, zeros(1)), signatures[index]);
      assert.equal(await verify(publicKeyOf(one), zeros(1), signatures[index] ?? zeros(64)), true);
    }
  });
});
