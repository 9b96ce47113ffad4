import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { sha512Half, u32 } from "../../taler/hash.ts";
import { checksDue, momentsOf, type Unanswered } from "./check-coins.plan.ts";
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
  const none = new Map<string, Unanswered>();
  const dueOf = (all: ReturnType<typeof coinsOf>, now: number, failures = none) =>
    checksDue(all, startOf(1), failures, now);

  it("is one coin at each exchange", () => {
    const elsewhere = { key: "far", exchange: "http://other.test/", heardAt: undefined };
    const due = dueOf([...coinsOf(30), elsewhere], at);
    assert.equal(due.length, 2);
    assert.ok(due.some(({ id }) => id === "far"));
  });

  it("waits after the last answer, a minute in the hour of the restore and five minutes later on", () => {
    for (const [heardAt, rest] of [
      [at + 40 * minute, minute],
      [at + 500 * minute, 5 * minute],
    ] as const) {
      const [first, ...others] = coinsOf(3);
      const due = dueOf([...(first ? [{ ...first, heardAt }] : []), ...others], heardAt);
      assert.deepEqual(
        due.map((one) => one.due),
        [heardAt + rest],
      );
    }
  });

  it("does not wait for a moment that a wrong clock has told", () => {
    const [first, ...others] = coinsOf(3);
    const due = dueOf([...(first ? [{ ...first, heardAt: at + 9000 * minute }] : []), ...others], at + 500 * minute);
    assert.ok(due.length === 1 && due.every((one) => one.due <= at + 500 * minute));
  });

  it("is not held up by a coin of which the exchange says nothing", () => {
    const all = coinsOf(3);
    const now = at + 30 * minute;
    const first = dueOf(all, now)[0]?.id ?? "";
    const due = dueOf(all, now, new Map([[first, { at: now, notBefore: now + 20 * minute }]]));
    assert.deepEqual(
      due.map((one) => one.due).sort((a, b) => a - b),
      [now + minute, now + 20 * minute],
    );
    assert.equal(due.find((one) => one.due === now + 20 * minute)?.id, first);
  });

  /** Moments of the questions of so many minutes to an exchange that does not answer, with so many coins. */
  const asked = (count: number, from: number, minutes: number): readonly number[] => {
    const all = coinsOf(count);
    const failures = new Map<string, Unanswered>();
    const moments: number[] = [];
    for (let now = from; now < from + minutes * minute; now += 10_000) {
      for (const { id, due } of dueOf(all, now, failures)) {
        if (due > now) continue;
        moments.push(now);
        failures.set(id, { at: now, notBefore: now + 2000 });
      }
    }
    return moments;
  };

  it("is no coin after another at once because the exchange answers nothing", () => {
    const early = asked(15, at, 60);
    assert.ok(early.length > 30 && early.length <= 60, `${early.length} questions after the restore`);
    const late = asked(15, at + 3000 * minute, 60);
    assert.ok(late.length > 8 && late.length <= 12, `${late.length} questions after a long sleep`);
  });

  it("names each coin that did not work, so that its failures are remembered", () => {
    const all = coinsOf(5);
    const now = at + 500 * minute;
    const failures = new Map(all.map(({ key }) => [key, { at: now - 60 * minute, notBefore: now - minute }]));
    const due = dueOf(all, now, failures);
    assert.equal(due.length, 5);
    assert.equal(due.filter((one) => one.due <= now).length, 1);
  });

  it("is nothing once all were heard", () => {
    const heard = coinsOf(3).map((coin) => ({ ...coin, heardAt: at + minute }));
    assert.deepEqual(dueOf(heard, at + 2 * minute), []);
  });
});
