import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { StoryPage, Transaction } from "../../api/views.ts";
import {
  type Block,
  blockSize,
  countOf,
  firstBlocks,
  isWhole,
  neighboursOf,
  questionOf,
  withAnswer,
  withMove,
} from "./story-blocks.ts";

const event = (at: number) => ({ id: String(at), at }) as Transaction;

/** Places as the background spells them: smaller for newer events. */
const placeOf = (at: number) => String(1_000_000 - at);

/** What the background answers for a story of events at these moments. */
function answer(story: readonly number[], block: Block): StoryPage {
  const { before = "", until = "9999999", limit = 1 } = questionOf(block);
  const all = story.toSorted((a, b) => b - a).filter((at) => placeOf(at) > before && placeOf(at) <= until);
  const last = all[limit - 1];
  return {
    transactions: all.slice(0, limit).map(event),
    ...(all.length > limit && last !== undefined && { next: placeOf(last) }),
  };
}

/** Asks for this block once. */
const asked = (blocks: readonly Block[], story: readonly number[], index: number) => {
  const block = blocks[index] ?? assert.fail("no such block");
  return withAnswer(blocks, block.before, answer(story, block));
};

/** Asks for all blocks, from the top. */
function allAsked(blocks: readonly Block[], story: readonly number[]): readonly Block[] {
  let now = blocks;
  for (let index = 0; index < now.length; index += 1) now = asked(now, story, index);
  return now;
}

const toldOf = (blocks: readonly Block[]) => blocks.flatMap(({ events = [] }) => events.map(({ at }) => at));
const moments = (count: number) => Array.from({ length: count }, (_, index) => (index + 1) * 10);

describe("the blocks of a long story", () => {
  it("tell it whole, newest first, and know when that is all", () => {
    const story = moments(3 * blockSize + 7);
    let blocks = firstBlocks;
    assert.equal(isWhole(blocks), false);
    for (let index = 0; index < 4; index += 1) {
      assert.equal(isWhole(blocks), false);
      blocks = asked(blocks, story, index);
    }
    assert.equal(isWhole(blocks), true);
    assert.deepEqual(toldOf(blocks), story.toReversed());
    assert.equal(countOf(blocks), story.length);
  });

  it("are one without events when nothing has happened", () => {
    const blocks = asked(firstBlocks, [], 0);
    assert.deepEqual([isWhole(blocks), countOf(blocks), blocks.length], [true, 0, 1]);
  });

  it("tell what came and what went meanwhile, wherever and in whatever order they are asked", () => {
    const change = fc.record({
      added: fc.array(fc.integer({ min: 1, max: 9999 }), { maxLength: 250 }),
      gone: fc.integer({ min: 2, max: 9 }),
      asked: fc.array(fc.nat(20), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        let story: readonly number[] = moments(120);
        let blocks = asked(firstBlocks, story, 0);
        for (const { added, gone, asked: some } of changes) {
          story = [...new Set([...story.filter((at) => at % gone !== 0), ...added])];
          for (const number of some) blocks = asked(blocks, story, number % blocks.length);
        }
        blocks = allAsked(blocks, story);
        assert.deepEqual(
          toldOf(blocks),
          story.toSorted((a, b) => b - a),
        );
        assert.equal(new Set(blocks.map(({ before }) => before)).size, blocks.length, "each has a name of its own");
      }),
    );
  });

  it("remember how high they were when they went", () => {
    const blocks = withMove(asked(firstBlocks, moments(99), 0), "", { isNear: false, height: 2800.5 });
    assert.deepEqual([blocks[0]?.isNear, blocks[0]?.height, blocks[0]?.events?.length], [false, 2800.5, blockSize]);
  });

  it("know the events right above and below them, past blocks without any", () => {
    const blocks: readonly Block[] = [
      { before: "", events: [event(9), event(8)], isNear: true },
      { before: "a", events: [], isNear: true },
      { before: "b", events: [event(3)], isNear: true },
      { before: "c", isNear: false },
    ];
    assert.deepEqual(neighboursOf(blocks, 0), { below: 3 });
    assert.deepEqual(neighboursOf(blocks, 1), { above: 8, below: 3 });
    assert.deepEqual(neighboursOf(blocks, 2), { above: 8 });
  });
});
