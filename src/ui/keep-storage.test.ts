import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keepStorage } from "./keep-storage.ts";

/** A browser that has promised or not, and that says this when it is asked to. */
function storage(hasPromised: boolean, answer: boolean | Error) {
  const asked: string[] = [];
  return {
    asked,
    persisted: async () => hasPromised,
    persist: async () => {
      asked.push("persist");
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

describe("keepStorage", () => {
  it("asks a browser that has not promised yet, and tells what it says", async () => {
    for (const answer of [true, false]) {
      const browser = storage(false, answer);
      assert.equal(await keepStorage(browser), answer);
      assert.deepEqual(browser.asked, ["persist"]);
    }
  });

  it("does not ask twice for what was promised", async () => {
    const browser = storage(true, false);
    assert.equal(await keepStorage(browser), true);
    assert.deepEqual(browser.asked, []);
  });

  it("takes a failure for a no", async () => {
    assert.equal(await keepStorage(storage(false, new TypeError("private window"))), false);
  });
});
