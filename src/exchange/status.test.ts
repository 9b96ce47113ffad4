import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Exchange } from "../store/entities/exchange.ts";
import type { ExchangeOffer } from "../store/exchange-offer.ts";
import { offered, offerTime } from "../testing/offers.ts";
import { withdrawable } from "./offered.ts";
import { entryStatus, freshUntil, tosStatus, updateDue, updateStatus } from "./status.ts";

const now = offerTime * 1000;
const hour = 3_600_000;
const stamp = { count: 1, device: "A" };
const said = <T>(value: T) => ({ value, at: stamp });
const row = (facts: Exchange["facts"]): Exchange => ({
  key: "http://exchange.test/",
  ins: stamp,
  seq: 1,
  ix: {},
  facts,
});
const looked = row({ addedAt: 1 });
const used = row({ addedAt: 1, usedAt: 2 });
const offer = (more: Partial<ExchangeOffer> = {}): ExchangeOffer => ({
  url: "http://exchange.test/",
  fetchedAt: now - hour,
  expiresAt: now + hour,
  denominations: [offered("1")],
  ...more,
});
const trouble = (code: string, times = 1) => ({ code, since: now, at: now, times });

describe("the entry status", () => {
  it("is preset, ephemeral once looked at, used for good", () => {
    assert.deepEqual([{}, { exchange: row({}) }, { exchange: looked }, { exchange: used }].map(entryStatus), [
      "preset",
      "preset",
      "ephemeral",
      "used",
    ]);
    assert.equal(entryStatus({ exchange: row({ usedAt: 2 }) }), "used");
  });
});

describe("the update status", () => {
  const expired = { expiresAt: now - 1 };
  const table: readonly [string, Exchange | undefined, ExchangeOffer | undefined, string][] = [
    ["a preset nobody asked", undefined, undefined, "initial"],
    [
      "a preset that did not answer",
      undefined,
      { url: "", denominations: [], trouble: trouble("unreachable") },
      "initial",
    ],
    ["one that has never answered", looked, undefined, "initial-update"],
    [
      "one that has never answered well",
      looked,
      { url: "", denominations: [], trouble: trouble("unreachable") },
      "initial-update",
    ],
    ["fresh keys", looked, offer(), "ready"],
    ["fresh keys, and trouble since", looked, offer({ trouble: trouble("unreachable", 9) }), "ready"],
    ["old keys", used, offer(expired), "ready-update"],
    ["old keys, and trouble since", used, offer({ ...expired, trouble: trouble("serverFault", 2) }), "ready-update"],
    [
      "old keys, and lasting trouble",
      used,
      offer({ ...expired, trouble: trouble("serverFault", 3) }),
      "unavailable-update",
    ],
    ["old keys that were only looked at", looked, offer(expired), "ready"],
    [
      "old keys that were only looked at, and lasting trouble",
      looked,
      offer({ ...expired, trouble: trouble("unreachable", 3) }),
      "unavailable-update",
    ],
    ["keys from the future that were only looked at", looked, offer({ fetchedAt: now + 1 }), "ready-update"],
    ["keys that proved too old", used, offer({ outdatedAt: now }), "outdated-update"],
    ["old keys that proved too old", used, offer({ ...expired, outdatedAt: now }), "outdated-update"],
    [
      "keys that proved too old, and lasting trouble",
      used,
      offer({ outdatedAt: now, trouble: trouble("serverBusy", 3) }),
      "unavailable-update",
    ],
    ["keys that came after others proved too old", used, offer({ outdatedAt: now - 2 * hour }), "ready"],
    ["keys from the future", used, offer({ fetchedAt: now + 1, expiresAt: now + 9 * hour }), "ready-update"],
    ["nothing to withdraw", used, offer({ denominations: [] }), "outdated-update"],
    [
      "nothing to withdraw any more",
      used,
      offer({ denominations: [offered("1", "0", { expireWithdraw: offerTime + 60 })] }),
      "outdated-update",
    ],
    ["an interface we do not speak", used, offer({ trouble: trouble("incompatibleExchange") }), "unavailable-update"],
    ["another master key", used, offer({ trouble: trouble("changedMasterKey") }), "unavailable-update"],
    ["another currency", used, offer({ trouble: trouble("wrongCurrency") }), "unavailable-update"],
    ["only outdated denominations", used, offer({ trouble: trouble("noUsableDenominations") }), "unavailable-update"],
    ["keys not signed as they should be, once", used, offer({ trouble: trouble("badExchangeSignature") }), "ready"],
    ["a preset that is switched off", row({ suspended: said("yes") }), undefined, "suspended"],
    ["a preset that is switched on again", row({ suspended: said("no") }), undefined, "initial"],
    ["trouble, and switched off", row({ usedAt: 1, suspended: said("yes") }), undefined, "suspended"],
    ["switched off", row({ addedAt: 1, suspended: said("yes") }), offer(), "suspended"],
    ["switched on again", row({ addedAt: 1, suspended: said("no") }), offer(), "ready"],
  ];
  for (const [name, exchange, known, expected] of table) {
    it(`is ${expected} with ${name}`, () => assert.equal(updateStatus({ exchange, offer: known }, now), expected));
  }
});

