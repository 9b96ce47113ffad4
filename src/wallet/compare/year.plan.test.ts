import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import {
  type Amount,
  add,
  amount,
  compare,
  multiply,
  ofUnits,
  roundDown,
  sum,
  unitsOf,
  zero,
} from "../../taler/amount.ts";
import { kudos, offered, offerTime } from "../../testing/offers.ts";
import { chooseCoins } from "../coins/coins.plan.ts";
import { chooseDenominations } from "../coins/denominations.plan.ts";
import { changeFor } from "../refresh/plan-refresh.ts";
import { monthlyPayments, paymentsPerWire, shares, type YearCost, yearOf } from "./year.plan.ts";

const now = offerTime;
const none = kudos("0");
const cents = (n: number): Amount => amount.parse(`KUDOS:${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}`);

type Fees = Partial<Record<"feeWithdraw" | "feeDeposit" | "feeRefresh", Amount>>;
const coin = (value: string, fees: Fees = {}) => offered(value, "0", { name: value, ...fees });
const usual = ["10", "5", "2", "1", "0.5", "0.2", "0.1", "0.05", "0.02", "0.01"];
const told = (cost: YearCost | undefined) =>
  cost && [cost.withdraw, cost.deposit, cost.change, cost.wire, cost.total].map((one) => one.slice("KUDOS:".length));

describe("a year with one kind of coin", () => {
  // 35 coins are 35 shares: every payment takes as many coins as it has shares, and none is broken.
  const table: readonly [string, string, Fees, string, readonly string[]][] = [
    ["costs nothing where nothing costs", "35", {}, "0", ["0", "0", "0", "0", "0"]],
    ["makes each coin once a month", "35", { feeWithdraw: kudos("0.01") }, "0", ["4.2", "0", "0", "0", "4.2"]],
    ["spends each coin once", "35", { feeDeposit: kudos("0.02") }, "0", ["0", "7.92", "0", "0", "7.92"]],
    ["breaks none of them", "35", { feeRefresh: kudos("1") }, "0", ["0", "0", "0", "0", "0"]],
    ["shares wires with others", "35", {}, "0.1", ["0", "0", "0", "0.84", "0.84"]],
    ["withdraws what is too little to pay with", "1", { feeWithdraw: kudos("1") }, "1", ["12", "0", "0", "0", "12"]],
  ];
  for (const [name, monthly, fees, wire, expected] of table) {
    it(name, () => assert.deepEqual(told(yearOf(kudos(monthly), [coin("1", fees)], kudos(wire), now)), expected));
  }

  it("is unknown for less than a coin, for more than a withdrawal makes, and for what nobody can count", () => {
    assert.equal(yearOf(kudos("0.99"), [coin("1")], none, now), undefined);
    assert.equal(yearOf(kudos("2000"), [coin("1")], none, now), undefined);
    assert.equal(yearOf(kudos("35"), [coin("1", { feeDeposit: kudos("4000000000000000") })], none, now), undefined);
    assert.equal(yearOf(kudos("35"), [], none, now), undefined);
  });

  it("counts change: a coin of 64 pays seven times, and is broken each time but the last", () => {
    const coins = ["64", "32", "16", "8", "4", "2", "1"].map((value) =>
      coin(value, { feeRefresh: kudos("0.01"), feeWithdraw: kudos(value === "64" ? "1" : "0") }),
    );
    const cost = yearOf(kudos("64"), coins, none, now);
    assert.equal(cost?.withdraw, "KUDOS:12");
    assert.ok(cost !== undefined && compare(cost.change, none) > 0);
    assert.ok(compare(cost.change, multiply(kudos("0.07"), 12)) <= 0);
  });
});

const anyFee = fc.integer({ min: 0, max: 40 }).map(cents);
const anyKind = fc
  .record({ value: fc.integer({ min: 1, max: 3000 }), withdraw: anyFee, deposit: anyFee, refresh: anyFee })
  .map(({ value, withdraw, deposit, refresh }) =>
    coin(cents(value), { feeWithdraw: withdraw, feeDeposit: deposit, feeRefresh: refresh }),
  );
const anyList = fc.uniqueArray(anyKind, { minLength: 1, maxLength: 8, selector: ({ value }) => value });
const anyMonthly = fc.integer({ min: 1, max: 20_000 }).map(cents);

