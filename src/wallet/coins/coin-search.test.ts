/** Any choice of coins, compared with all that could have been chosen. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { add, compare, currencyOf, subtract, sum, zero } from "../../taler/amount.ts";
import { accepted, candidate, cents, choiceExchange, coinQuestion, inCents, mint } from "../../testing/candidates.ts";
import { offered, offerTime } from "../../testing/offers.ts";
import type { Candidate } from "./coin-piles.ts";
import { type CoinChoice, chooseCoins } from "./coins.plan.ts";
import { bestDenominations, chooseDenominations } from "./denominations.plan.ts";

const costOf = ({ customerFees, refreshCost }: CoinChoice) => add(customerFees, refreshCost);

const anyCoin = fc.record({
  left: fc.oneof(fc.constantFrom(1, 2, 5, 10, 20, 50, 100, 200), fc.integer({ min: 1, max: 300 })),
  deposit: fc.integer({ min: 0, max: 6 }),
  refresh: fc.integer({ min: 0, max: 6 }),
  expire: fc.integer({ min: 0, max: 2 }),
  isOwn: fc.constant<boolean>(true),
});
const anyMint = fc.subarray(mint);
const anyCase = fc.record({
  price: fc.integer({ min: 1, max: 600 }),
  maxFee: fc.constantFrom(0, 0, 3, 10),
  coins: fc.array(anyCoin, { maxLength: 8 }),
  changeInto: anyMint,
});
type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

const asked = ({ price, maxFee, coins, changeInto }: Case) =>
  coinQuestion(price, coins, { maxFee: cents(maxFee), exchanges: [accepted(choiceExchange, { changeInto })] });

/** What change of so much loses when it is made anew: the dearest coins first. */
function loss(change: number, refresh: number, changeInto: typeof mint): number {
  let [rest, worth] = [change - refresh, 0];
  for (const { value, feeWithdraw } of changeInto) {
    const cost = inCents(value) + inCents(feeWithdraw);
    for (; cost <= rest; rest -= cost) worth += inCents(value);
  }
  return change - worth;
}

/** The least that any set of these coins costs, with any one of them keeping the change; each coin of others counts as so much more. */
function leastCost({ price, maxFee, coins, changeInto }: Case, courtesy = 0): number {
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 2 ** coins.length; set++) {
    const taken = coins.filter(({ left, deposit }, n) => (set >> n) % 2 === 1 && left >= deposit);
    const fees = taken.reduce((all, { deposit }) => all + deposit, 0);
    const burden = taken.filter(({ isOwn }) => !isOwn).length * courtesy;
    const borne = Math.max(0, fees - maxFee);
    const change = taken.reduce((all, { left }) => all + left, 0) - price - borne;
    if (change === 0) least = Math.min(least, burden + borne);
    if (change <= 0) continue;
    for (const { left, deposit, refresh } of taken) {
      if (left <= change) continue;
      const paid = Math.max(left - change, deposit);
      least = Math.min(least, burden + borne + paid - (left - change) + loss(left - paid, refresh, changeInto));
    }
  }
  return least;
}

describe("any choice of coins", () => {
  it("costs no more than the best of all", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const choice = chooseCoins(asked(one));
        const least = leastCost(one);
        if ("why" in choice) assert.equal(least, Number.POSITIVE_INFINITY);
        else assert.equal(inCents(costOf(choice)), least);
      }),
      { numRuns: 300 },
    );
  });

  it("covers the price with whole coins and a part of at most one", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const asking = asked(one);
        const choice = chooseCoins(asking);
        if ("why" in choice) return;
        const byKey = new Map(asking.candidates.map((coin) => [coin.key, coin]));
        const paid = choice.parts.map(({ contribution }) => contribution);
        assert.equal(sum("KUDOS", paid), add(asking.amount, choice.customerFees));
        assert.equal(new Set(choice.parts.map(({ key }) => key)).size, paid.length);
        const coinsOf = choice.parts.flatMap(({ key }) => byKey.get(key) ?? []);
        const fees = coinsOf.map(({ denomination }) => denomination.feeDeposit);
        assert.equal(choice.depositFees, sum("KUDOS", fees));
        const borne = Math.max(0, inCents(choice.depositFees) - one.maxFee);
        assert.ok(inCents(choice.customerFees) >= borne);
        for (const [index, { key, contribution }] of choice.parts.entries()) {
          const { left, denomination } = coinsOf[index] as Candidate;
          assert.ok(compare(contribution, denomination.feeDeposit) >= 0);
          if (key === choice.changeKey) assert.equal(subtract(left, contribution), choice.change);
          else assert.equal(contribution, left);
        }
      }),
    );
  });

  it("fails only for want of what it says is missing", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const asking = asked(one);
        const choice = chooseCoins(asking);
        if ("parts" in choice) return;
        const more = { ...candidate({ left: 1, deposit: 0 }, 99), left: choice.missing };
        const candidates = [...asking.candidates, more];
        assert.ok("parts" in chooseCoins({ ...asking, candidates }));
        const less = inCents(choice.missing) - 1;
        const almost = [...asking.candidates, { ...more, left: cents(less) }];
        if (less > 0) assert.ok("why" in chooseCoins({ ...asking, candidates: almost }));
      }),
    );
  });

  it("costs with many coins no more than the largest first", () => {
    const many = fc.array(anyCoin, { minLength: 50, maxLength: 200 });
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 4000 }), (coins, price) => {
        const choice = chooseCoins(coinQuestion(price, coins));
        if ("why" in choice) return;
        const byWorth = coins.filter(({ left, deposit }) => left >= deposit).sort((a, b) => b.left - a.left);
        let [fees, left, taken] = [0, 0, 0];
        for (; left < price + fees; taken++) {
          fees += byWorth[taken]?.deposit ?? 0;
          left += byWorth[taken]?.left ?? 0;
        }
        const change = left - price - fees;
        const last = byWorth[taken - 1]?.refresh ?? 0;
        assert.ok(inCents(costOf(choice)) <= fees + (change === 0 ? 0 : loss(change, last, mint)));
      }),
      { numRuns: 30 },
    );
  });

  it("expects of the change what the exchange will make of it", () => {
    const offers = [1, 2, 5, 10, 20, 50, 100, 200].map((value) => offered(cents(value), cents(value > 5 ? 1 : 0)));
    const changeInto = bestDenominations("KUDOS", offers, offerTime);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 9 }), (price, refresh) => {
        const exchanges = [accepted(choiceExchange, { changeInto })];
        const choice = chooseCoins(coinQuestion(price, [{ left: 1000, deposit: 0, refresh }], { exchanges }));
        assert.ok("parts" in choice);
        const { change, refreshCost } = choice;
        const budget = inCents(change) - refresh;
        const fresh =
          budget > 0 ? chooseDenominations(cents(budget), offers, offerTime).value : zero(currencyOf(change));
        assert.equal(refreshCost, subtract(change, fresh));
      }),
    );
  });
});

