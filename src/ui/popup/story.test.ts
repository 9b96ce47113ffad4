import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { words } from "../../i18n/words.ts";
import { byDay, storyOf } from "./story.ts";

const spoken = words(["en"], "UTC");
const noon = Date.UTC(2026, 10, 21, 12);
const bank = { bank: "https://bank.example/taler-integration/" };

type Told = Parameters<typeof storyOf>[0];

const told = (transaction: Omit<Told, "at">, isUndecided = false) => {
  const { title, line, tone, direction } = storyOf({ at: noon, ...transaction }, spoken, isUndecided);
  return `${title} / ${line} (${tone}, ${direction})`;
};

describe("storyOf", () => {
  it("tells a withdrawal from a bank in words", () => {
    assert.match(told({ state: "done", ...bank }), /^Received from bank.example \/ 12:00.PM \(in, in\)$/);
    assert.match(told({ state: "aborted", ...bank }), /^Withdrawal from bank.example cancelled \/ .*\(plain, none\)$/);
    for (const [transaction, story] of [
      [
        { state: "waiting", waitsFor: "bankConfirmation" },
        "Waiting for bank.example / Confirm at your bank (warn, coming)",
      ],
      [{ state: "working", waitsFor: "exchange" }, "Receiving from bank.example / On its way (plain, coming)"],
      [{ state: "working" }, "Receiving from bank.example / On its way (plain, coming)"],
      [{ state: "working", waitsFor: "backup" }, "Receiving from bank.example / Waits for your backup (plain, coming)"],
      [
        { state: "working", waitsFor: "backup", held: { why: "payment" } },
        "Receiving from bank.example / Waits for your backup service’s fee (plain, coming)",
      ],
      [
        { state: "working", waitsFor: "otherDevice" },
        "Receiving from bank.example / Another of your devices does this (plain, coming)",
      ],
    ] as const)
      assert.equal(told({ ...transaction, ...bank }), story);
  });

  it("tells a transfer without the name of a bank", () => {
    assert.equal(
      told({ state: "waiting", waitsFor: "wire" }),
      "Waiting for your bank transfer / Send the money from your bank (warn, coming)",
    );
    assert.match(told({ state: "done" }), /^Received by bank transfer/);
  });

  it("marks what is over when its exchange was removed, and tells it all the same", () => {
    const isExchangeRemoved = true;
    assert.match(told({ state: "done", isExchangeRemoved, ...bank }), /^Received from .* \/ Exchange removed · 12:00/);
    assert.match(told({ state: "aborted", isExchangeRemoved }), /^Bank transfer cancelled \/ Exchange removed · 12:00/);
  });

  it("says what is wrong, and what waits for a decision", () => {
    assert.match(told({ state: "working", trouble: { code: "kycRequired" }, ...bank }), /who you are/);
    assert.match(told({ state: "working", waitsFor: "backup", ...bank }, true), /decision about a backup/);
  });
});

describe("byDay", () => {
  it("puts the newest first, under the names of the days", () => {
    const hour = 3_600_000;
    const events = [noon - 30 * hour, noon - hour, noon, noon - 14 * hour].map((at) => ({ at }));
    const days = byDay(events, spoken, noon).map(({ name, events: own }) => [
      name,
      own.map(({ at }) => (noon - at) / hour),
    ]);
    assert.deepEqual(days, [
      ["Today", [0, 1]],
      ["Yesterday", [14, 30]],
    ]);
  });
});
