import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isPlain, linkOnPath, type Passed, type Press, wishesOf } from "./taler-link.ts";

const link = "taler://withdraw/bank.example/1";
const element = (localName: string, href?: string): Passed => ({ localName, getAttribute: () => href ?? null });
const around: readonly Passed[] = [element("p"), element("body"), element("html"), {}, {}];

describe("a click", () => {
  for (const href of [
    link,
    "taler+http://withdraw/127.0.0.1:80/1",
    "TALER://WITHDRAW/BANK.EXAMPLE/1",
    "web+taler://pay/shop.example/1/",
    "ext+taler+http://pay/127.0.0.1/1/",
  ])
    it(`finds ${href}`, () => assert.equal(linkOnPath([element("a", ` ${href}\n`), ...around]), href));

  for (const href of ["https://bank.example/", "/taler://withdraw", "javascript:taler://x", "taler:", "", undefined])
    it(`finds nothing in ${href}`, () => assert.equal(linkOnPath([element("a", href), ...around]), undefined));

  it("finds the link around what was hit, and only the innermost", () => {
    assert.equal(linkOnPath([element("b"), element("a", link), ...around]), link);
    assert.equal(linkOnPath([element("area", link), ...around]), link);
    assert.equal(linkOnPath([element("a", "#top"), element("a", link), ...around]), undefined);
    assert.equal(linkOnPath([element("button", link), ...around]), undefined);
    assert.equal(linkOnPath([]), undefined);
  });

  it("finds no link that is longer than links are", () => {
    const padded = (length: number) => link.padEnd(length, "x");
    assert.equal(linkOnPath([element("a", padded(4000))]), padded(4000));
    assert.equal(linkOnPath([element("a", padded(4001))]), undefined);
  });

  it("counts when it is the user's and wants nothing special", () => {
    const plain: Press = { isTrusted: true, button: 0, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
    assert.ok(isPlain(plain));
    for (const change of [{ isTrusted: false }, { button: 1 }, { altKey: true }, { ctrlKey: true }, { metaKey: true }])
      assert.ok(!isPlain({ ...plain, ...change }), JSON.stringify(change));
    assert.ok(!isPlain({ ...plain, shiftKey: true }));
  });
});

describe("what a page wishes", () => {
  it("is to open nothing by itself without its word, but the user may click", () => {
    assert.deepEqual(wishesOf(undefined, undefined), { mayHijack: true });
    assert.deepEqual(wishesOf(undefined, link), { mayHijack: true });
  });

  it("is to open its link, or to leave the clicks to the wallet, or both, or neither", () => {
    assert.deepEqual(wishesOf("uri", link), { link, mayHijack: false });
    assert.deepEqual(wishesOf(" URI ,api,Hijack", ` ${link} `), { link, mayHijack: true });
    assert.deepEqual(wishesOf("api, hijack", link), { mayHijack: true });
    assert.deepEqual(wishesOf("uri", "https://bank.example/"), { mayHijack: false });
    assert.deepEqual(wishesOf("uri", undefined), { mayHijack: false });
    assert.deepEqual(wishesOf("urine,hijacker", link), { mayHijack: false });
    assert.deepEqual(wishesOf("", link), { mayHijack: false });
  });

  it("may stand where the list of wishes belongs", () => {
    assert.deepEqual(wishesOf(link, undefined), { link, mayHijack: true });
  });
});
