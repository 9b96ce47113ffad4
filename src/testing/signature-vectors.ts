/** The signed blocks of the protocol vectors: each must come out byte for byte, and break when one byte changes. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Amount, amount } from "../taler/amount.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { publicKeyOf, sign, verify } from "../taler/eddsa.ts";
import { type Timestamp, timestamp } from "../taler/time.ts";
import protocol from "../taler/vectors/protocol.json" with { type: "json" };

/** The fields of a vector, read as what they are. */
export interface Given {
  bytes(name: string): Uint8Array;
  optionalBytes(name: string): Uint8Array | undefined;
  money(name: string): Amount;
  moment(name: string): Timestamp;
  number(name: string): number;
  text(name: string): string;
  raw(name: string): unknown;
}

function given(fields: object): Given {
  const raw = (name: string) => new Map<string, unknown>(Object.entries(fields)).get(name);
  const text = (name: string) => String(raw(name));
  return {
    bytes: (name) => bytesOf(text(name)),
    optionalBytes: (name) => (raw(name) === undefined ? undefined : bytesOf(text(name))),
    money: (name) => amount.parse(raw(name)),
    moment: (name) => timestamp.parse(raw(name)),
    number: (name) => Number(raw(name)),
    text,
    raw,
  };
}

/**
 * Declares a test for each vector whose name starts with one of `prefixes`.
 * `blockById` says how each of them is made; none may be missing.
 */
export function testSignatures(
  prefixes: readonly string[],
  blockById: Readonly<Record<string, (v: Given) => Uint8Array>>,
): void {
  describe("signatures as the C library makes them", () => {
    const own = protocol.vectors.signatures.filter(({ id }) => prefixes.some((prefix) => id.startsWith(prefix)));

    it("are all there", () => {
      assert.deepEqual(own.map(({ id }) => id).sort(), Object.keys(blockById).sort());
    });

    for (const { id, in: fields, out } of own) {
      it(id, async () => {
        const block = blockById[id]?.(given(fields)) ?? new Uint8Array(0);
        assert.equal(Buffer.from(block).toString("hex"), out.message_hex);
        assert.equal(block.length, out.size);
        const signature = await sign(bytesOf(fields.signer_priv), block);
        assert.equal(textOf(signature), out.sig);
        assert.equal(await verify(bytesOf(out.signer_pub), block, signature), true);
        assert.deepEqual(publicKeyOf(bytesOf(fields.signer_priv)), bytesOf(out.signer_pub));
        for (const [at, byte] of block.entries())
          assert.equal(await verify(bytesOf(out.signer_pub), block.with(at, byte ^ 1), signature), false);
      });
    }
  });
}
