import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Purchase } from "../../store/entities/purchase.ts";
import type { Withdrawal } from "../../store/entities/withdrawal.ts";
import { offerTime, withdrawalRow } from "../../testing/offers.ts";
import { type Coverage, isOver, purchaseSteps, stepsOf } from "./steps.ts";

const at = offerTime;

/** "accepted+ confirmed- …": done or not. */
const way = (facts: Partial<Withdrawal["facts"]>, coverage: Coverage = "unused", isHeld = false) =>
  stepsOf(withdrawalRow(facts), coverage, isHeld)
    .map(({ kind, isDone }) => `${kind}${isDone ? "+" : "-"}`)
    .join(" ");

const manual = { kind: "manual" } as const;

describe("the steps of a withdrawal", () => {
  const table: readonly [string, Partial<Withdrawal["facts"]>, string][] = [
    ["accepted", {}, "accepted+ confirmed- arrived- coins-"],
    ["confirmed", { confirmedAt: at }, "accepted+ confirmed+ arrived- coins-"],
    ["there before the bank was asked", { arrivedAt: at }, "accepted+ confirmed+ arrived+ coins-"],
    ["done", { confirmedAt: at, arrivedAt: at, finishedAt: at }, "accepted+ confirmed+ arrived+ coins+"],
    ["a transfer of one's own", manual, "accepted+ arrived- coins-"],
    ["called off", { cancelledAt: at }, "accepted+ cancelled+"],
    ["called off, and the bank knows", { cancelledAt: at, abortedAt: at }, "accepted+ cancelled+"],
    ["called off too late", { cancelledAt: at, confirmedAt: at }, "accepted+ confirmed+ arrived- coins-"],
    [
      "called off, and come all the same",
      { ...manual, cancelledAt: at, arrivedAt: at, finishedAt: at },
      "accepted+ arrived+ coins+",
    ],
    ["ended by the bank", { abortedAt: at }, "accepted+ cancelledAtBank+"],
    ["refused", { abortedAt: at, refusals: [{ code: 5114, at }] }, "accepted+ refused+"],
  ];
  for (const [name, facts, expected] of table) it(name, () => assert.equal(way(facts), expected));

  it("end with the backup where one is in use, and never before there are coins", () => {
    assert.equal(way(manual, "covered"), "accepted+ arrived- coins- backedUp-");
    assert.equal(way({ ...manual, arrivedAt: at, finishedAt: at }, "open"), "accepted+ arrived+ coins+ backedUp-");
    assert.equal(way({ ...manual, arrivedAt: at, finishedAt: at }, "covered"), "accepted+ arrived+ coins+ backedUp+");
  });

  it("name the backup where everything waits for it", () => {
    assert.equal(way({}, "open", true), "accepted+ planned- confirmed- arrived- coins- backedUp-");
    assert.equal(way({ ...manual, arrivedAt: at }, "open", true), "accepted+ arrived+ planned- coins- backedUp-");
  });

  it("tell when, in milliseconds, as far as anybody knows", () => {
    const [accepted, confirmed, arrived] = stepsOf(withdrawalRow({ arrivedAt: at + 5 }), "unused", false);
    assert.deepEqual(accepted, { kind: "accepted", isDone: true, at: at * 1000 });
    assert.deepEqual(confirmed, { kind: "confirmed", isDone: true });
    assert.equal(arrived?.at, (at + 5) * 1000);
  });

  it("are over when nothing can come any more, as far as the user is concerned", () => {
    const over = (facts: Partial<Withdrawal["facts"]>) => isOver(withdrawalRow(facts));
    assert.deepEqual(
      [{}, { cancelledAt: at }, { abortedAt: at }, { cancelledAt: at, arrivedAt: at }, { finishedAt: at }].map(over),
      [false, true, true, false, false],
    );
  });
});

describe("the steps of a purchase", () => {
  const way = (facts: object) =>
    purchaseSteps({ facts: { acceptedAt: at, ...facts } } as Purchase, [], "back")
      .map(({ kind, isDone }) => `${kind}${isDone ? "+" : "-"}`)
      .join(" ");

  it("end paid, or with the money back", () => {
    assert.equal(way({}), "accepted+ paid-");
    assert.equal(way({ paid: {} }), "accepted+ paid+");
    assert.equal(way({ abortedAt: at }), "accepted+ cancelled+ moneyBack-");
    assert.equal(way({ abortedAt: at, settledAt: at }), "accepted+ cancelled+ moneyBack+");
    assert.equal(way({ abortedAt: at, paid: {}, paidAt: at }), "accepted+ paid+");
  });
});
