import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { coinKey } from "../../store/entities/coin.ts";
import { type Amount, sum } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import { kudos } from "../../testing/offers.ts";
import { checkBooks } from "../books/books.plan.ts";
import type { MoneyRows } from "../books/ledger.ts";
import { ownRows } from "./own-rows.ts";
import { resourcesOf } from "./resources.plan.ts";

const here = "https://here.example/";
const there = "https://there.example/";
const now = 1_000_000;

const named = (number: number, bytes: number) => textOf(new Uint8Array(bytes).fill(number));
const row = <F>(key: string, facts: F) => ({ key, ins: { count: 1, device: "A" }, seq: 1, ix: {}, facts });

const nothing: MoneyRows = {
  ...{ reserves: [], withdrawals: [], batches: [], coins: [], denominations: [] },
  ...{ refreshes: [], purchases: [], payments: [], deposits: [], ghosts: [] },
};

function denomination(number: number, exchange: string, value: Amount, expireDeposit = now + 100) {
  const fees = { feeWithdraw: kudos("0"), feeDeposit: kudos("0"), feeRefresh: kudos("0"), feeRefund: kudos("0") };
  const times = { start: 0, expireWithdraw: now, expireDeposit, expireLegal: now + 1000 };
  const masterSig = named(number, 64);
  return row(named(number, 64), { exchange, pub: named(number, 64), value, ...fees, ...times, masterSig });
}

const coinOf = (number: number, denom: string) => coinKey({ source: "w", of: named(1, 32), index: number, denom });
const coin = (number: number, denom: string, facts = {}) => row(coinOf(number, denom), { sig: named(2, 64), ...facts });
const refresh = (number: number, from: string, denoms: readonly string[], facts = {}) =>
  row(named(number, 64), {
    coin: from,
    denoms,
    amount: kudos("5"),
    root: named(9, 32),
    attempt: 0,
    plannedAt: 1,
    ...facts,
  });
const withdrawal = (number: number, facts = {}) =>
  row(named(number, 32), { exchange: here, kind: "manual" as const, amount: kudos("7"), acceptedAt: 1, ...facts });
const reserve = (number: number, facts = {}) =>
  row(named(number, 32), { exchange: here, root: named(9, 32), slot: 0, counter: number, ...facts });

const five = denomination(3, here, kudos("5"));
const old = denomination(4, here, kudos("2"), now - 1);
const foreign = denomination(5, there, kudos("1"));
const denominations = [five, old, foreign];

const resources = (rows: Partial<MoneyRows>, exchange = here) =>
  resourcesOf(ownRows({ ...nothing, denominations, ...rows }, exchange), now);

describe("what depends on an exchange", () => {
  const credits = [{ amount: kudos("7"), at: 1, reference: 1 }];
  const spent = { spends: [{ by: `m:${named(6, 64)}`, amount: kudos("5") }] };
  const melted = [refresh(6, coinOf(0, five.key), [five.key])];
  const cases: readonly (readonly [string, Partial<MoneyRows>, boolean, readonly string[]])[] = [
    ["nothing", {}, false, []],
    ["a coin", { coins: [coin(0, five.key)] }, true, ["KUDOS:5"]],
    ["a coin that was planned only", { coins: [row(coinOf(0, five.key), {})] }, false, []],
    ["a coin of another exchange", { coins: [coin(0, foreign.key)] }, false, []],
    ["a coin that has expired", { coins: [coin(0, old.key)] }, false, []],
    ["a coin that was purged", { coins: [coin(0, five.key, { purged: [kudos("5")] })] }, false, []],
    ["change on its way", { coins: [coin(0, five.key, spent)], refreshes: melted }, true, ["KUDOS:5"]],
    ["a withdrawal", { withdrawals: [withdrawal(1)], reserves: [reserve(1)] }, true, []],
    ["a withdrawal that was called off", { withdrawals: [withdrawal(1, { cancelledAt: 2 })] }, false, []],
    ["money that came all the same", { withdrawals: [withdrawal(1, { cancelledAt: 2, arrivedAt: 3 })] }, true, []],
    ["a withdrawal that is over", { withdrawals: [withdrawal(1, { arrivedAt: 2, finishedAt: 3 })] }, false, []],
    ["a reserve with a rest", { reserves: [reserve(1, { credits })] }, false, []],
  ];
  for (const [name, rows, isNeeded, destroyed] of cases)
    it(`${name}: ${isNeeded ? "keeps it" : "does not keep it"}, and a purge destroys ${destroyed.join() || "nothing"}`, () => {
      const found = resources(rows);
      assert.deepEqual([found.isNeeded, found.destroyed], [isNeeded, destroyed]);
    });

  it("counts reserves that hold something, or wait for it", () => {
    assert.deepEqual(resources({ reserves: [reserve(1), reserve(2, { credits })] }).reserves, {
      count: 1,
      worth: ["KUDOS:7"],
    });
    assert.equal(resources({ reserves: [reserve(1)], withdrawals: [withdrawal(1)] }).reserves.count, 1);
  });
});

