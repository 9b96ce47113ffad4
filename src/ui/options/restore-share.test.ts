import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RestoreProgress } from "../../api/keeping-views.ts";
import { isStuck, shareOf } from "./restore-share.ts";

const services: RestoreProgress["services"] = [{ url: "https://backup.example.org/", state: "done" }];

describe("the share of a restore that is done", () => {
  const rows: readonly (readonly [number, Omit<RestoreProgress, "services">])[] = [
    [0, { phase: "idle" }],
    [6, { phase: "fetching" }],
    [18, { phase: "opening" }],
    [24, { phase: "merging" }],
    [24, { phase: "merging", rows: 0, total: 0 }],
    [24, { phase: "merging", rows: 0, total: 12_400 }],
    [59, { phase: "merging", rows: 6_200, total: 12_400 }],
    [94, { phase: "merging", rows: 12_400, total: 12_400 }],
    [94, { phase: "merging", rows: 12_500, total: 12_400 }],
    [97, { phase: "joining" }],
  ];
  for (const [share, progress] of rows)
    it(`is ${share} of 100 at ${JSON.stringify(progress)}`, () =>
      assert.equal(shareOf({ ...progress, services }), share));
});

describe("a restore is stuck", () => {
  const failed = [{ url: "https://backup.example.org/", state: "failed" }] as const;
  it("when no service gives what was found there", () => assert.ok(isStuck({ phase: "merging", services: failed })));
  it("but not while rows are written, or a service is left", () => {
    assert.ok(!isStuck({ phase: "merging", services: failed, rows: 1, total: 2 }));
    assert.ok(!isStuck({ phase: "merging", services: [...failed, ...services] }));
    assert.ok(!isStuck({ phase: "fetching", services: failed }));
  });
});
