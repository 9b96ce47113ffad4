import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chosenCode } from "./chosen-code.ts";

const link = "taler://withdraw/bank.example/4711";

describe("of several codes", () => {
  const rows: readonly (readonly [string, readonly string[], ReturnType<typeof chosenCode>])[] = [
    ["none", [], { fault: "noCode" }],
    ["the only link", [link], { link }],
    ["a link in capitals", [link.toUpperCase()], { link: link.toUpperCase() }],
    ["a link of the sandbox", ["taler+http://pay/x/"], { link: "taler+http://pay/x/" }],
    ["the link among others", ["https://shop.example/", link], { link }],
    ["two links", [link, `${link}2`], { fault: "severalCodes" }],
    ["none that is a link", ["https://shop.example/", "javascript:alert(1)"], { fault: "notTaler" }],
  ];
  for (const [name, texts, expected] of rows) it(name, () => assert.deepEqual(chosenCode(texts), expected));
});
