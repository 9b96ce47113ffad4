import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Denomination } from "../../store/entities/denomination.ts";
import type { Withdrawal } from "../../store/entities/withdrawal.ts";
import { batchRow, kudos, offered, offerTime, withdrawalRow } from "../../testing/offers.ts";
import { backupPatience } from "../withdraw/withdraw.plan.ts";
import { type Telling, tellWithdrawal } from "./transactions.ts";

const at = offerTime;
const [ten, five] = [offered("10", "0.02"), offered("5")];
const known = new Map(
  [ten, five].map(({ hash, isLost: _, ...facts }) => [
    hash,
    {
      key: hash,
      ins: { count: 1, device: "A" },
      seq: 1,
      ix: {},
      facts: { exchange: "http://exchange.test/", ...facts },
    },
  ]),
) satisfies ReadonlyMap<string, Denomination>;

const tell = (facts: Partial<Withdrawal["facts"]>, telling: Partial<Telling> = {}) =>
  tellOf(withdrawalRow(facts), telling);

const tellOf = (withdrawal: Withdrawal, telling: Partial<Telling>) =>
  tellWithdrawal(withdrawal, {
    batches: [],
    denominations: known,
    reserve: undefined,
    next: { do: "select" },
    isRunner: true,
    isElsewhere: false,
    expected: { value: kudos("9.9"), fees: kudos("0.1") },
    trouble: undefined,
    coverage: "unused",
    now: at * 1000,
    ...telling,
  });

describe("the state of a withdrawal, as it is told", () => {
  const manual = { kind: "manual" } as const;
  const table: readonly [string, ReturnType<typeof tell>, string, string | undefined, boolean][] = [
    ["just accepted", tell({}), "working", undefined, true],
    ["waiting for the backup", tell({}, { next: { do: "waitForBackup", why: "upload" } }), "working", "backup", true],
    [
      "waiting for the customer",
      tell({ selectedAt: at }, { next: { do: "askBank" } }),
      "waiting",
      "bankConfirmation",
      true,
    ],
    ["on its way", tell({ confirmedAt: at }, { next: { do: "askReserve" } }), "working", "exchange", false],
    ["a wire to be sent", tell(manual, { next: { do: "askReserve" } }), "waiting", "wire", true],
    [
      "a wire whose key is not backed up",
      tell(manual, { next: { do: "waitForBackup", why: "upload" } }),
      "working",
      "backup",
      true,
    ],
    [
      "turning into coins",
      tell({ arrivedAt: at }, { next: { do: "choose", isStage: false } }),
      "working",
      undefined,
      false,
    ],
    [
      "coins that wait for the backup",
      tell({ arrivedAt: at }, { next: { do: "waitForBackup", why: "upload" } }),
      "working",
      "backup",
      false,
    ],
    ["done", tell({ arrivedAt: at, finishedAt: at }, { next: { do: "rest" } }), "done", undefined, false],
    ["aborted", tell({ abortedAt: at }, { next: { do: "rest" } }), "aborted", undefined, false],
    ["called off and not settled", tell({ cancelledAt: at }, { next: { do: "callOff" } }), "aborted", undefined, false],
    [
      "a wire called off",
      tell({ ...manual, cancelledAt: at }, { next: { do: "askReserve" } }),
      "aborted",
      undefined,
      false,
    ],
    [
      "called off too late",
      tell({ cancelledAt: at, confirmedAt: at }, { next: { do: "askReserve" } }),
      "working",
      "exchange",
      false,
    ],
    [
      "called off, and there",
      tell({ cancelledAt: at, arrivedAt: at }, { next: { do: "choose", isStage: false } }),
      "working",
      undefined,
      false,
    ],
    ["another device's", tell({}, { isRunner: false, isElsewhere: true }), "working", "otherDevice", true],
    [
      "another device's, done",
      tell({ finishedAt: at }, { isRunner: false, next: { do: "rest" } }),
      "done",
      undefined,
      false,
    ],
  ];
  for (const [name, { state, waitsFor, canAbort }, ...expected] of table) {
    it(name, () => assert.deepEqual([state, waitsFor, canAbort], expected));
  }
});

