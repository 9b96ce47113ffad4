import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { serviceProblem } from "./service-problem.ts";

describe("a problem with a service in use", () => {
  for (const [language, t] of Object.entries({ en, de })) {
    it(`has words of its own where those for a restore would mislead (${language})`, () => {
      assert.equal(serviceProblem(t, "backupTooNew"), t.atService.problems.backupTooNew);
      assert.notEqual(serviceProblem(t, "backupTooNew").next, t.problems.backupTooNew.next);
      assert.equal(serviceProblem(t, "serverBusy"), t.problems.serverBusy);
    });
  }
});
