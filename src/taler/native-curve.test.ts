/** A browser whose cryptography knows neither curve: all goes on as before, only slower. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { bytesOf, textOf } from "./crockford.ts";
import { ecdhEddsa, ecdhPairOf } from "./ecdh.ts";
import { sign, signOnce, verify } from "./eddsa.ts";
import { isNative } from "./native-curve.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

describe("a browser without the curves", () => {
  before(() => {
    // Set before the first question, which alone is asked; other test files run in processes of their own.
    crypto.subtle.importKey = () => Promise.reject(new DOMException("no such curve", "NotSupportedError"));
  });

  it("is recognised", async () => {
    assert.deepEqual([await isNative("Ed25519"), await isNative("X25519")], [false, false]);
  });

  it("signs and verifies", async () => {
    for (const { in: given, out } of protocol.vectors.eddsa) {
      const block = Buffer.from(out.message_hex, "hex");
      assert.equal(textOf(await sign(bytesOf(given.signer_priv), block)), out.sig);
      const { publicKey, signature } = await signOnce(bytesOf(given.signer_priv), block);
      assert.deepEqual([textOf(publicKey), textOf(signature)], [out.signer_pub, out.sig]);
      assert.equal(await verify(bytesOf(out.signer_pub), block, bytesOf(out.sig)), true);
      assert.equal(await verify(bytesOf(out.signer_pub), block.subarray(1), bytesOf(out.sig)), false);
    }
  });

  it("shares secrets", async () => {
    const [own, mixed] = protocol.vectors.ecdh;
    const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");
    const read = (text = "") => Buffer.from(text, "hex");
    assert.equal(hex(ecdhPairOf(read(own?.in.priv_hex)).publicKey), own?.out.pub_hex);
    const pair = ecdhPairOf(read(mixed?.in.ecdhe_priv_hex));
    const shared = await ecdhEddsa(pair, read(mixed?.in.eddsa_pub_hex));
    assert.equal(hex(shared), mixed?.out.shared_sha512_hex);
    await assert.rejects(ecdhEddsa(pair, new Uint8Array(32)));
  });
});
