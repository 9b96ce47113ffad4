import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { sha512Half, u32 } from "../../taler/hash.ts";
import { checksDue, momentsOf } from "./check-coins.plan.ts";
import { type OpenPlan, uncertainIn } from "./uncertain.ts";

const minute = 60_000;
const at = Date.UTC(2026, 0, 5, 9);
const startOf = (seed: number) => ({ at, secret: sha512Half(u32(seed)) });
const namesOf = (count: number) => Array.from({ length: count }, (_, index) => `coin ${index}`);
const coinsOf = (count: number) =>
  namesOf(count).map((key) => ({ key, exchange: "http://exchange.test/", heardAt: undefined as number | undefined }));

describe("coins that a restore leaves uncertain", () => {
  const plan = (more: Partial<OpenPlan> = {}): OpenPlan => ({
    ...{ coins: ["a"], runner: "other", plannedAt: at / 1000 - 60 },
    ...more,
  });
  const table: readonly [string, readonly OpenPlan[], readonly string[]][] = [
    ["another device's plan", [plan()], ["a"]],
    ["a plan that says of itself neither who nor when", [plan({ runner: undefined, plannedAt: undefined })], ["a"]],
    ["a plan of this device", [plan({ runner: "own" })], []],
    ["a plan made since the restore", [plan({ plannedAt: at / 1000 + 1 })], []],
    ["two plans for one coin", [plan(), plan({ coins: ["a", "b"] })], ["a", "b"]],
  ];
  for (const [what, plans, names] of table) {
    it(`are named by ${what}: ${names.join(" ") || "none"}`, () =>
      assert.deepEqual(uncertainIn(plans, { device: "own", at }), names));
  }
});

describe("the moments at which they are asked for", () => {
  it("lie in ten minutes, or one minute for each, and never two in one minute when there are many", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (count, seed) => {
        const moments = [...momentsOf(namesOf(count), startOf(seed)).values()];
        assert.equal(moments.length, count);
        assert.ok(moments.every((moment) => moment >= at && moment < at + Math.max(10, count) * minute));
        const minutes = new Set(moments.map((moment) => Math.floor((moment - at) / minute)));
        if (count > 10) assert.equal(minutes.size, count);
      }),
    );
  });

  it("do not depend on the order of the coins, and are others for another wallet", () => {
    const names = namesOf(20);
    const moments = momentsOf(names, startOf(1));
    assert.deepEqual(new Map([...momentsOf(names.toReversed(), startOf(1))].sort()), new Map([...moments].sort()));
    assert.notDeepEqual(momentsOf(names, startOf(2)), moments);
  });
});

describe("what is asked next", () => {
  const none = () => false;

  it("is one coin at each exchange", () => {
    const elsewhere = { key: "far", exchange: "http://other.test/", heardAt: undefined };
    const due = checksDue([...coinsOf(30), elsewhere], startOf(1), none);
    assert.equal(due.length, 2);
    assert.ok(due.some(({ id }) => id === "far"));
  });

  it("waits for a minute after the last answer, however late it is", () => {
    const late = at + 500 * minute;
    const [first, ...rest] = coinsOf(3);
    const due = checksDue([...(first ? [{ ...first, heardAt: late }] : []), ...rest], startOf(1), none);
    assert.deepEqual(
      due.map((one) => one.due),
      [late + minute],
    );
  });

  it("is not held up by a coin of which the exchange says nothing", () => {
    const all = coinsOf(3);
    const [first] = checksDue(all, startOf(1), none);
    const due = checksDue(all, startOf(1), (name) => name === first?.id);
    assert.equal(due.length, 2);
    assert.equal(due[0]?.id, first?.id);
  });

  it("is nothing once all were heard", () => {
    const heard = coinsOf(3).map((coin) => ({ ...coin, heardAt: at + minute }));
    assert.deepEqual(checksDue(heard, startOf(1), none), []);
  });
});
