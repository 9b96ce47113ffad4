import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Batch } from "../../store/entities/batch.ts";
import type { Withdrawal } from "../../store/entities/withdrawal.ts";
import { batchRow, hashOf, offerTime, withdrawalRow } from "../../testing/offers.ts";
import { patience } from "../legitimize/patience.ts";
import { type BackupWait, nextWithdrawStep, type WithdrawSight, type WithdrawStep } from "./withdraw.plan.ts";

const at = offerTime;
const [one, two] = [hashOf("one"), hashOf("two")];
const pending = batchRow([one], {}, 5);
const later = batchRow([one, two], {}, 9);
const done = batchRow([one], { doneAt: at });
const refused = batchRow([one], { refusals: [{ code: 1009, at }] });
const first = pending.key < later.key ? pending : later;

/** A wallet whose owner wants no backup. */
const alone: WithdrawSight = {
  batches: [],
  needsNoBackup: true,
  covered: -1,
  choiceUntil: 0,
  paymentUntil: Number.POSITIVE_INFINITY,
  now: at * 1000,
};

const next = (facts: Partial<Withdrawal["facts"]>, sight: Partial<WithdrawSight> = {}, seq = 1) =>
  nextWithdrawStep(withdrawalRow(facts, seq), { ...alone, ...sight });

describe("the next step of a withdrawal at a bank", () => {
  const table: readonly [string, Partial<Withdrawal["facts"]>, string][] = [
    ["is accepted", {}, "select"],
    ["is selected", { selectedAt: at }, "askBank"],
    ["is confirmed", { selectedAt: at, confirmedAt: at }, "askReserve"],
    ["is confirmed, and nobody remembers having selected it", { confirmedAt: at }, "askReserve"],
    ["has arrived", { selectedAt: at, confirmedAt: at, arrivedAt: at }, "choose"],
    ["has arrived although nobody confirmed it", { arrivedAt: at }, "choose"],
    ["is finished", { arrivedAt: at, finishedAt: at }, "rest"],
    ["is aborted", { selectedAt: at, abortedAt: at }, "rest"],
    ["is aborted, says the bank, but the money is there", { abortedAt: at, arrivedAt: at }, "choose"],
    ["is called off before it was selected", { cancelledAt: at }, "callOff"],
    ["is called off before it was confirmed", { selectedAt: at, cancelledAt: at }, "callOff"],
    ["is called off too late", { selectedAt: at, confirmedAt: at, cancelledAt: at }, "askReserve"],
    ["is called off, and the money is there", { cancelledAt: at, arrivedAt: at }, "choose"],
    ["is called off and aborted", { cancelledAt: at, abortedAt: at }, "rest"],
  ];
  for (const [name, facts, expected] of table) {
    it(`that ${name}: ${expected}`, () => assert.equal(next(facts).do, expected));
  }
});

describe("the next step of a manual wire", () => {
  const manual = { kind: "manual" } as const;
  it("is to wait for the money", () => assert.equal(next(manual).do, "askReserve"));
  it("is to watch on after it was called off", () => {
    assert.equal(next({ ...manual, cancelledAt: at }).do, "askReserve");
  });
  it("is to take coins once it is there", () => assert.equal(next({ ...manual, arrivedAt: at }).do, "choose"));
});

describe("the next step of money that has arrived", () => {
  const arrived = { arrivedAt: at };
  const table: readonly [string, readonly Batch[], string][] = [
    ["nothing is planned", [], "choose"],
    ["a plan is pending", [pending], "sign"],
    ["all plans are done", [done], "choose"],
    ["a plan was refused", [refused], "choose"],
    ["one is done and one pending", [done, pending, refused], "sign"],
  ];
  for (const [name, batches, expected] of table) {
    it(`when ${name}: ${expected}`, () => assert.equal(next(arrived, { batches }).do, expected));
  }

  it("is the same plan first on every device", () => {
    for (const batches of [
      [pending, later],
      [later, pending],
    ]) {
      assert.deepEqual(next(arrived, { batches }), { do: "sign", batch: first });
    }
  });

  it("leaves the plans it was given in their order", () => {
    const batches = Object.freeze([pending, later].sort((a, b) => (a.key < b.key ? 1 : -1)));
    assert.equal(next(arrived, { batches }).do, "sign");
  });
});

