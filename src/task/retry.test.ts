import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Problem, type ProblemCode, problems } from "../api/problems.ts";
import type { Retry } from "../store/self.ts";
import { afterFailure } from "./retry.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const now = 1_700_000_000_000;

/** The waits of so many failures in a row, without any jitter. */
function waits(problem: Problem, times: number): number[] {
  const found: number[] = [];
  let known: Retry | undefined;
  for (let i = 0; i < times; i++) {
    known = afterFailure("withdraw:1", known, problem, now, 0);
    found.push(known.notBefore - now);
  }
  return found;
}

describe("after a failure", () => {
  const cases: readonly (readonly [ProblemCode, readonly number[]])[] = [
    ["unreachable", [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600].map((wait) => wait * second)],
    ["badAnswer", [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440].map((wait) => wait * minute)],
    ["bug", [2, 4, 8].map((wait) => wait * minute)],
    ["tosNotAccepted", [day, day, day]],
  ];
  for (const [code, expected] of cases) {
    it(`${code} (${problems[code].retry}) is tried again after ${expected.slice(0, 3).join(", ")} ms, and so on`, () => {
      assert.deepEqual(waits({ code }, expected.length), expected);
    });
  }

  it("remembers what it was, without what only the runner needs", () => {
    const retry = afterFailure("backup:x", undefined, { code: "serverBusy", detail: "429", retryAfter: 9 }, now, 0);
    const problem = { code: "serverBusy", detail: "429" };
    assert.deepEqual(retry, { id: "backup:x", failures: 1, notBefore: now + 2 * second, problem, at: now });
  });

  it("stays away as long as the server asks, but for no more than a day", () => {
    const wait = (retryAfter: number) => waits({ code: "serverBusy", retryAfter }, 1)[0];
    assert.equal(wait(90 * second), 90 * second);
    assert.equal(wait(second), 2 * second);
    assert.equal(wait(9 * day), day);
  });

  it("waits at least half the rule's time and never more than a day, whatever the dice say", () => {
    const code = fc.constantFrom(...(Object.keys(problems) as ProblemCode[]));
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const failures = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(code, random, failures, fc.option(fc.nat(), { nil: undefined }), (code, random, failures, asked) => {
        const known: Retry = { id: "a:b", failures, notBefore: 0, problem: { code }, at: 0 };
        const problem = { code, ...(asked !== undefined && { retryAfter: asked }) };
        const whole = afterFailure("a:b", known, { code }, now, 0).notBefore - now;
        const wait = afterFailure("a:b", known, problem, now, random).notBefore - now;
        assert.ok(wait >= whole / 2 && wait <= day);
        assert.ok(wait >= Math.min(asked ?? 0, day) && wait <= Math.max(whole, asked ?? 0));
      }),
    );
  });
});
