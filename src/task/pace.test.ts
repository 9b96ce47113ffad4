import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WalletError } from "../api/problems.ts";
import type { Database } from "../store/db.ts";
import { Pace } from "./pace.ts";

function fresh() {
  const told: (readonly string[])[] = [];
  const db = { onChange: (what: readonly string[]) => void told.push(what) } as unknown as Database;
  const clock = { at: 0 };
  const pace = new Pace({ db, now: () => clock.at });
  const pause = (id: string) => (pace.held().find((hold) => hold.id === id)?.notBefore ?? 0) - clock.at;
  const step = (wrote?: string) => {
    const end = pace.begin("pay:1");
    if (wrote) db.onChange([wrote]);
    end();
    return pause("pay:1");
  };
  return { db, told, clock, pace, pause, step };
}

describe("the pace of a task", () => {
  it("is not held while it writes", () => {
    const { step, told } = fresh();
    assert.deepEqual([step("purchases"), step("purchases")], [0, 0]);
    assert.deepEqual(told, [["purchases"], ["purchases"]], "others still hear of it");
  });

  it("is held longer and longer while it writes nothing, up to a minute, and freed by a write", () => {
    const { step } = fresh();
    const pauses = Array.from({ length: 8 }, () => step());
    assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    assert.equal(step("purchases"), 0);
    assert.equal(step(), 1000);
  });

  it("does not take a remembered failure for progress", () => {
    assert.equal(fresh().step("retries"), 1000);
  });

  it("is a mistake of ours when it runs in circles", () => {
    const { step, clock } = fresh();
    for (let i = 0; i < 1999; i++) step("purchases");
    assert.throws(
      () => step("purchases"),
      (error) => error instanceof WalletError && error.problem.code === "bug",
    );
    clock.at += 60_000;
    assert.equal(step("purchases"), 0, "counted by the minute");
  });

  it("can be held from outside, and is forgotten with its task", () => {
    const { pace, pause } = fresh();
    pace.hold("pay:1", 500);
    pace.hold("pay:2", 700);
    assert.equal(pause("pay:1"), 500);
    pace.keepOnly(new Set(["pay:2"]));
    assert.deepEqual(pace.held(), [{ id: "pay:2", notBefore: 700, at: 0 }]);
  });
});