describe("planchets first", () => {
  const backedUp = (covered: number): Partial<WithdrawSight> => ({ needsNoBackup: false, covered });
  const table: readonly [string, Partial<Withdrawal["facts"]>, number, Partial<WithdrawSight>, string][] = [
    ["a bank hears of no key that is not backed up", {}, 7, backedUp(6), "waitForBackup"],
    ["a bank hears of a key that is backed up", {}, 7, backedUp(7), "select"],
    ["nobody is told a subject that is not backed up", { kind: "manual" }, 7, backedUp(6), "waitForBackup"],
    ["a manual wire is awaited once it is backed up", { kind: "manual" }, 7, backedUp(8), "askReserve"],
    ["what is selected needs no more", { selectedAt: at }, 7, backedUp(6), "askBank"],
    ["what is confirmed needs no more", { confirmedAt: at }, 7, backedUp(6), "askReserve"],
    ["calling off needs no backup", { cancelledAt: at }, 7, backedUp(6), "callOff"],
    ["a plan is made without one", { arrivedAt: at }, 7, backedUp(6), "choose"],
    [
      "no plan is signed that is not backed up",
      { arrivedAt: at },
      1,
      { ...backedUp(4), batches: [pending] },
      "waitForBackup",
    ],
    ["a plan is signed that is backed up", { arrivedAt: at }, 9, { ...backedUp(5), batches: [pending] }, "sign"],
  ];
  for (const [name, facts, seq, sight, expected] of table) {
    it(name, () => assert.equal(next(facts, sight, seq).do, expected));
  }

  it("asks for nothing where no service is used or the user went on without", () => {
    assert.equal(next({}, { needsNoBackup: true, covered: -1 }, 7).do, "select");
    assert.equal(next({ arrivedAt: at }, { needsNoBackup: true, covered: -1, batches: [later] }, 7).do, "sign");
  });
});

describe("what waits for a backup", () => {
  const now = at * 1000;
  const arrived = { arrivedAt: at };
  const unpaid: Partial<WithdrawSight> = { needsNoBackup: false, covered: -1, paymentUntil: now + 1, first: "stage" };
  const staged = batchRow([one], { uncoveredAt: at }, 9);
  const stagedDone = batchRow([one], { uncoveredAt: at, doneAt: at }, 9);
  const wait = (why: BackupWait, until?: number): WithdrawStep => ({
    do: "waitForBackup",
    why,
    ...(until !== undefined && { until }),
  });
  const table: readonly [string, Partial<Withdrawal["facts"]>, Partial<WithdrawSight>, WithdrawStep][] = [
    ["waits for the choice", arrived, { choiceUntil: now + 1 }, wait("choice", now + 1)],
    [
      "waits for it with a plan of before",
      arrived,
      { choiceUntil: now + 1, batches: [later] },
      wait("choice", now + 1),
    ],
    ["waits for it no longer than that", arrived, { choiceUntil: now }, { do: "choose", isStage: false }],
    ["tells the bank before the choice", {}, { choiceUntil: now + 1 }, { do: "select" }],
    ["plans nothing before anybody has taken anything", arrived, { needsNoBackup: false }, wait("upload")],
    ["plans what pays", arrived, unpaid, { do: "choose", isStage: true }],
    ["plans it anew when it was refused", arrived, { ...unpaid, batches: [refused] }, { do: "choose", isStage: true }],
    ["makes what pays", arrived, { ...unpaid, batches: [staged] }, { do: "sign", batch: staged }],
    [
      "makes it when it is paid, too",
      arrived,
      { ...unpaid, first: undefined, batches: [staged] },
      { do: "sign", batch: staged },
    ],
    ["waits with the rest for the payment", arrived, { ...unpaid, batches: [stagedDone] }, wait("payment", now + 1)],
    ["waits for it with a plan of before, too", arrived, { ...unpaid, batches: [later] }, wait("payment", now + 1)],
    ["waits for it when there is money", arrived, { ...unpaid, first: "enough" }, wait("payment", now + 1)],
    ["waits after it for the upload", arrived, { ...unpaid, first: undefined, batches: [stagedDone] }, wait("upload")],
    [
      "plans the rest after that",
      arrived,
      { needsNoBackup: false, covered: 3, batches: [stagedDone] },
      { do: "choose", isStage: false },
    ],
    ["waits where it cannot pay", arrived, { ...unpaid, first: "tooLittle" }, wait("tooLittle", now + 1)],
    [
      "waits where nobody takes such money",
      arrived,
      { ...unpaid, first: "otherCurrency" },
      wait("otherCurrency", now + 1),
    ],
    [
      "waits no longer than that",
      arrived,
      { ...unpaid, first: "tooLittle", paymentUntil: now },
      { do: "choose", isStage: false },
    ],
    ["tells the bank so that it can pay", {}, unpaid, { do: "select" }],
    ["awaits a wire so that it can pay", { kind: "manual" }, unpaid, { do: "askReserve" }],
    [
      "tells no bank while it could not pay anyway",
      {},
      { ...unpaid, first: "tooLittle", paymentUntil: Number.POSITIVE_INFINITY },
      wait("tooLittle"),
    ],
  ];
  for (const [name, facts, sight, expected] of table) {
    it(name, () => assert.deepEqual(next(facts, sight, 9), expected));
  }
});

describe("patience", () => {
  const minute = 60_000;

  it("grows with the age of the withdrawal, from a second to a quarter of a day", () => {
    const ages = [0, minute, 13 * minute, 4 * 60 * minute, 3 * 24 * 60 * minute, 400 * 24 * 60 * minute];
    const pauses = ages.map((age) => patience(age));
    assert.deepEqual(pauses, [1000, 1000, 2 * minute, 15 * minute, 360 * minute, 360 * minute]);
  });

  it("makes those that wait for one server take turns", () => {
    assert.deepEqual([patience(0, 2), patience(0, 3)], [22_000, 43_000]);
    assert.equal(patience(13 * minute, 2), 4 * minute + 20_000);
  });
});
