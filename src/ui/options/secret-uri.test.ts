import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { partsOf } from "./secret-uri.tsx";

describe("partsOf", () => {
  it("parts the address from the secret, and the secret in fours", () => {
    assert.deepEqual(partsOf("taler://sync/backup.example/v1#ABCDEFGHJ"), {
      address: "taler://sync/backup.example/v1#",
      groups: ["ABCD", "EFGH", "J"],
    });
  });

  it("loses nothing", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (address, secret) => {
        const uri = `${address.replaceAll("#", "")}#${secret}`;
        const parts = partsOf(uri);
        assert.equal(parts.address + parts.groups.join(""), uri);
      }),
    );
  });
});
