import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { SheetReminder } from "../api/views.ts";
import { nextProof, type SheetFacts, sheetReminder } from "./sheet-reminder.ts";

const day = 24 * 60 * 60_000;
const year = 365 * day;

/** In days after some first day. */
type Days = { readonly [N in keyof Omit<SheetFacts, "isOutdated" | "proofs">]?: number } & {
  readonly proofs?: number;
  readonly isOutdated?: boolean;
};

function factsOf({ proofs, isOutdated = false, ...moments }: Days): SheetFacts {
  const inMilliseconds = Object.entries(moments).map(([name, days]) => [name, days * day]);
  return { ...Object.fromEntries(inMilliseconds), ...(proofs !== undefined && { proofs }), isOutdated };
}

const cases: readonly (readonly [string, Days, number, SheetReminder | undefined])[] = [
  ["there is no backup that it could open", {}, 1000, undefined],
  ["there is no backup any more", { keptAt: 1, isOutdated: true }, 1000, undefined],
  ["the backup was set up yesterday", { backedUpAt: 1 }, 2, undefined],
  ["nobody has put it away within days", { backedUpAt: 1 }, 4, "notKept"],
  ["nor within years", { backedUpAt: 1 }, 2000, "notKept"],
  ["it was put away, and not tested", { backedUpAt: 1, keptAt: 1 }, 4, "notProven"],
  ["it was put away late, and only just", { backedUpAt: 1, keptAt: 20 }, 22, undefined],
  ["it was put away before there was a backup", { backedUpAt: 20, keptAt: 1 }, 22, undefined],
  ["it was found", { backedUpAt: 1, keptAt: 1, provenAt: 5, proofs: 1 }, 180, undefined],
  ["it was found half a year ago", { backedUpAt: 1, keptAt: 1, provenAt: 5, proofs: 1 }, 187, "again"],
  ["it was found twice", { backedUpAt: 1, keptAt: 1, provenAt: 200, proofs: 2 }, 500, undefined],
  ["it was found twice, the last time a year ago", { backedUpAt: 1, provenAt: 200, proofs: 2 }, 565, "again"],
  ["it was found often", { backedUpAt: 1, provenAt: 2000, proofs: 7 }, 2364, undefined],
  ["the wallet was restored from it", { backedUpAt: 1, restoredAt: 100 }, 200, undefined],
  ["the wallet was restored from it long ago", { backedUpAt: 1, restoredAt: 100 }, 282, "again"],
  ["it was found after a restore", { backedUpAt: 1, restoredAt: 100, provenAt: 150, proofs: 1 }, 500, undefined],
  ["its services are others now", { backedUpAt: 1, keptAt: 1, isOutdated: true }, 2, "outdated"],
  [
    "that matters more than the next test",
    { backedUpAt: 1, provenAt: 1, proofs: 1, isOutdated: true },
    900,
    "outdated",
  ],
];

describe("a reminder of the recovery sheet", () => {
  for (const [name, days, now, wanted] of cases)
    it(`${wanted ?? "silent"}: ${name}`, () => assert.equal(sheetReminder(factsOf(days), now * day), wanted));

  const moment = fc.option(fc.integer({ min: 0, max: 10 * year }), { nil: undefined });
  const anyFacts = fc
    .record({
      backedUpAt: moment,
      keptAt: moment,
      provenAt: moment,
      proofs: fc.nat(5),
      restoredAt: moment,
      isOutdated: fc.boolean(),
    })
    .map((facts) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as never);

  it("never stops by itself, once it has begun", () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(10 * year), fc.nat(10 * year), (facts: SheetFacts, now, later) => {
        const said = sheetReminder(facts, now);
        if (said !== undefined) assert.equal(sheetReminder(facts, now + later), said);
      }),
    );
  });

  it("leaves whoever has just shown the sheet alone for half a year at least", () => {
    fc.assert(
      fc.property(anyFacts, (facts: SheetFacts) => {
        const next = nextProof(facts);
        const last = Math.max(facts.provenAt ?? 0, facts.restoredAt ?? 0);
        if (next !== undefined) assert.ok(next >= last + 182 * day && next <= last + year);
      }),
    );
  });
});
