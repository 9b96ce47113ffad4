import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Denomination } from "../../store/entities/denomination.ts";
import { type Amount, sum } from "../../taler/amount.ts";
import { kudos, offered, offerTime } from "../../testing/offers.ts";
import { type CoinWorld, coinParts, expiringUntil } from "./coin-parts.plan.ts";
import { worthOf } from "./coin-value.ts";

const day = 86_400;

const {
  hash: key,
  isLost: _,
  ...offer
} = offered("5", "0.01", { feeRefresh: kudos("0.02"), feeRefund: kudos("0.01") });
const five: Denomination = {
  key,
  ins: { count: 1, device: "A" },
  seq: 1,
  ix: {},
  facts: { exchange: "http://exchange.test/", ...offer },
};

/** The cheapest new coin costs 0.02 there. */
const world: CoinWorld = { least: () => kudos("0.02"), revoked: new Set(), now: offerTime };

const partsOf = (sort: string, more: Partial<CoinWorld> = {}) =>
  coinParts(new Map([[`${key}${sort}`, 2]]), [], [five], { ...world, ...more }).map(({ part, amount }) => [
    part,
    amount,
  ]);

describe("two coins of five", () => {
  for (const [what, sort, more, expected] of [
    ["pay", "", {}, [["available", "KUDOS:10"]]],
    ["of which something was taken become change", " KUDOS:3", {}, [["coming", "KUDOS:4"]]],
    ["of which all was taken are nothing", " KUDOS:5", {}, []],
    ["that came back in part become change", " KUDOS:5 +KUDOS:2", {}, [["coming", "KUDOS:3.98"]]],
    ["that somebody was shown become new ones", " !", {}, [["coming", "KUDOS:10"]]],
    ["with less left than a new one costs are dust", " KUDOS:4.97", {}, [["dust", "KUDOS:0.06"]]],
    ["that the exchange has called back are replaced", "", { revoked: new Set([key]) }, [["revoked", "KUDOS:10"]]],
    ["are nothing to anybody after their end", "", { now: offerTime + 30 * day }, [["expired", "KUDOS:10"]]],
    ["that were purged are nothing", " -KUDOS:5", {}, []],
    ["that another device took of before it heard of the purge are nothing", " KUDOS:3 -KUDOS:5", {}, []],
    ["that brought something back after the purge are made new", " +KUDOS:2 -KUDOS:5", {}, [["coming", "KUDOS:3.98"]]],
    ["that were promised twice are contested", " KUDOS:3 KUDOS:4", {}, [["contested", "KUDOS:10"]]],
  ] as const)
    it(what, () => assert.deepEqual(partsOf(sort, more), expected));

  it("are parted when another device has taken of one", () => {
    const parts = coinParts(new Map([[key, 2]]), [{ sort: key, left: kudos("1.5") }], [five], world);
    assert.deepEqual(
      parts.map(({ part, amount }) => [part, amount]),
      [
        ["shared", "KUDOS:1.5"],
        ["available", "KUDOS:5"],
      ],
    );
  });

  it("end soon only when three quarters of their time are over, and they are not", () => {
    const { start, expireDeposit } = five.facts;
    const at = (share: number) => Number(start) + (Number(expireDeposit) - Number(start)) * share;
    assert.equal(expiringUntil(five, at(0.7)), undefined);
    assert.equal(expiringUntil(five, at(0.76)), expireDeposit);
    assert.equal(expiringUntil(five, at(1)), undefined);
  });
});

describe("all parts together", () => {
  it("are what is left on the coins", () => {
    const cents = fc.integer({ min: 1, max: 499 }).map((n) => `KUDOS:${n / 100}`);
    const sort = fc.oneof(
      fc.constant(key),
      fc.constant(`${key} !`),
      cents.map((taken) => `${key} ${taken}`),
    );
    const purse = fc.array(fc.tuple(sort, fc.integer({ min: 1, max: 9 })), { maxLength: 8 });
    fc.assert(
      fc.property(purse, fc.boolean(), fc.integer({ min: 0, max: 40 }), (counts, isRevoked, days) => {
        const revoked = new Set(isRevoked ? [key] : []);
        const parts = coinParts(new Map(counts), [], [five], { ...world, revoked, now: offerTime + days * day });
        const worth = worthOf(new Map(counts), [five]).holdings.map(({ value }) => value);
        const all = (amounts: readonly Amount[]) => sum("KUDOS", amounts);
        assert.equal(all(parts.map(({ amount }) => amount)), all(worth));
      }),
    );
  });
});
