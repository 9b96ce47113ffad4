import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { typedKey } from "./typed-key.ts";

const key = "8KZ3QH0T5VXBJ7M2RNC6WDY1F4GPAESK9Q8XT3BM5V0HJ7NRC2WG";

describe("a typed key", () => {
  it("may have gaps, small letters, and letters that look like digits", () => {
    assert.equal(typedKey(key), key);
    assert.equal(typedKey(` ${(key.match(/.{1,4}/g) ?? []).join(" ").toLowerCase()}\n`), key);
    assert.equal(typedKey(key.replace("0", "O").replace("1", "l").replace("V", "u")), key);
  });

  for (const other of ["", key.slice(1), `${key}0`, key.replace("8", "!"), `https://a.example/${key}`]) {
    it(`is not "${other}"`, () => assert.equal(typedKey(other), undefined));
  }
});