type Fate = "held" | "unsigned" | "purged" | "planned" | "melted" | "done" | "given up";

const changed = { planned: {}, melted: { noreveal: 0 }, done: { doneAt: 3 }, "given up": { purgedAt: 3 } } as const;

/** A coin, and what it was changed into, with this fate; numbered. */
function fated(number: number, { key, facts: { value } }: (typeof denominations)[0], fate: Fate): Partial<MoneyRows> {
  if (fate === "unsigned") return { coins: [row(coinOf(number, key), {})] };
  if (fate === "held") return { coins: [coin(number, key)] };
  if (fate === "purged") return { coins: [coin(number, key, { purged: [value] })] };
  const change = refresh(number, coinOf(number, key), [key], { amount: value, ...changed[fate] });
  return { coins: [coin(number, key, { spends: [{ by: `m:${change.key}`, amount: value }] })], refreshes: [change] };
}

const worth = (pile: readonly string[]) => sum("KUDOS", pile as readonly Amount[]);

/** What the books say of an exchange. What is only planned is no coin yet. */
function told(rows: MoneyRows, exchange: string) {
  const coins = rows.coins.filter(({ facts }) => facts.sig !== undefined);
  const { pages } = checkBooks({ ...rows, coins }, () => undefined, now);
  const { here = "KUDOS:0", underWay = "KUDOS:0" } = pages.find((page) => page.exchange === exchange)?.lines ?? {};
  return { here, underWay };
}

describe("whatever coins and change there are", () => {
  const kind = fc.record({
    exchange: fc.constantFrom(here, there),
    value: fc.integer({ min: 1, max: 9 }).map((value) => kudos(String(value))),
    expireDeposit: fc.constantFrom(now - 1, now, now + 1),
  });
  const fates: readonly Fate[] = ["held", "unsigned", "purged", "planned", "melted", "done", "given up"];
  const draw = fc.record({ kind: fc.nat(), fate: fc.constantFrom(...fates) });
  const kinds = fc.array(kind, { minLength: 1, maxLength: 5 });

  it("each exchange has what the books say is here and under way, and that is what a purge destroys", () => {
    fc.assert(
      fc.property(kinds, fc.array(draw, { maxLength: 12 }), (offered, drawn) => {
        const denominations = offered.map((one, index) =>
          denomination(10 + index, one.exchange, one.value, one.expireDeposit),
        );
        const all = drawn.map(({ kind, fate }, index) =>
          fated(100 + index, denominations[kind % denominations.length] ?? five, fate),
        );
        const [coins, refreshes] = [all.flatMap((one) => one.coins ?? []), all.flatMap((one) => one.refreshes ?? [])];
        const rows = { ...nothing, denominations, coins, refreshes };
        for (const exchange of [here, there]) {
          const found = resources(rows, exchange);
          const [onCoins, change] = [worth(found.coins.worth), worth(found.refreshes.open.worth)];
          assert.deepEqual({ here: onCoins, underWay: change }, told(rows, exchange));
          assert.equal(worth(found.destroyed), worth([onCoins, change]));
        }
      }),
    );
  });
});
