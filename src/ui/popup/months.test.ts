import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { monthAt, monthsSince } from "./months.ts";

const at = (year: number, month: number, day = 1) => new Date(year, month - 1, day).getTime();

describe("the months of a story", () => {
  it("go from this one back to the first, across years", () => {
    assert.deepEqual(monthsSince(at(2025, 11, 30), at(2026, 2, 7)), [
      at(2026, 2),
      at(2026, 1),
      at(2025, 12),
      at(2025, 11),
    ]);
  });

  it("are one while all has happened in it, and none while nothing has", () => {
    assert.deepEqual(monthsSince(at(2026, 2, 1), at(2026, 2, 28)), [at(2026, 2)]);
    assert.deepEqual(monthsSince(undefined, at(2026, 2, 28)), []);
  });

  it("follow each other without a gap, and hold every moment between", () => {
    const span = fc.tuple(fc.integer({ min: 0, max: at(2020, 1) }), fc.integer({ min: 0, max: 10 * 365 }));
    fc.assert(
      fc.property(span, ([oldest, days]) => {
        const now = oldest + days * 86_400_000;
        const months = monthsSince(oldest, now);
        for (const [index, month] of months.entries())
          if (index > 0) assert.equal(monthAt(month).end, months[index - 1]);
        const [first, last] = [monthAt(months.at(-1) ?? 0), monthAt(months[0] ?? 0)];
        assert.ok(first.start <= oldest && oldest < first.end && last.start <= now && now < last.end);
      }),
    );
  });
});
