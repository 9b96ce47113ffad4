import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Seen, windowFor } from "./page-window.ts";

const normal = (id: number, focused = false): Seen => ({ id, focused, incognito: false });
const secret = (id: number, focused = false): Seen => ({ id, focused, incognito: true });

describe("a page that opens by itself", () => {
  it("opens in the normal window that is looked at", () => {
    assert.deepEqual(windowFor([normal(1), normal(2, true), secret(3)]), { id: 2 });
  });

  it("opens in a normal window even while a private one is looked at", () => {
    assert.deepEqual(windowFor([secret(1, true), normal(2), normal(3)]), { id: 2 });
  });

  it("opens in a window of its own where all are private", () => {
    assert.equal(windowFor([secret(1, true), secret(2)]), "new");
  });

  it("waits while there is no window", () => assert.equal(windowFor([]), undefined));
});
