import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { later } from "./later.ts";

const rest = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a part that comes later", () => {
  it("is loaded once, however often it is wanted", async () => {
    let loads = 0;
    const { part, isLost, fetch } = later(async () => {
      loads += 1;
      return "here";
    });
    assert.deepEqual([part.value, loads], [undefined, 0]);
    fetch();
    fetch();
    await rest();
    fetch();
    assert.deepEqual([part.value, isLost.value, loads], ["here", false, 1]);
  });

  it("is lost when it cannot be loaded", async () => {
    const { part, isLost, fetch } = later(() => Promise.reject(new TypeError("no such file")));
    fetch();
    await rest();
    assert.deepEqual([part.value, isLost.value], [undefined, true]);
  });
});
