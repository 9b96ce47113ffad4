import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withChanges } from "../store/state.ts";
import { askingMerge, noAnswers } from "../testing/asking.ts";
import { collectsAtOnce, mergeBy, noMemory, putByMarks } from "../testing/broken-rules.ts";
import { allRules, plainMerge } from "../testing/plain-merge.ts";
import { type HistoryOptions, playHistory } from "../testing/random-history.ts";
import { things } from "../testing/replica.ts";
import type { Rules } from "../testing/replica-rules.ts";
import { mergeDoc } from "./merge.ts";

/** More of them for one's own assurance: `HISTORIES=200000 node scripts/test.mjs random-histories`. */
const runs = Number(process.env.HISTORIES ?? 2000);
const firstSeed = Number(process.env.FIRST_SEED ?? 1);

/** Names the first history that breaks an invariant, step by step, so that it can be played again. */
function playAll(count: number, options: HistoryOptions = {}): { uploads: number; steps: number } {
  const sum = { uploads: 0, steps: 0 };
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const { broken, steps, uploads } = playHistory(seed, options);
    assert.deepEqual(broken, [], `seed ${seed}\n${steps.join("\n")}`);
    sum.uploads += uploads;
    sum.steps += steps.length;
  }
  return sum;
}

describe("random histories", () => {
  it("keep every invariant, whatever goes wrong", (context) => {
    const { uploads, steps } = playAll(runs);
    assert.ok(uploads > runs && steps > 10 * runs, "histories in which nothing happens prove nothing");
    context.diagnostic(`${runs} histories, ${steps} steps, ${uploads} uploads`);
  });

  it("end in quiet and agreement even when disks are put back", () => {
    playAll(Math.ceil(runs / 3), { hasOldDisks: true });
  });

  it("merge as the rules say when they are written down plainly", () => {
    let merges = 0;
    const merge: Rules["merge"] = (state, doc) => {
      const { changes } = mergeDoc(state, doc);
      assert.deepEqual(
        withChanges(state, changes),
        withChanges(state, plainMerge(state, doc, things.name, allRules, false)),
      );
      merges += 1;
      return changes;
    };
    playAll(300, { rules: { merge }, hasOldDisks: true });
    assert.ok(merges > 5000);
  });

  for (const hasOldDisks of [false, true]) {
    it(`converge when every removal is asked about, whatever the answers${hasOldDisks ? ", even with old disks" : ""}`, () => {
      const answers = noAnswers();
      for (let seed = firstSeed; seed < firstSeed + Math.ceil(runs / 3); seed++) {
        const rules = { merge: askingMerge(seed, answers) };
        const { broken, steps } = playHistory(seed, { rules, hasOldDisks });
        assert.deepEqual([...broken, ...answers.broken], [], `seed ${seed}\n${steps.join("\n")}`);
      }
      assert.ok(Math.min(answers.remove, answers.keep, answers.open) > runs / 300, JSON.stringify(answers));
    });
  }

  for (const [name, rules, invariant] of [
    ["the memory of what was collected", { merge: noMemory }, "I2"],
    ["value that keeps a row alive", { merge: mergeBy({ hasWorth: false }) }, "I3"],
    ["counts that say what must be put", { plan: putByMarks }, "never quiet"],
    ["clocks that say who has seen what", { plan: collectsAtOnce }, "collected early"],
  ] as const) {
    it(`would break (${invariant}) without ${name}`, () => {
      const seeds = Array.from({ length: 1500 }, (_, index) => index + 1);
      const breaks = (seed: number) => playHistory(seed, { rules }).broken.some((one) => one.startsWith(invariant));
      assert.ok(seeds.some(breaks));
    });
  }
});