describe("the cost of a year", () => {
  it("is the sum of its parts", () => {
    fc.assert(
      fc.property(anyMonthly, anyList, anyFee, (monthly, list, wire) => {
        const cost = yearOf(monthly, list, wire, now);
        if (cost) assert.equal(cost.total, sum("KUDOS", [cost.withdraw, cost.deposit, cost.change, cost.wire]));
      }),
    );
  });

  it("is nothing where nothing costs", () => {
    fc.assert(
      fc.property(anyMonthly, anyList, (monthly, list) => {
        const free = list.map((one) => ({ ...one, feeWithdraw: none, feeDeposit: none, feeRefresh: none }));
        assert.equal(yearOf(monthly, free, none, now)?.total ?? none, none);
      }),
    );
  });

  it("never falls when a fee rises", () => {
    const which = fc.constantFrom("feeWithdraw", "feeDeposit", "feeRefresh");
    fc.assert(
      fc.property(anyMonthly, anyList, anyFee, fc.nat(), which, anyFee, (monthly, list, wire, place, fee, more) => {
        const dearer = list.map((one, i) => (i === place % list.length ? { ...one, [fee]: add(one[fee], more) } : one));
        const [before, after] = [yearOf(monthly, list, wire, now), yearOf(monthly, dearer, add(wire, more), now)];
        assert.equal(before === undefined, after === undefined);
        if (before && after) assert.ok(compare(after.total, before.total) >= 0);
      }),
    );
  });

  it("does not ask in which order the exchange lists its coins", () => {
    fc.assert(
      fc.property(anyMonthly, anyList, anyFee, (monthly, list, wire) => {
        assert.deepEqual(yearOf(monthly, list.toReversed(), wire, now), yearOf(monthly, list, wire, now));
      }),
    );
  });
});

/**
 * A month as the wallet really does it, its choices steered by the fees: withdraws, pays the same prices less the part
 * that fees eat, and makes change. All fees that were paid, and how many payments there were.
 */
function walked(monthly: Amount, list: readonly OfferedDenomination[]) {
  const kindOf = new Map(list.map((one) => [one.hash, one]));
  const { picks, value, fees } = chooseDenominations(monthly, list, now);
  let paid = unitsOf(fees);
  let payments = 0;
  let next = 0;
  const coinsOf = (hashes: readonly string[]) =>
    hashes.flatMap((hash) => {
      const kind = kindOf.get(hash);
      next += 1;
      return kind
        ? [{ key: `${next}`, hash, left: kind.value, denomination: { ...kind, exchange: "x" }, isOwn: true }]
        : [];
    });
  let purse = coinsOf(picks.flatMap((pick) => Array<string>(pick.count).fill(pick.denomination.hash)));
  for (const share of monthlyPayments) {
    const price = roundDown(ofUnits("KUDOS", (unitsOf(value) * BigInt(share)) / BigInt(shares)), kudos("0.01"));
    const exchanges = [{ url: "x", changeInto: list.toSorted((a, b) => compare(b.value, a.value)) }];
    const choice = chooseCoins({ amount: price, maxFee: zero("KUDOS"), candidates: purse, exchanges });
    if ("why" in choice) throw new Error(choice.why);
    payments += 1;
    paid += unitsOf(choice.depositFees);
    const broken = purse.find(({ key }) => key === choice.changeKey);
    const change = broken && changeFor(choice.change, broken.denomination, list, now);
    const made = change?.picks ?? [];
    if (broken && change) paid += unitsOf(broken.denomination.feeRefresh);
    for (const { feeWithdraw } of made) paid += unitsOf(feeWithdraw);
    const spent = new Set(choice.parts.map(({ key }) => key));
    purse = [...purse.filter(({ key }) => !spent.has(key)), ...coinsOf(made.map(({ hash }) => hash))];
  }
  return { fees: ofUnits("KUDOS", paid), payments };
}

describe("a year beside the same year as the wallet walks it", () => {
  it("makes as many payments", () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 6000 }), (monthly) => {
        const list = usual.map((value) => coin(value));
        const { payments } = walked(cents(monthly), list);
        const wires = multiply(cents((100 * payments) / paymentsPerWire), 12);
        assert.equal(yearOf(cents(monthly), list, kudos("1"), now)?.wire, wires);
      }),
      { numRuns: 30 },
    );
  });

  const table: readonly [string, Fees][] = [
    ["withdrawing", { feeWithdraw: kudos("0.01") }],
    ["paying", { feeDeposit: kudos("0.01") }],
    ["change", { feeRefresh: kudos("0.02") }],
    ["everything", { feeWithdraw: kudos("0.01"), feeDeposit: kudos("0.01"), feeRefresh: kudos("0.02") }],
  ];
  for (const [name, fees] of table) {
    it(`costs about as much, give or take a third, where ${name} costs`, () => {
      const list = usual.map((value) => coin(value, fees));
      for (const monthly of ["20", "50", "73.5", "100"]) {
        const walk = multiply(walked(kudos(monthly), list).fees, 12);
        const total = yearOf(kudos(monthly), list, none, now)?.total ?? none;
        const [more, less] = [unitsOf(walk), unitsOf(total)].toSorted((a, b) => Number(b - a));
        assert.ok((more ?? 0n) * 2n <= (less ?? 0n) * 3n, `${monthly}: ${walk} and ${total}`);
      }
    });
  }
});
