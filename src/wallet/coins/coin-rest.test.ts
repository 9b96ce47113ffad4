import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Coin } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import type { Amount } from "../../taler/amount.ts";
import { restOf } from "./coin-rest.ts";

const denomination = { value: "KUDOS:5", feeRefund: "KUDOS:0.02" } as Denomination["facts"];
const first = `p:${"A".repeat(103)}`;
const second = `p:${"B".repeat(103)}`;
const [one, two] = ["1".repeat(52), "2".repeat(52)];
const melt = `m:${"C".repeat(103)}`;
const kudos = (value: string) => `KUDOS:${value}` as Amount;

describe("what is left of a coin", () => {
  const cases: readonly (readonly [string, Coin["facts"], string])[] = [
    ["all of it", {}, "5"],
    ["less what a payment takes", { spends: [{ by: `${first}:${one}`, amount: kudos("1.5") }] }, "3.5"],
    [
      "once for two payments of one contract",
      {
        spends: [
          { by: `${first}:${one}`, amount: kudos("1.5") },
          { by: `${first}:${two}`, amount: kudos("2") },
        ],
      },
      "3",
    ],
    [
      "for each contract",
      {
        spends: [
          { by: `${first}:${one}`, amount: kudos("1.5") },
          { by: `${second}:${one}`, amount: kudos("2") },
        ],
      },
      "1.5",
    ],
    ["all of it again once freed", { spends: [{ by: melt, amount: kudos("4") }], freed: [melt] }, "5"],
    [
      "more by refunds, less their fees",
      {
        spends: [{ by: `${first}:${one}`, amount: kudos("5") }],
        refunds: [
          { contract: "A", id: 1, amount: kudos("1") },
          { contract: "A", id: 2, amount: kudos("0.5") },
          { contract: "A", id: 3, amount: kudos("0.01") },
        ],
      },
      "1.46",
    ],
    [
      "nothing when more was planned than it holds",
      {
        spends: [
          { by: `${first}:${one}`, amount: kudos("5") },
          { by: melt, amount: kudos("4") },
        ],
      },
      "0",
    ],
  ];
  for (const [what, facts, rest] of cases)
    it(`is ${what}`, () => assert.equal(restOf(facts, denomination), kudos(rest)));
});