describe("the next time an exchange is asked", () => {
  const expired = { expiresAt: now - 1 };
  const table: readonly [string, Exchange | undefined, ExchangeOffer | undefined, number | undefined][] = [
    ["a preset", undefined, undefined, undefined],
    ["one that is switched off", row({ usedAt: 1, suspended: said("yes") }), offer(expired), undefined],
    ["one that has never answered", looked, undefined, 0],
    ["one that is in use, with fresh keys", used, offer({ tosOffered: "v1" }), now + hour],
    ["one that is in use, with old keys", used, offer({ ...expired, tosOffered: "v1" }), 0],
    ["one that was looked at", looked, offer({ ...expired, tosOffered: "v1" }), undefined],
    ["one that was looked at, its terms pending", looked, offer(), now + hour],
    ["one in trouble that was looked at", looked, offer({ trouble: trouble("changedMasterKey") }), 0],
  ];
  for (const [name, exchange, known, expected] of table) {
    it(`is ${expected === undefined ? "never" : expected === 0 ? "now" : "when they end"} for ${name}`, () =>
      assert.equal(updateDue({ exchange, offer: known }, now), expected));
  }
});

describe("the status of the terms", () => {
  const accepted = row({ addedAt: 1, tosAccepted: said("v1") });
  const table: readonly [string, Exchange | undefined, ExchangeOffer | undefined, string][] = [
    ["nothing is known", undefined, undefined, "pending"],
    ["the terms could not be had", looked, offer(), "pending"],
    ["they could not be had, but some were accepted once", accepted, offer(), "accepted"],
    ["there are none", looked, offer({ tosOffered: null }), "missing-tos"],
    ["they were never accepted", looked, offer({ tosOffered: "v1" }), "proposed"],
    ["they are the accepted ones", accepted, offer({ tosOffered: "v1" }), "accepted"],
    ["they have changed", accepted, offer({ tosOffered: "v2" }), "proposed"],
  ];
  for (const [name, exchange, known, expected] of table) {
    it(`is ${expected} when ${name}`, () => assert.equal(tosStatus({ exchange, offer: known }), expected));
  }
});

describe("what can be withdrawn", () => {
  it("has begun, lasts for another minute, and its key is not lost", () => {
    const list = [
      offered("1"),
      offered("2", "0", { start: offerTime }),
      offered("3", "0", { start: offerTime + 1 }),
      offered("4", "0", { expireWithdraw: offerTime + 60 }),
      offered("5", "0", { expireWithdraw: offerTime + 61 }),
      offered("6", "0", { isLost: true }),
    ];
    const values = withdrawable(list, offerTime).map(({ value }) => value);
    assert.deepEqual(values, ["KUDOS:1", "KUDOS:2", "KUDOS:5"]);
  });
});

describe("keys are good", () => {
  it("until they expire, and not at all without any or from a clock that was wrong", () => {
    assert.equal(freshUntil(offer(), now), now + hour);
    assert.equal(freshUntil(undefined, now), 0);
    assert.equal(freshUntil(offer({ fetchedAt: now + 1 }), now), 0);
  });
});
