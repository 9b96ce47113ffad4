import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { entropyToMnemonic } from "@scure/bip39";
import fc from "fast-check";
import { recoveryWordList as list } from "./english.ts";
import { suggestionsFor } from "./nearby.ts";
import { faultOf, phraseIn, unknownIn, withWord, wordAt } from "./phrase.ts";

const meantIn = (text: string) => phraseIn(text, list)?.map(({ meant }) => meant);

describe("a text on its way to a phrase", () => {
  const rows: readonly (readonly [string, readonly (string | undefined)[] | undefined])[] = [
    ["", undefined],
    ["  ", undefined],
    ["h", [undefined]],
    ["harbor", ["harbor"]],
    ["harb", ["harbor"]],
    ["harbour", [undefined]],
    ["HARBOR Basket", ["harbor", "basket"]],
    ["1. harbor\n2. basket\n3) cop", ["harbor", "basket", undefined]],
    ["taler://sync/backup.example/#DGPM", undefined],
    ["web+taler:", undefined],
    ["DGPM", undefined],
    ["DGPM QXCF N5PP", undefined],
    ["dgpmqxcfn5ppqzzh", undefined],
  ];
  for (const [text, expected] of rows) it(`${JSON.stringify(text)}`, () => assert.deepEqual(meantIn(text), expected));

  it("knows where each word stands", () => {
    const text = "1. Harbor  2. ocean";
    const words = phraseIn(text, list) ?? [];
    assert.deepEqual(
      words.map(({ start, end }) => text.slice(start, end)),
      ["Harbor", "ocean"],
    );
  });

  it("knows the word at the caret", () => {
    const words = phraseIn("harbor ocean", list) ?? [];
    const at = (caret: number) => wordAt(words, caret)?.text;
    assert.deepEqual([0, 1, 6, 7, 8, 12].map(at), [undefined, "harbor", "harbor", undefined, "ocean", "ocean"]);
  });
});

describe("words that are not on the list", () => {
  const unknown = (text: string, caret: number) =>
    unknownIn(phraseIn(text, list) ?? [], caret, list).map((word) => word.text);
  it("are told, but not the one that is being typed and may become one", () => {
    assert.deepEqual(unknown("harbour ocean", 13), ["harbour"]);
    assert.deepEqual(unknown("ocean har", 9), []);
    assert.deepEqual(unknown("ocean har ", 10), ["har"]);
    assert.deepEqual(unknown("ocean harbou", 12), ["harbou"]);
    assert.deepEqual(unknown("ocean x", 7), []);
  });
});

describe("a word that is taken", () => {
  it("replaces what was typed, and makes room for the next at the end", () => {
    assert.deepEqual(withWord("ocean har", { start: 6, end: 9 }, "harbor"), { text: "ocean harbor ", caret: 13 });
    assert.deepEqual(withWord("harbour ocean", { start: 0, end: 7 }, "harbor"), { text: "harbor ocean", caret: 6 });
  });
});

const phrase = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((secret) => entropyToMnemonic(secret, [...list]).split(" "));

describe("what is wrong with a phrase", () => {
  const fault = (words: readonly string[]) => faultOf(phraseIn(words.join(" "), list) ?? []);

  it("is nothing in one that the wallet made, also by its first four letters", () =>
    fc.assert(
      fc.property(phrase, (words) => {
        assert.equal(fault(words), undefined);
        assert.equal(fault(words.map((word) => word.slice(0, 4))), undefined);
      }),
    ));

  it("is how many words there are", () =>
    fc.assert(
      fc.property(phrase, fc.integer({ min: 1, max: 23 }), (words, count) => {
        assert.deepEqual(fault(words.slice(0, count)), { kind: "short", count });
        assert.deepEqual(fault([...words, ...words.slice(0, count)]), { kind: "long", count: 24 + count });
      }),
    ));

  it("is the place of a slip, and the right word is suggested there", () =>
    fc.assert(
      fc.property(phrase, fc.nat(23), (words, place) => {
        const typed = words.map((word, index) => (index === place ? `${word}q` : word));
        assert.deepEqual(fault(typed), { kind: "unknown", places: [place + 1] });
        assert.ok(suggestionsFor(typed[place] ?? "", list).includes(words[place] ?? ""));
      }),
    ));
});
