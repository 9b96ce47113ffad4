import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { type Amount, add, amount, compare, multiply, subtract, sum } from "../../taler/amount.ts";
import { kudos, offered, offerTime } from "../../testing/offers.ts";
import { type Choice, chooseDenominations, costOf, mostCoins } from "./denominations.plan.ts";

const now = offerTime;
const choose = (budget: string, list: readonly OfferedDenomination[]) => chooseDenominations(kudos(budget), list, now);
const told = ({ picks }: Choice) => picks.map(({ denomination, count }) => `${count} × ${denomination.value}`);

const cents = (n: number): Amount => amount.parse(`KUDOS:${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}`);
const anyOffer = fc
  .record({
    value: fc.integer({ min: 1, max: 5000 }),
    fee: fc.integer({ min: 0, max: 30 }),
    life: fc.integer({ min: -2, max: 3 }),
    deposit: fc.integer({ min: 4, max: 9 }),
    isLost: fc.boolean(),
    currency: fc.constantFrom("KUDOS", "KUDOS", "KUDOS", "EUR"),
    name: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ value, fee, life, deposit, isLost, currency, name }) => {
    const of = (n: number) => cents(n).replace("KUDOS", currency);
    return offered(of(value), of(fee), {
      name: String(name),
      expireWithdraw: now + life * 1000,
      expireDeposit: now + deposit * 1000,
      ...(isLost && { isLost }),
    });
  });
const anyList = fc.uniqueArray(anyOffer, { maxLength: 12, selector: ({ hash }) => hash });
const anyBudget = fc.integer({ min: 0, max: 100_000 }).map(cents);
const usable = (list: readonly OfferedDenomination[]) =>
  list.filter((d) => d.value.startsWith("KUDOS:") && !d.isLost && Number(d.expireWithdraw) > now + 60);

describe("choosing denominations", () => {
  it("accounts for the whole budget", () => {
    fc.assert(
      fc.property(anyBudget, anyList, (budget, list) => {
        const { picks, value, fees, rest, count } = chooseDenominations(budget, list, now);
        const of = (each: (d: OfferedDenomination) => Amount) =>
          sum(
            "KUDOS",
            picks.map((pick) => multiply(each(pick.denomination), pick.count)),
          );
        assert.equal(add(add(value, fees), rest), budget);
        assert.equal(
          of((d) => d.value),
          value,
        );
        assert.equal(
          of((d) => d.feeWithdraw),
          fees,
        );
        assert.equal(
          picks.reduce((all, pick) => all + pick.count, 0),
          count,
        );
      }),
    );
  });

  it("leaves less than another coin would cost, unless there are as many coins as one plan may hold", () => {
    fc.assert(
      fc.property(anyBudget, anyList, (budget, list) => {
        const { rest, count } = chooseDenominations(budget, list, now);
        assert.ok(count <= mostCoins);
        if (count === mostCoins) return;
        // Of two denominations with one value only the better one is used; the dearest of them costs too much then.
        const best = usable(list).filter(
          (d) => !usable(list).some((e) => e.value === d.value && compare(e.feeWithdraw, d.feeWithdraw) < 0),
        );
        for (const d of best) assert.ok(compare(costOf(d), rest) > 0);
      }),
    );
  });

  it("takes only what can be withdrawn now, of each value one", () => {
    fc.assert(
      fc.property(anyBudget, anyList, (budget, list) => {
        const chosen = chooseDenominations(budget, list, now).picks.map(({ denomination }) => denomination);
        for (const d of chosen) assert.ok(usable(list).includes(d));
        assert.equal(new Set(chosen.map(({ value }) => value)).size, chosen.length);
      }),
    );
  });

  it("chooses the same whatever the order of the list", () => {
    fc.assert(
      fc.property(anyBudget, anyList, fc.infiniteStream(fc.nat()), (budget, list, dice) => {
        const shuffled = list.map((d) => [dice.next().value, d] as const).sort(([a], [b]) => a - b);
        const other = chooseDenominations(
          budget,
          shuffled.map(([, d]) => d),
          now,
        );
        assert.deepEqual(chooseDenominations(budget, list, now), other);
      }),
    );
  });

  it("takes of one value the cheaper, then the one that can be spent longer", () => {
    const cheap = offered("1", "0.01", { expireDeposit: now + 1000 });
    const dear = offered("1", "0.02", { expireDeposit: now + 9000 });
    const long = offered("1", "0.01", { expireDeposit: now + 2000 });
    const picked = (list: readonly OfferedDenomination[]) => choose("1.02", list).picks[0]?.denomination;
    assert.equal(picked([dear, cheap]), cheap);
    assert.equal(picked([cheap, long, dear]), long);
  });

  it("is greedy: exactly what the protocol page of the exchange describes", () => {
    const list = ["10", "5", "2", "1", "0.1"].map((value) => offered(value));
    assert.deepEqual(told(choose("18.37", list)), [
      "1 × KUDOS:10",
      "1 × KUDOS:5",
      "1 × KUDOS:2",
      "1 × KUDOS:1",
      "3 × KUDOS:0.1",
    ]);
    const { value, fees, rest, count } = choose("18.37", list);
    assert.deepEqual(
      { value, fees, rest, count },
      { value: "KUDOS:18.3", fees: "KUDOS:0.07", rest: "KUDOS:0", count: 7 },
    );
  });

  it("chooses nothing of nothing", () => {
    assert.equal(choose("0", [offered("1")]).count, 0);
    assert.equal(choose("5", []).rest, "KUDOS:5");
    assert.equal(choose("1", [offered("1")]).count, 0);
    assert.equal(choose("5", [offered("0", "0")]).count, 0);
    assert.equal(choose("5", [offered("EUR:1", "EUR:0")]).count, 0);
  });

  it("never plans more coins than one plan may hold, and leaves the rest for the next", () => {
    const { count, rest } = choose("2000", [offered("1", "0")]);
    assert.equal(count, mostCoins);
    assert.equal(rest, subtract(kudos("2000"), kudos(String(mostCoins))));
  });

  it("passes over what costs more than any amount can be", () => {
    const monster = offered("4503599627370496", "1");
    assert.deepEqual(told(choose("3", [monster, offered("1", "0")])), ["3 × KUDOS:1"]);
    assert.deepEqual(told(choose("3", [offered("2", "EUR:0"), offered("1", "0")])), ["3 × KUDOS:1"]);
  });
});
