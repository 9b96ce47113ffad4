import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { type Amount, add, compare, multiply, subtract, sum } from "../../taler/amount.ts";
import { accepted, cents, choiceExchange } from "../../testing/candidates.ts";
import { kudos, offered, offerTime } from "../../testing/offers.ts";
import { chooseCoins } from "../coins/coins.plan.ts";
import { chooseDenominations, costOf, mostCoins } from "../coins/denominations.plan.ts";
import { type FirstCoins, firstCoins, type StagingQuestion } from "./staging.plan.ts";

const usual = ["10", "5", "2", "1", "0.5", "0.2", "0.1", "0.05", "0.02", "0.01"].map((value) =>
  offered(value, "0.01", { feeDeposit: kudos("0.01"), feeRefresh: kudos("0.01") }),
);

const asked = (more: Partial<StagingQuestion>): StagingQuestion => ({
  fees: [kudos("1")],
  balance: kudos("20"),
  offered: usual,
  available: kudos("0"),
  now: offerTime,
  ...more,
});

const picked = (first: FirstCoins): readonly string[] =>
  first.kind === "stage"
    ? first.picks.map(({ denomination, count }) => `${count} of ${denomination.value}`)
    : [first.kind];

describe("the coins that pay for a backup", () => {
  const table: readonly [string, Partial<StagingQuestion>, readonly string[]][] = [
    ["are one coin where that costs least", { fees: [kudos("1.9")] }, ["1 of KUDOS:2"]],
    ["leave the fee of renewing the change on them", { fees: [kudos("1.98")] }, ["1 of KUDOS:2"]],
    ["are more where one is just too little", { fees: [kudos("1.99")] }, ["1 of KUDOS:2", "1 of KUDOS:0.02"]],
    ["pay each service apart", { fees: [kudos("0.98"), kudos("0.98")] }, ["2 of KUDOS:1"]],
    ["pay the cheaper service where not all can be paid", { fees: [kudos("19"), kudos("0.98")] }, ["1 of KUDOS:1"]],
    ["are none for a service that takes other money", { fees: [kudos("EUR:1")] }, ["otherCurrency"]],
    ["pay the one that takes this money", { fees: [kudos("EUR:1"), kudos("0.98")] }, ["1 of KUDOS:1"]],
    ["are none when there is too little", { fees: [kudos("20")] }, ["tooLittle"]],
    ["are none when the exchange has no coins that are small enough", { balance: kudos("0.01") }, ["tooLittle"]],
    ["are none when there are enough already", { available: kudos("1.01") }, ["enough"]],
    [
      "are made when those that there are do not suffice",
      { available: kudos("1"), fees: [kudos("0.99"), kudos("0.99")] },
      ["2 of KUDOS:1", "2 of KUDOS:0.02"],
    ],
    [
      "are none of a kind that costs as much to spend as it is worth",
      { offered: [offered("1", "0", { feeDeposit: kudos("1") })] },
      ["tooLittle"],
    ],
    ["are of no kind whose time is over", { now: offerTime + 2 * 86_400 }, ["tooLittle"]],
  ];
  for (const [name, more, expected] of table) {
    it(name, () => assert.deepEqual(picked(firstCoins(asked(more))), expected));
  }

  it("are the same whatever the order of fees and denominations", () => {
    const question = asked({ fees: [kudos("1.23"), kudos("4.56")] });
    const turned = asked({ fees: [kudos("4.56"), kudos("1.23")], offered: usual.toReversed() });
    assert.deepEqual(firstCoins(turned), firstCoins(question));
  });
});

const kind = fc.record({
  value: fc.integer({ min: 1, max: 600 }),
  withdraw: fc.integer({ min: 0, max: 4 }),
  deposit: fc.integer({ min: 0, max: 8 }),
  refresh: fc.integer({ min: 0, max: 5 }),
});

const minted = ({ value, withdraw, deposit, refresh }: typeof kind extends fc.Arbitrary<infer K> ? K : never) =>
  offered(`${cents(value)}`, `${cents(withdraw)}`, { feeDeposit: cents(deposit), feeRefresh: cents(refresh) });

