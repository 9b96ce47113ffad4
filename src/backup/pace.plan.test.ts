import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { textOf } from "../taler/crockford.ts";
import { sha512Half, u32 } from "../taler/hash.ts";
import { dueOf } from "./job.ts";
import { isMissed, makeUpFor, momentAfter, nextUpload, stretch } from "./pace.plan.ts";
import { newEnrolment } from "./providers.ts";

const url = "https://sync.example/";
const minute = 60_000;
const noon = Date.UTC(2026, 5, 1, 12);
const timetableOf = (seed: number) => textOf(sha512Half(u32(seed)));
const seed = fc.nat(1e6);
const later = fc.nat(1000 * stretch);

describe("a timetable", () => {
  it("has one moment in each stretch, the same whenever it is asked for", () => {
    fc.assert(
      fc.property(seed, later, fc.nat(stretch), (one, at, before) => {
        const now = noon + at;
        const moment = momentAfter(timetableOf(one), url, now);
        assert.ok(moment > now && moment < now + 2 * stretch);
        const earlier = momentAfter(timetableOf(one), url, now - before);
        assert.ok(earlier === moment || earlier <= now);
      }),
    );
  });

  it("puts the moments anywhere in their stretches with the same chance, for each service others", () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    let same = 0;
    for (let index = 0; index < 5000; index++) {
      const start = noon + index * stretch;
      const place = (momentAfter(timetableOf(7), url, start - 1) - start) / stretch;
      const other = (momentAfter(timetableOf(7), "https://other.example/", start - 1) - start) / stretch;
      const tenth = Math.floor(place * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
      if (tenth === Math.floor(other * 10)) same += 1;
    }
    const chiSquared = tenths.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    assert.ok(chiSquared < 27.9, `${chiSquared}: with nine degrees of freedom, once in a thousand`);
    assert.ok(same > 400 && same < 600, `${same} of 5000 at the same time as another service`);
  });

  it("makes up for a missed moment soon, but not at once, and never later than the next one", () => {
    fc.assert(
      fc.property(seed, later, (one, at) => {
        const [timetable, now] = [timetableOf(one), noon + at];
        const moment = makeUpFor(timetable, url, now);
        assert.ok(moment >= now && moment < now + 10 * minute && moment <= momentAfter(timetable, url, now));
      }),
    );
    const delays = Array.from({ length: 200 }, (_, one) => makeUpFor(timetableOf(one), url, noon) - noon);
    assert.ok(new Set(delays).size > 190);
  });

  it("knows a moment that was missed, or planned by a clock that was wrong", () => {
    const at = (uploadAt: number) => isMissed({ ...newEnrolment(url, "ROOT"), uploadAt }, noon);
    assert.deepEqual([at(noon - minute), at(noon), at(noon + stretch)], [false, false, false]);
    assert.deepEqual([at(noon - 3 * minute), at(noon + 9 * stretch)], [true, true]);
    assert.equal(isMissed(newEnrolment(url, "ROOT"), noon), false);
  });

  it("stays when something is uploaded out of turn, and is there in the private setting alone", () => {
    const pace = { timetable: timetableOf(1) };
    const next = nextUpload({ pace }, { url }, noon).uploadAt ?? 0;
    assert.deepEqual(nextUpload({ pace }, { url, uploadAt: next }, noon + 1), { uploadAt: next });
    assert.ok((nextUpload({ pace }, { url, uploadAt: next }, next).uploadAt ?? 0) > next);
    assert.deepEqual([nextUpload({}, { url }, noon), nextUpload({ pace: {} }, { url }, noon)], [{}, {}]);
  });
});

describe("what an observer of the uploads learns of the payments", () => {
  /** For each of many wallets with one payment: from the payment to the next upload, as a part of a stretch. */
  function waits(rhythm: "prompt" | "private"): readonly number[] {
    return Array.from({ length: 2000 }, (_, wallet) => {
      const timetable = timetableOf(wallet);
      // Chance of its own: where in half a day the payment lies.
      const paidAt = noon + Math.floor(((wallet * 0.618_033_988_7) % 1) * 6 * stretch);
      const lookAt = noon + stretch / 2;
      const idle = { ...newEnrolment(url, "ROOT"), told: 0, syncedAt: noon - stretch, isMember: true };
      for (let now = noon; ; ) {
        const plan = rhythm === "private" ? { uploadAt: momentAfter(timetable, url, now) } : {};
        const due = Math.max(now + 1, dueOf({ ...idle, lookAt: Math.max(lookAt, now + 1), ...plan }, 0, now));
        const dueThen = dueOf({ ...idle, lookAt: now + 2 * stretch - 1, ...plan }, 1, paidAt);
        if (rhythm === "prompt") return Math.max(0, dueThen - paidAt) / stretch;
        if (due > paidAt) return (Math.max(dueThen, paidAt) - paidAt) / stretch;
        now = due;
      }
    });
  }

  /** The same wallets, had they not paid, seen from moments that have nothing to do with them. */
  function waitsOfNobody(): readonly number[] {
    return Array.from({ length: 2000 }, (_, wallet) => {
      const at = noon + Math.floor(((wallet * 0.754_877_666_2 + 0.1) % 1) * 6 * stretch);
      return (momentAfter(timetableOf(wallet + 50_000), url, at) - at) / stretch;
    });
  }

  /** How far the distributions of two samples of the same size are apart (Kolmogorov and Smirnov). */
  function distance(one: readonly number[], other: readonly number[]): number {
    const [a, b] = [[...one].sort((x, y) => x - y), [...other].sort((x, y) => x - y)];
    const below = (sorted: readonly number[], x: number) => sorted.filter((y) => y <= x).length / sorted.length;
    return Math.max(...[...a, ...b].map((x) => Math.abs(below(a, x) - below(b, x))));
  }

  /** Two samples of this size of one distribution are further apart once in a thousand times. */
  const threshold = 1.949 * Math.sqrt(2 / 2000);

  it("is nothing in the private setting: after a payment one waits as long as after any other moment", () => {
    const apart = distance(waits("private"), waitsOfNobody());
    assert.ok(apart < threshold, `${apart}, of at most ${threshold}`);
  });

  it("is everything in the prompt one: the same test finds it at once", () => {
    assert.ok(distance(waits("prompt"), waitsOfNobody()) > 0.9);
  });
});