describe("what a withdrawal brings, as it is told", () => {
  const sums = ({ effective, fees, instructed }: ReturnType<typeof tell>) => ({ effective, fees, instructed });
  const instructed = "KUDOS:10";

  it("is what is expected before there is a plan, and the whole amount when nothing is known", () => {
    assert.deepEqual(sums(tell({})), { effective: "KUDOS:9.9", fees: "KUDOS:0.1", instructed });
    assert.deepEqual(sums(tell({}, { expected: undefined })), { effective: instructed, fees: "KUDOS:0", instructed });
  });

  it("is what is planned or done, each coin once, and not what was refused", () => {
    const batches = [
      batchRow([ten.hash, five.hash], { doneAt: at }),
      batchRow([ten.hash], { doneAt: at }),
      batchRow([`${five.hash}/1`]),
      batchRow([`${ten.hash}/7`], { refusals: [{ code: 1009, at }] }),
    ];
    assert.deepEqual(sums(tell({ arrivedAt: at }, { batches, expected: undefined })), {
      effective: "KUDOS:20",
      fees: "KUDOS:0.04",
      instructed,
    });
  });

  it("is also what is expected of the rest, until it is over", () => {
    const batches = [batchRow([five.hash], { doneAt: at })];
    const expected = { value: kudos("4.9"), fees: kudos("0.09") };
    const arrived = { arrivedAt: at };
    assert.deepEqual(sums(tell(arrived, { batches, expected })).effective, "KUDOS:9.9");
    const over = tell({ ...arrived, finishedAt: at }, { batches, expected, next: { do: "rest" } });
    assert.deepEqual(sums(over).effective, "KUDOS:5");
  });

  it("is nothing when it is finished and no plan was signed", () => {
    const batches = [batchRow([ten.hash], { refusals: [{ code: 1010, at }] })];
    assert.deepEqual(sums(tell({ arrivedAt: at, finishedAt: at }, { batches, expected: undefined })), {
      effective: "KUDOS:0",
      fees: "KUDOS:0",
      instructed,
    });
  });
});

describe("what the user can do about a withdrawal", () => {
  it("is to confirm where the bank says, while it waits for that", () => {
    const confirmUrl = "https://bank.example/confirm";
    assert.equal(tell({ selectedAt: at, confirmUrl }, { next: { do: "askBank" } }).confirmUrl, confirmUrl);
    assert.equal(tell({ confirmedAt: at, confirmUrl }, { next: { do: "askReserve" } }).confirmUrl, undefined);
  });

  it("is to wire, told only once the key is safe", () => {
    const { wire } = tell({ kind: "manual" }, { next: { do: "askReserve" } });
    assert.equal(wire?.subject, "R".repeat(52));
    assert.equal(tell({ kind: "manual" }, { next: { do: "waitForBackup", why: "upload" } }).wire, undefined);
    assert.equal(tell({ kind: "manual", cancelledAt: at }, { next: { do: "askReserve" } }).wire, undefined);
    const { account: _, ...unknown } = withdrawalRow({ kind: "manual" }).facts;
    assert.equal(tellOf({ ...withdrawalRow(), facts: unknown }, { next: { do: "askReserve" } }).wire, undefined);
  });

  it("is to go on without a backup after some minutes", () => {
    const waiting = (now: number) =>
      tell({}, { next: { do: "waitForBackup", why: "upload" }, now }).canGoOnWithoutBackup;
    assert.equal(waiting(at * 1000 + backupPatience), false);
    assert.equal(waiting(at * 1000 + backupPatience + 1), true);
    assert.equal(tell({}, { now: at * 1000 + backupPatience + 1 }).canGoOnWithoutBackup, false);
  });

  it("is to go on without the planned backup, at once, and to be told when that is", () => {
    const planned = { next: { do: "waitForBackup", why: "upload" }, now: at * 1000, backupAt: at * 1000 + 5 } as const;
    const { canGoOnWithoutBackup, backupAt } = tell({}, planned);
    assert.deepEqual([canGoOnWithoutBackup, backupAt], [true, planned.backupAt]);
    const other = tell({}, { ...planned, next: { do: "askReserve" } });
    assert.deepEqual([other.canGoOnWithoutBackup, other.backupAt], [false, undefined]);
  });

  it("is to take over what another device has begun and not ended", () => {
    assert.equal(tell({}, { isRunner: false }).canTakeOver, true);
    assert.equal(tell({}, { isRunner: true }).canTakeOver, false);
    assert.equal(tell({ finishedAt: at }, { isRunner: false, next: { do: "rest" } }).canTakeOver, false);
  });

  it("is told along with what is wrong", () => {
    const trouble = { code: "unreachable", since: 1, nextTry: 2 } as const;
    assert.deepEqual(tell({}, { trouble }).trouble, trouble);
  });
});
