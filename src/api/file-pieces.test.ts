import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { sameBytes } from "../taler/hash.ts";
import { base64Of, bytesOfBase64, longestPiece, pieceSize } from "./file-pieces.ts";

describe("pieces of files", () => {
  it("come back as they were, whatever is in them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        assert.equal(base64Of(bytes), Buffer.from(bytes).toString("base64"));
        assert.deepEqual(bytesOfBase64(base64Of(bytes)), Uint8Array.from(bytes));
      }),
    );
  });

  it("are as long as they say at most", () => {
    const whole = new Uint8Array(pieceSize).fill(255);
    assert.equal(base64Of(whole).length, longestPiece);
    assert.ok(sameBytes(bytesOfBase64(base64Of(whole)), whole));
  });

  it("are refused when they are nothing of the kind", () => {
    for (const text of ["*", "AAA\u0000", "Ä"]) assert.throws(() => bytesOfBase64(text), /badInput/);
  });
});
