/** Which versions of a service we can talk to. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { FormatError } from "./codec.ts";
import { type Compatibility, compatibility, parseVersion, versionText } from "./version.ts";

describe("parseVersion", () => {
  it("reads what an exchange says", () =>
    assert.deepEqual(parseVersion("23:0:6"), { current: 23, revision: 0, age: 6 }));

  for (const bad of [
    "",
    "23",
    "23:0",
    "23:0:6:1",
    "23:0:24",
    "-1:0:0",
    "a:b:c",
    " 23:0:6",
    "23:0:6\n",
    "1e3:0:0",
    "9999999:0:0",
  ]) {
    it(`refuses ${JSON.stringify(bad)}`, () => {
      assert.throws(() => parseVersion(bad), FormatError);
      assert.throws(() => versionText.parse(bad), FormatError);
    });
  }
});

describe("compatibility", () => {
  const cases: readonly (readonly [string, number, number, Compatibility])[] = [
    ["23:0:6", 23, 23, "compatible"],
    ["29:1:6", 23, 23, "compatible"],
    ["30:0:6", 23, 23, "tooNew"],
    ["22:9:6", 23, 23, "tooOld"],
    ["22:0:0", 20, 23, "compatible"],
    ["35:0:20", 17, 23, "compatible"],
  ];
  for (const [service, oldest, newest, expected] of cases) {
    it(`finds ${service} ${expected} for ${oldest} to ${newest}`, () =>
      assert.equal(compatibility(service, { oldest, newest }), expected));
  }

  it("is compatible exactly when both speak a common interface", () => {
    const small = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(small, small, small, small, (current, age, oldest, span) => {
        fc.pre(age <= current);
        const ours = Array.from({ length: span + 1 }, (_, index) => oldest + index);
        const hasCommon = ours.some((one) => one <= current && one >= current - age);
        const found = compatibility(`${current}:3:${age}`, { oldest, newest: oldest + span });
        assert.equal(found === "compatible", hasCommon);
      }),
    );
  });
});