const anyQuestion = fc
  .record({
    kinds: fc.uniqueArray(kind, { minLength: 1, maxLength: 8, selector: ({ value }) => value }),
    fees: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 3 }),
    balance: fc.integer({ min: 0, max: 3000 }),
  })
  .map(({ kinds, fees, balance }) =>
    asked({ fees: fees.map(cents), balance: cents(balance), offered: kinds.map(minted) }),
  );

type Stage = Extract<FirstCoins, { kind: "stage" }>;

/** Looks at every stage that is planned for any reserve. */
function eachStage(look: (stage: Stage, question: StagingQuestion) => void): void {
  let stages = 0;
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const first = firstCoins(question);
      if (first.kind !== "stage") return;
      stages += 1;
      look(first, question);
    }),
    { numRuns: 500 },
  );
  assert.ok(stages > 100, `${stages} stages`);
}

const flat = ({ picks }: Stage): readonly OfferedDenomination[] =>
  picks.flatMap(({ denomination, count }) => Array<OfferedDenomination>(count).fill(denomination));

/** Whether these coins pay so much where the merchant bears no deposit fee. */
function pays(coins: readonly OfferedDenomination[], fee: Amount): boolean {
  const candidates = coins.map(({ value: left, feeDeposit, feeRefresh, expireDeposit }, index) => ({
    key: `coin ${index}`,
    left,
    isOwn: true,
    denomination: { exchange: choiceExchange, feeDeposit, feeRefresh, expireDeposit },
  }));
  return "parts" in chooseCoins({ amount: fee, maxFee: kudos("0"), candidates, exchanges: [accepted()] });
}

const smallest = ({ fees }: StagingQuestion): Amount => fees.toSorted(compare)[0] ?? assert.fail("no fees");

describe("any coins that pay for a backup", () => {
  it("pay the cheapest service, whoever bears the fees", () => {
    eachStage((stage, question) => assert.ok(pays(flat(stage), smallest(question))));
  });

  it("take no more than the reserve holds, and all the rest can still become coins", () => {
    eachStage(({ cost, picks }, { balance, offered: offer, now }) => {
      const costs = picks.map(({ denomination, count }) => multiply(costOf(denomination), count));
      assert.equal(cost, sum("KUDOS", costs));
      const left = subtract(balance, cost);
      const { value, fees, rest, count } = chooseDenominations(left, offer, now);
      assert.equal(sum("KUDOS", [cost, value, fees, rest]), balance);
      // Of tiny coins there are more than one withdrawal makes, with or without a stage.
      assert.ok(count === mostCoins || offer.every((one) => compare(costOf(one), rest) > 0));
    });
  });

  it("are none too many: without any one of them a single service, and the renewal of its change, is not paid", () => {
    eachStage((stage, question) => {
      if (question.fees.length > 1) return;
      const coins = flat(stage);
      const within = question.offered.filter((one) => compare(costOf(one), question.balance) <= 0);
      const paying = within.filter(({ value, feeDeposit }) => compare(value, feeDeposit) > 0);
      const slack =
        paying
          .map(({ feeRefresh }) => feeRefresh)
          .toSorted(compare)
          .at(-1) ?? assert.fail("no coin");
      for (const index of coins.keys()) assert.ok(!pays(coins.toSpliced(index, 1), add(smallest(question), slack)));
    });
  });

  it("are missing only where all that there is would not pay for the cheapest, or in too many coins", () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        if (firstCoins(question).kind !== "tooLittle") return;
        const { picks } = chooseDenominations(question.balance, question.offered, question.now);
        const all = flat({ kind: "stage", picks, cost: question.balance });
        const slack = question.offered.reduce((most, { feeRefresh }) => add(most, feeRefresh), kudos("0.1"));
        assert.ok(all.length > 32 || !pays(all, add(smallest(question), slack)));
      }),
      { numRuns: 300 },
    );
  });
});
