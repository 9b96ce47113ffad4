import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WalletError } from "../api/problems.ts";
import { startable } from "./use-action.ts";

describe("startable", () => {
  it("is busy while the deed is done, and done after it", async () => {
    const started = startable();
    let finish = () => {};
    const run = started.run(() => new Promise<void>((resolve) => (finish = resolve)));
    assert.deepEqual([started.isBusy.value, started.isDone.value], [true, false]);
    finish();
    await run;
    assert.deepEqual([started.isBusy.value, started.isDone.value], [false, true]);
  });

  it("does the deed once for two clicks", async () => {
    const started = startable();
    let count = 0;
    const deed = async () => {
      count += 1;
      await new Promise((resolve) => setTimeout(resolve));
    };
    await Promise.all([started.run(deed), started.run(deed)]);
    assert.equal(count, 1);
  });

  it("keeps the problem until the next run", async () => {
    const started = startable();
    await started.run(() => Promise.reject(new WalletError("badAddress")));
    assert.deepEqual(started.problem.value, { code: "badAddress" });
    assert.ok(!started.isDone.value);
    await started.run(async () => {});
    assert.equal(started.problem.value, undefined);
  });
});
