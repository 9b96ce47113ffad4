import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { amount } from "../../taler/amount.ts";
import { accepted, candidate, cents, choiceExchange, coinQuestion, type MadeUpCoin } from "../../testing/candidates.ts";
import { kudos } from "../../testing/offers.ts";
import { type CoinChoice, type CoinQuestion, type CoinShortage, chooseCoins } from "./coins.plan.ts";

function chosen(choice: CoinChoice | CoinShortage): CoinChoice {
  assert.ok("parts" in choice, JSON.stringify(choice));
  return choice;
}

const choose = (price: number, coins: readonly MadeUpCoin[], more: Partial<CoinQuestion> = {}) =>
  chosen(chooseCoins(coinQuestion(price, coins, more)));
const told = ({ parts }: CoinChoice) => parts.map(({ key, contribution }) => `${key.slice(5)}: ${contribution}`).sort();

describe("choosing coins", () => {
  it("pays exactly when it can, for no change costs nothing", () => {
    const choice = choose(300, [{ left: 500 }, { left: 200 }, { left: 103 }, { left: 102 }]);
    assert.deepEqual(told(choice), ["1: KUDOS:2", "3: KUDOS:1.02"]);
    assert.equal(choice.changeKey, undefined);
    assert.equal(choice.refreshCost, "KUDOS:0");
    assert.equal(choice.customerFees, "KUDOS:0.02");
  });

  it("takes one coin rather than many when that is cheaper", () => {
    const choice = choose(99, [{ left: 500 }, ...Array(120).fill({ left: 2 })]);
    assert.deepEqual(told(choice), ["0: KUDOS:1"]);
    assert.equal(choice.changeKey, "coin 0");
    assert.equal(choice.change, "KUDOS:4");
    // 0.02 for the refresh, and 0.01 for each of 2, 1, 0.5, 0.2, 0.2 and 0.02.
    assert.equal(choice.refreshCost, "KUDOS:0.08");
  });

  it("takes fewer coins when the costs are the same", () => {
    const free = { deposit: 0, refresh: 0 };
    const coins = [...Array(10).fill({ left: 10, ...free }), { left: 100, ...free }];
    assert.deepEqual(told(choose(100, coins)), ["10: KUDOS:1"]);
  });

  it("lets the merchant bear fees up to the limit, and the payer what is above", () => {
    const coins = [{ left: 100 }, { left: 100 }, { left: 101 }];
    const choice = choose(300, coins, { maxFee: cents(2) });
    assert.deepEqual(told(choice), ["0: KUDOS:1", "1: KUDOS:1", "2: KUDOS:1.01"]);
    assert.equal(choice.depositFees, "KUDOS:0.03");
    assert.equal(choice.customerFees, "KUDOS:0.01");
  });

  it("never gives less of a coin than its deposit fee", () => {
    const choice = choose(
      101,
      [
        { left: 100, deposit: 5 },
        { left: 100, deposit: 5 },
      ],
      { maxFee: cents(20) },
    );
    assert.deepEqual(choice.parts.map(({ contribution }) => contribution).sort(), ["KUDOS:0.05", "KUDOS:1"]);
    assert.equal(choice.change, "KUDOS:0.95");
    assert.equal(choice.customerFees, "KUDOS:0.04");
  });

  it("takes coins of other devices only when its own do not suffice", () => {
    const others = { left: 500, isOwn: false };
    const own = Array(6).fill({ left: 100 });
    assert.ok(choose(490, [others, ...own]).parts.every(({ key }) => key !== "coin 0"));
    assert.deepEqual(told(choose(499, [others, ...own.slice(0, 2)])), ["0: KUDOS:5"]);
  });

  it("leaves coins of others alone where nothing costs anything, however many of its own it takes", () => {
    const free = { deposit: 0, refresh: 0 };
    const coins = [{ left: 100, isOwn: false, ...free }, ...Array(10).fill({ left: 10, ...free })];
    assert.equal(choose(100, coins).parts.length, 10);
    const many = [{ left: 100, isOwn: false, ...free }, ...Array(50).fill({ left: 2, ...free })];
    assert.deepEqual(told(choose(100, many)), ["0: KUDOS:1"], "more than 32 coins are too many");
  });

  it("takes its own although their change costs more than a coin of others would", () => {
    const coins = [{ left: 500 }, { left: 98, isOwn: false }];
    assert.equal(choose(97, coins).changeKey, "coin 0");
    // Four coins, where one would do.
    const exact = [{ left: 100, isOwn: false }, ...[26, 26, 26, 25].map((left) => ({ left }))];
    assert.deepEqual(told(choose(99, exact)), ["1: KUDOS:0.26", "2: KUDOS:0.26", "3: KUDOS:0.26", "4: KUDOS:0.25"]);
  });

  it("takes the last of others' coins that are alike: their own device begins with the first", () => {
    const first = candidate({ left: 100, isOwn: false }, 0);
    const candidates = [0, 1, 2, 3].map((number) => ({ ...first, key: `coin ${number}` }));
    assert.deepEqual(told(choose(198, [], { candidates })), ["2: KUDOS:1", "3: KUDOS:1"]);
  });

  it("takes of its own what it can when it needs those of others", () => {
    const coins = [{ left: 100, isOwn: false }, { left: 100 }, { left: 100, isOwn: false }, { left: 100 }];
    const keys = choose(297, coins).parts.map(({ key }) => key);
    assert.ok(keys.includes("coin 1") && keys.includes("coin 3"));
  });

  it("takes coins first that expire sooner", () => {
    const coins = [3, 1, 2, 0].map((expire) => ({ left: 100, expire }));
    assert.deepEqual(told(choose(198, coins)), ["1: KUDOS:1", "3: KUDOS:1"]);
    assert.equal(choose(150, coins).changeKey, "coin 1");
  });

  it("stays with one exchange when it can, with the cheapest of them", () => {
    const [here, there] = ["https://here.test/", "https://there.test/"];
    const exchanges = [accepted(here), accepted(there)];
    const coins = [
      { left: 200, at: here },
      { left: 100, at: here },
      { left: 100, at: there },
    ];
    const cheap = coins.map((coin) => ({ ...coin, deposit: coin.at === there ? 0 : 1 }));
    assert.deepEqual(told(choose(99, coins, { exchanges })), ["1: KUDOS:1"]);
    assert.deepEqual(told(choose(100, cheap, { exchanges })), ["2: KUDOS:1"]);
    assert.deepEqual(told(choose(397, coins, { exchanges })), ["0: KUDOS:2", "1: KUDOS:1", "2: KUDOS:1"]);
  });

  it("passes over exchanges that the merchant does not accept, or not for so much", () => {
    const coins = [{ left: 500 }, { left: 500, at: "https://other.test/" }];
    assert.deepEqual(told(choose(499, coins)), ["0: KUDOS:5"]);
    const limited = { exchanges: [accepted(choiceExchange, { maxContribution: cents(100) })] };
    assert.deepEqual(told(choose(100, coins, limited)), ["0: KUDOS:1.01"]);
    assert.deepEqual(chooseCoins(coinQuestion(101, coins, limited)), { why: "exchangeLimit", missing: "KUDOS:1.01" });
  });

  it("passes over coins of another currency and coins that are not worth their fee", () => {
    const [coin] = coinQuestion(1, [{ left: 500 }]).candidates;
    assert.ok(coin);
    const euros = { ...coin, left: amount.parse("EUR:5") };
    const worthless = candidate({ left: 1, deposit: 2 }, 1);
    const candidates = [euros, worthless];
    assert.deepEqual(chooseCoins(coinQuestion(1, [], { candidates })), { why: "noCoins", missing: "KUDOS:0.01" });
  });

  it("pays nothing with nothing", () => {
    assert.deepEqual(choose(0, [{ left: 5 }]).parts, []);
    assert.deepEqual(choose(0, []).parts, []);
  });

  it("says how much is missing, fees included", () => {
    assert.deepEqual(chooseCoins(coinQuestion(300, [{ left: 100 }, { left: 50 }])), {
      why: "tooLittle",
      missing: "KUDOS:1.52",
    });
    const borne = coinQuestion(300, [{ left: 100 }, { left: 50 }], { maxFee: cents(1) });
    assert.deepEqual(chooseCoins(borne), { why: "tooLittle", missing: "KUDOS:1.51" });
    assert.deepEqual(chooseCoins(coinQuestion(300, [])), { why: "noCoins", missing: "KUDOS:3" });
  });

  it("says when there is enough, but in too many coins", () => {
    const coins = Array(1100).fill({ left: 2, deposit: 0 });
    assert.equal(choose(2048, coins).parts.length, 1024);
    assert.deepEqual(chooseCoins(coinQuestion(2049, coins)), { why: "tooManyCoins", missing: "KUDOS:0" });
  });

  it("counts the smallest and the largest amounts there are, but not both at once", () => {
    const large = { ...coinQuestion(1, [{ left: 1 }]), amount: kudos("1000000000000000") };
    const [coin] = large.candidates;
    assert.ok(coin);
    const denomination = { ...coin.denomination, feeDeposit: kudos("1"), feeRefresh: kudos("0") };
    const candidates = [{ ...coin, left: kudos("1000000000000001"), denomination }];
    const exchanges = [{ url: choiceExchange, changeInto: [] }];
    assert.equal(chosen(chooseCoins({ ...large, candidates, exchanges })).customerFees, "KUDOS:1");
    assert.throws(() => chooseCoins({ ...large, candidates, exchanges, maxFee: kudos("0.00000001") }), RangeError);
    const small = { ...coinQuestion(1, [{ left: 1, deposit: 0 }]), amount: kudos("0.00000001") };
    assert.equal(chosen(chooseCoins(small)).change, "KUDOS:0.00999999");
  });
});
