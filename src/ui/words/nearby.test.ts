import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { recoveryWordList as list } from "./english.ts";
import { completionsOf, slipsBetween, suggestionsFor } from "./nearby.ts";

const table = <In, Out>(rows: readonly (readonly [In, Out])[], of: (input: In) => Out) => {
  for (const [input, expected] of rows) it(`${JSON.stringify(input)}`, () => assert.deepEqual(of(input), expected));
};

describe("completions of", () =>
  table<string, readonly string[]>(
    [
      ["", []],
      ["h", []],
      ["ha", ["habit", "hair", "half", "hammer", "hamster", "hand"]],
      ["harb", ["harbor"]],
      ["harbor", []],
      ["act", ["action", "actor", "actress", "actual"]],
      ["xy", []],
    ],
    (typed) => completionsOf(typed, list),
  ));

describe("suggestions for", () =>
  table<string, readonly string[]>(
    [
      ["harbour", ["harbor"]],
      ["orphna", ["orphan"]],
      ["lugage", ["luggage"]],
      ["zoom", ["zoo", "room"]],
      ["mapleocean", ["maple ocean"]],
      ["aukward", ["awkward"]],
      ["wierd", ["weird"]],
      ["gamebox", ["game box"]],
      ["qqqqqq", []],
    ],
    (typed) => suggestionsFor(typed, list).slice(0, 4),
  ));

/** A slip of the finger somewhere in a word. */
const slip = fc
  .record({
    word: fc.constantFrom(...list),
    at: fc.nat(),
    letter: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"),
    kind: fc.constantFrom("extra", "missing", "wrong", "swapped"),
  })
  .map(({ word, at, letter, kind }) => {
    const place = at % word.length;
    const [start, end] = [word.slice(0, place), word.slice(place + 1)];
    const typed = {
      extra: `${start}${letter}${word.slice(place)}`,
      missing: start + end,
      wrong: start + letter + end,
      swapped: start + end.slice(0, 1) + word.slice(place, place + 1) + end.slice(1),
    }[kind];
    return { word, typed };
  });

const isKnown = (typed: string) =>
  list.includes(typed) || (typed.length >= 4 && list.some((word) => word.startsWith(typed)));

describe("one slip in one word", () => {
  it("is at most one slip away", () =>
    fc.assert(
      fc.property(slip, ({ word, typed }) => slipsBetween(typed, word) <= 1 && slipsBetween(word, typed) <= 1),
    ));

  it("leaves the right word among the suggestions, unless it made another word", () =>
    fc.assert(
      fc.property(slip, ({ word, typed }) => isKnown(typed) || suggestionsFor(typed, list).includes(word)),
      { numRuns: 300 },
    ));

  it("leaves more than four to choose from once in fifty times, and never more than ten", () => {
    let many = 0;
    const check = fc.property(slip, ({ typed }) => {
      if (isKnown(typed)) return true;
      const { length } = suggestionsFor(typed, list);
      if (length > 4) many += 1;
      return length <= 10;
    });
    fc.assert(check, { numRuns: 300, seed: 5 });
    assert.ok(many < 12, `${many} of 300`);
  });
});

describe("the slips between two words", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
  it("are none for a word and itself, and as many both ways", () =>
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(slipsBetween(a, a), 0);
        assert.equal(slipsBetween(a, b), slipsBetween(b, a));
        assert.equal(slipsBetween(a, b) === 0, a === b);
      }),
    ));
});
