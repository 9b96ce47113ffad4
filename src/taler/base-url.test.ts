/** Addresses of servers have one spelling. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { baseUrl, canonicalBaseUrl } from "./base-url.ts";
import { FormatError } from "./codec.ts";

describe("canonicalBaseUrl", () => {
  const cases: Readonly<Record<string, string>> = {
    "exchange.example.com": "https://exchange.example.com/",
    "HTTPS://Exchange.Example.COM:443/Path": "https://exchange.example.com/Path/",
    "http://localhost:8081": "http://localhost:8081/",
    "localhost:8081/foo": "https://localhost:8081/foo/",
    " https://a.example/b/?c=d#e ": "https://a.example/b/",
    "https://a.example/b/../c": "https://a.example/c/",
    "http://[::1]:80/": "http://[::1]/",
    "https://bücher.example/": "https://xn--bcher-kva.example/",
  };
  for (const [given, expected] of Object.entries(cases)) {
    it(`makes ${expected} of ${given}`, () => assert.equal(canonicalBaseUrl(given), expected));
  }

  for (const bad of [
    "",
    "https://",
    "ftp://a/",
    "javascript:alert(1)",
    "https://me:secret@a/",
    "https://me@a/",
    "a b",
    `a/${"b".repeat(520)}`,
    `a/${"ü".repeat(200)}`,
  ]) {
    it(`refuses ${bad.slice(0, 30)}`, () => {
      assert.throws(() => canonicalBaseUrl(bad), FormatError);
      assert.throws(() => baseUrl.parse(bad), FormatError);
    });
  }

  it("leaves what is canonical alone", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true, size: "small" }), (url) => {
        fc.pre(url.length < 400);
        const canonical = canonicalBaseUrl(url);
        assert.equal(canonicalBaseUrl(canonical), canonical);
        assert.match(canonical, /^https?:\/\/[^?#]*\/$/);
      }),
    );
  });
});
