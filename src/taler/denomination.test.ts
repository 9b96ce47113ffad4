/** Names of denominations against the vectors of the C library. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FormatError } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { denominationHash, rsaDenomination } from "./denomination.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

describe("the hash of a denomination", () => {
  for (const { id, in: given, out } of protocol.vectors.denom_pub_hash) {
    it(`of ${id} is that of the C library`, () => {
      if (given.rsa_pub === undefined)
        return assert.equal(textOf(denominationHash("CS", bytesOf(given.cs_pub))), out.h_denom_pub);
      const key = bytesOf(given.rsa_pub);
      assert.equal(textOf(denominationHash("RSA", key, given.age_mask)), out.h_denom_pub);
      assert.equal(textOf(rsaDenomination(key, given.age_mask).hash), out.h_denom_pub);
    });
  }

  for (const [hash, { rsa_pub }] of Object.entries(protocol.recorded.denominations_by_hash)) {
    it(`of a real exchange's ${hash.slice(0, 8)} is what it says`, () => {
      assert.equal(textOf(rsaDenomination(bytesOf(rsa_pub)).hash), hash);
    });
  }

  it("is not computed for what is no key", () => {
    assert.throws(() => rsaDenomination(new Uint8Array(40)), FormatError);
  });
});
