/** Signed blocks in general: length, number, and fields that cannot slip. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { utf8, zeros } from "./hash.ts";
import { hash, key, layout, operation, optionalHash, purposeBlock, purposes, shortHash, signed } from "./purpose.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

describe("a signed block", () => {
  for (const { id, in: given, out } of protocol.vectors.eddsa) {
    it(`starts with length and purpose: ${id}`, () => {
      const block = purposeBlock(out.purpose, Buffer.from(given.body_hex, "hex"));
      assert.equal(hex(block), out.message_hex);
      assert.equal(block.length, out.size);
    });
  }

  it("has a purpose of its own", () => {
    assert.equal(new Set(Object.values(purposes)).size, Object.keys(purposes).length);
  });

  it("has fields of one length only", () => {
    const block = signed("coinMelt", { first: key, second: hash, third: shortHash });
    const values = { first: zeros(32), second: zeros(64), third: zeros(32) };
    assert.equal(block(values).length, 8 + 32 + 64 + 32);
    assert.throws(() => block({ ...values, first: zeros(33) }), RangeError);
    assert.throws(() => block({ ...values, second: zeros(32) }), RangeError);
    assert.throws(() => block({ ...values, third: zeros(0) }), RangeError);
  });

  it("writes what is absent as zeros, in the order of declaration", () => {
    const write = layout({ later: optionalHash, earlier: key });
    assert.deepEqual(write({ earlier: zeros(32).fill(1) }), Uint8Array.of(...zeros(64), ...zeros(32).fill(1)));
    assert.deepEqual(write({ earlier: zeros(32), later: undefined }), zeros(96));
  });

  it("cuts or fills the name of an operation", () => {
    assert.deepEqual(operation("batch-withdraw"), utf8("batch-wi"));
    assert.deepEqual(operation("MELT"), utf8("MELT\0\0\0\0"));
  });

  it("bears the numbers of the vectors", () => {
    const known = new Set<number>(Object.values(purposes));
    for (const { id, out } of protocol.vectors.signatures) assert.ok(known.has(out.purpose), id);
  });
});
