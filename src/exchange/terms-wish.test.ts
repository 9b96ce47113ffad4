import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { wishHeaders } from "./terms-wish.ts";

describe("the wish of a reader", () => {
  const table: readonly [string, Parameters<typeof wishHeaders>[0], string, string][] = [
    ["nobody says", {}, "text/markdown, text/html;q=0.96, text/plain;q=0.92", "en"],
    ["no language is left", { acceptLanguage: [], acceptFormat: [] }, wishHeaders({}).Accept, "en"],
    ["one language", { acceptLanguage: ["de"], acceptFormat: ["text/html"] }, "text/html", "de, en;q=0.96"],
    [
      "a language of one country",
      { acceptLanguage: ["de-CH"], acceptFormat: ["text/plain"] },
      "text/plain",
      "de-CH, de;q=0.96, en;q=0.92",
    ],
    [
      "English among others",
      { acceptLanguage: ["fr", "en", "de"], acceptFormat: ["Text/Plain", "text/plain"] },
      "text/plain",
      "fr, en;q=0.96, de;q=0.92",
    ],
    [
      "what is no language and no format",
      { acceptLanguage: ["*", "d e", "de\r\nX: 1", "de"], acceptFormat: ["*/*", "text/html\r\nX: 1"] },
      wishHeaders({}).Accept,
      "de, en;q=0.96",
    ],
  ];
  for (const [name, wish, accept, language] of table) {
    it(`is spelled with weights: ${name}`, () =>
      assert.deepEqual(wishHeaders(wish), { Accept: accept, "Accept-Language": language }));
  }

  it("is always a list that HTTP can read, with falling weights and English in it", () => {
    const tag = fc.oneof(fc.string(), fc.constantFrom("de", "de-AT", "zh-Hans-CN", "en", "fr"));
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 40 }), fc.array(fc.string(), { maxLength: 40 }), (languages, formats) => {
        const headers = wishHeaders({ acceptLanguage: languages, acceptFormat: formats });
        for (const value of Object.values(headers)) {
          const weights = value.split(", ").map((one) => Number(/^[^;,\s]+(?:;q=(0\.\d\d))?$/.exec(one)?.[1] ?? 1));
          assert.deepEqual(
            weights,
            weights.toSorted((a, b) => b - a),
          );
          assert.equal(new Set(weights).size, weights.length);
        }
        assert.match(headers["Accept-Language"], /(^|, )en(;|,|$)/);
      }),
    );
  });
});
