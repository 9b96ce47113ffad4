/** The linter's judge lets pass what is known, and objects to everything else. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { objections } from "./lint-firefox.mjs";

const worker = { code: "BACKGROUND_SERVICE_WORKER_IGNORED", file: "manifest.json", message: "ignored" };
const markup = { code: "UNSAFE_VAR_ASSIGNMENT", file: "popup.js", line: 1, message: "Unsafe assignment to innerHTML" };
const report = { errors: [], notices: [], warnings: [worker, markup] };

describe("objections", () => {
  it("has none to what cannot be avoided", () =>
    assert.deepEqual(objections(report, { "src/a.ts": "const a = 1;" }), []));

  for (const [kind, finding] of [
    ["errors", { code: "MANIFEST_FIELD_REQUIRED", message: "no version" }],
    ["notices", { code: "ICON_SIZE_INVALID", message: "no icon" }],
    ["warnings", { code: "DANGEROUS_EVAL", message: "eval", file: "bg.js" }],
    ["warnings", { ...markup, message: "Unsafe call to insertAdjacentHTML" }],
  ])
    it(`tells ${finding.code} among the ${kind}`, () => {
      const [objection, ...others] = objections({ ...report, [kind]: [...report[kind], finding] }, {});
      assert.ok(objection.startsWith(finding.code));
      assert.deepEqual(others, []);
    });

  it("tells a module of ours that would make a known warning true", () => {
    const own = { "src/good.ts": "element.textContent = text;", "src/bad.tsx": "<p dangerouslySetInnerHTML={{}} />" };
    assert.deepEqual(objections(report, own), ["src/bad.tsx writes markup as text"]);
  });
});
