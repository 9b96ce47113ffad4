import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Batch } from "../../store/entities/batch.ts";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { batchRow, kudos, offered, offerTime } from "../../testing/offers.ts";
import { doneCoins, inexplicablyRefused, isFinal, isResting, lastRefusal } from "./refusals.plan.ts";

const now = offerTime;
const [ten, five, one] = [offered("10"), offered("5"), offered("1")];
const list = [ten, five, one];
const refusedBy = (code: number, denoms: readonly OfferedDenomination[], at = now) =>
  batchRow(
    denoms.map(({ hash }) => hash),
    { refusals: [{ code, at }] },
  );
const suspects = (
  known: readonly Batch[],
  balance = "20",
  offers: readonly OfferedDenomination[] = list,
  moment = now,
): string[] => [...inexplicablyRefused(known, kudos(balance), offers, moment)].sort();

describe("refusals that the newest keys and the balance do not explain", () => {
  const both = [ten.hash, five.hash].sort();
  const table: readonly [string, readonly string[], readonly string[]][] = [
    ["unknown, but still offered", suspects([refusedBy(1005, [ten, five])]), both],
    ["expired, but still offered", suspects([refusedBy(1009, [ten, five])]), both],
    ["revoked, but still offered", suspects([refusedBy(1010, [ten, five])]), both],
    ["revoked, and no longer offered", suspects([refusedBy(1010, [ten, five])], "20", [ten, one]), []],
    [
      "expired, and so we think",
      suspects([refusedBy(1009, [ten])], "20", [offered("10", "0.01", { expireWithdraw: now })]),
      [],
    ],
    ["too little money, but there is enough", suspects([refusedBy(1150, [ten, five])]), both],
    ["too little money, and so it is", suspects([refusedBy(1150, [ten, five])], "15"), []],
    ["mixed, and nothing of it is ours", suspects([refusedBy(1175, [ten, five])]), both],
    [
      "mixed, and one of them is ours by now",
      suspects([refusedBy(1175, [ten, five]), batchRow([ten.hash], { doneAt: now })]),
      [],
    ],
    ["an hour ago", suspects([refusedBy(1005, [ten], now - 3601)]), []],
    ["by a device whose clock is ahead", suspects([refusedBy(1005, [ten], now + 60)]), [ten.hash]],
    ["by a device whose clock is a year ahead", suspects([refusedBy(1005, [ten], now + 31_536_000)]), []],
    ["nothing was refused", suspects([batchRow([ten.hash]), batchRow([five.hash], { doneAt: now })]), []],
    [
      "refused, and done all the same",
      suspects([batchRow([ten.hash], { doneAt: now, refusals: [{ code: 1150, at: now }] })]),
      [],
    ],
  ];
  for (const [name, found, expected] of table) it(name, () => assert.deepEqual(found, expected));
});

describe("a refusal", () => {
  it("is final about denominations and money, and nothing else", () => {
    assert.deepEqual([1005, 1008, 1009, 1010, 1150, 1175].filter(isFinal).length, 6);
    assert.deepEqual([0, 22, 1001, 1027, 1028, 1154].filter(isFinal), []);
  });

  it("over a denomination makes keys of that moment outdated", () => {
    assert.equal(lastRefusal([]), 0);
    assert.equal(
      lastRefusal([refusedBy(1009, [ten], now - 5), refusedBy(1005, [five], now), refusedBy(1150, [one], now + 9)]),
      now,
    );
  });

  it("against all evidence is tried again at once, then once in an hour", () => {
    const times = (...moments: readonly number[]) =>
      batchRow([ten.hash], { refusals: moments.map((at) => ({ code: 1150, at })) });
    assert.equal(isResting(times(now), now), false);
    assert.equal(isResting(times(now - 10, now), now), true);
    assert.equal(isResting(times(now - 10, now), now + 3601), false);
    assert.equal(isResting(times(now - 3601, now - 3700), now), false);
  });
});

describe("coins that were brought", () => {
  it("count once, though two plans hold them", () => {
    const plans = [
      batchRow([ten.hash, `${ten.hash}/1`], { doneAt: now }),
      batchRow([ten.hash], { doneAt: now }),
      batchRow([five.hash]),
      refusedBy(1009, [one]),
    ];
    assert.deepEqual([...doneCoins(plans)], [`${ten.hash}/0`, `${ten.hash}/1`]);
  });
});
