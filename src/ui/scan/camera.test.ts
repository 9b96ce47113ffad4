import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stateAfter } from "./camera.ts";

describe("a camera that gives no picture", () => {
  const rows = {
    NotAllowedError: "refused",
    SecurityError: "refused",
    NotFoundError: "absent",
    OverconstrainedError: "absent",
    NotReadableError: "busy",
    AbortError: "busy",
    TypeError: "busy",
  };
  for (const [name, expected] of Object.entries(rows))
    it(`after ${name} is ${expected}`, () => assert.equal(stateAfter(new DOMException("", name)), expected));
});