const anyHome = fc.tuple(anyCoin, fc.boolean()).map(([coin, isOwn]) => ({ ...coin, isOwn }));
const anyTwoDevices = fc.record({
  price: fc.integer({ min: 1, max: 600 }),
  maxFee: fc.constantFrom(0, 0, 3, 10),
  coins: fc.array(anyHome, { maxLength: 8 }),
  changeInto: anyMint.map(() => mint),
});
const allOurs = (one: Case): Case => ({ ...one, coins: one.coins.map((coin) => ({ ...coin, isOwn: true })) });

/** One more coin with its change: a deposit fee, a refresh fee, and the fee of one new coin; at least a hundredth. */
const courtesyIn = ({ coins }: Case): number =>
  Math.max(
    1,
    Math.min(
      ...coins.filter(({ left, deposit }) => left >= deposit).map(({ deposit, refresh }) => deposit + refresh + 1),
    ),
  );

const othersIn = ({ parts }: CoinChoice, { coins }: Case): number =>
  parts.filter(({ key }) => coins[Number(key.slice(5))]?.isOwn === false).length;

describe("any choice among coins of two devices", () => {
  it("takes none of the other's while its own suffice", () => {
    fc.assert(
      fc.property(anyTwoDevices, (one) => {
        const question = asked(one);
        const own = chooseCoins({ ...question, candidates: question.candidates.filter(({ isOwn }) => isOwn) });
        if ("parts" in own) assert.deepEqual(chooseCoins(question), own);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves those of the other alone as long as each costs no more than another coin with its change would", () => {
    fc.assert(
      fc.property(anyTwoDevices, (one) => {
        const choice = chooseCoins(asked(one));
        if ("parts" in choice && othersIn(choice, one) === 0) return;
        if ("why" in choice) return;
        const courtesy = courtesyIn(one);
        assert.equal(inCents(costOf(choice)) + courtesy * othersIn(choice, one), leastCost(one, courtesy));
        const free = chooseCoins(asked(allOurs(one)));
        assert.ok("parts" in free);
        const more = courtesy * othersIn(free, one);
        assert.ok(inCents(costOf(choice)) <= inCents(costOf(free)) + more, "more is lost than agreed");
        assert.ok(othersIn(choice, one) <= othersIn(free, one), "more of the other's coins than without homes");
      }),
      { numRuns: 300 },
    );
  });

  it("pays whatever could be paid if they were all of one device, and misses the same when it cannot", () => {
    fc.assert(
      fc.property(anyTwoDevices, (one) => {
        const [choice, free] = [chooseCoins(asked(one)), chooseCoins(asked(allOurs(one)))];
        if ("why" in free) assert.deepEqual(choice, free);
        else assert.ok("parts" in choice);
      }),
      { numRuns: 300 },
    );
  });

  it("takes no more than 32 coins where that many would do without homes, also of very many", () => {
    const many = fc.array(anyHome, { minLength: 50, maxLength: 300 });
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 6000 }), (coins, price) => {
        const one = { price, maxFee: 0, coins, changeInto: mint } as const;
        const [choice, free] = [chooseCoins(asked(one)), chooseCoins(asked(allOurs(one)))];
        assert.equal("why" in choice, "why" in free);
        if ("parts" in choice && "parts" in free && free.parts.length <= 32) assert.ok(choice.parts.length <= 32);
      }),
      { numRuns: 60 },
    );
  });
});
