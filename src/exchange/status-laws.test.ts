/** What can never be, whatever happens in whatever order: random facts, and random histories of deeds. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Exchange } from "../store/entities/exchange.ts";
import type { ExchangeOffer, OfferTrouble } from "../store/exchange-offer.ts";
import { joinFact } from "../store/law.ts";
import type { Json } from "../taler/codec.ts";
import { offered, offerTime } from "../testing/offers.ts";
import { entryStatus, type Known, updateDue, updateStatus } from "./status.ts";

const now = offerTime * 1000;
const day = 24 * 60 * 60_000;
const url = "http://exchange.test/";

const sometime = fc.integer({ min: now - 60 * day, max: now + 60 * day });
const inSeconds = sometime.map((at) => Math.floor(at / 1000));
const code = fc.constantFrom(
  ...["unreachable", "serverBusy", "serverFault", "badAnswer", "answerTooLarge", "notAnExchange"],
  ...["incompatibleExchange", "changedMasterKey", "wrongCurrency", "noUsableDenominations", "badExchangeSignature"],
);
const trouble: fc.Arbitrary<OfferTrouble> = fc.record(
  { code, since: sometime, at: sometime, times: fc.integer({ min: 1, max: 40 }), notBefore: sometime },
  { requiredKeys: ["code", "since", "at", "times"] },
);
const stamp = fc.record({ count: fc.integer({ min: 1, max: 9 }), device: fc.constantFrom("A", "B") });
const facts: fc.Arbitrary<Exchange["facts"]> = fc.record(
  {
    addedAt: inSeconds,
    usedAt: inSeconds,
    suspended: fc.record({ value: fc.constantFrom("yes", "no"), at: stamp }),
    tosAccepted: fc.record({ value: fc.constantFrom("v1", "v2"), at: stamp }),
  },
  { requiredKeys: [] },
);
const offer: fc.Arbitrary<ExchangeOffer> = fc.record(
  {
    url: fc.constant(url),
    fetchedAt: sometime,
    expiresAt: sometime,
    denominations: fc.array(
      inSeconds.map((expireWithdraw) => offered("1", "0", { expireWithdraw })),
      { maxLength: 2 },
    ),
    outdatedAt: sometime,
    trouble,
    tosTrouble: trouble,
    tosOffered: fc.constantFrom("v1", "v2", null),
  },
  { requiredKeys: ["url", "denominations"] },
);
const row = (of: Exchange["facts"]): Exchange => ({
  key: url,
  ins: { count: 1, device: "A" },
  seq: 1,
  ix: {},
  facts: of,
});
const known: fc.Arbitrary<Known> = fc.record({ exchange: facts.map(row), offer }, { requiredKeys: [] });

describe("whatever the facts are", () => {
  it("an exchange that is asked is neither a preset nor suspended", () => {
    fc.assert(
      fc.property(known, (one) => {
        if (updateDue(one, now) === undefined) return;
        assert.notEqual(entryStatus(one), "preset");
        assert.notEqual(updateStatus(one, now), "suspended");
      }),
    );
  });

  it("a preset has no other status than initial, or suspended", () => {
    fc.assert(
      fc.property(known, (one) => {
        if (entryStatus(one) !== "preset") return;
        assert.ok(["initial", "suspended"].includes(updateStatus(one, now)));
      }),
    );
  });

  it("nothing has failed for good: what is pending or in trouble is asked at once, and nothing hides it", () => {
    fc.assert(
      fc.property(known, (one) => {
        const status = updateStatus(one, now);
        const isTroubled = status.endsWith("-update");
        assert.equal(updateDue(one, now) === 0 || !isTroubled, true);
        if (!isTroubled) assert.ok(["initial", "suspended", "ready"].includes(status));
      }),
    );
  });

  it("a used one is always asked again some day, unless it is suspended", () => {
    fc.assert(
      fc.property(known, (one) => {
        if (entryStatus(one) !== "used" || updateStatus(one, now) === "suspended") return;
        assert.notEqual(updateDue(one, now), undefined);
      }),
    );
  });

  it("one good answer puts an end to every trouble", () => {
    fc.assert(
      fc.property(known, (one) => {
        const fresh = { url, fetchedAt: now, expiresAt: now + day, denominations: [offered("1")] };
        const status = updateStatus({ ...one, offer: fresh }, now);
        assert.ok(["ready", "suspended", "initial"].includes(status), status);
      }),
    );
  });
});

describe("whatever is learned, in whatever order", () => {
  const laws = { addedAt: "earliest", usedAt: "earliest", suspended: "latest", tosAccepted: "latest" } as const;
  const names = ["addedAt", "usedAt", "suspended", "tosAccepted"] as const;
  const joined = (a: Exchange["facts"], b: Exchange["facts"]) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = joinFact(laws[name], a[name] as Json | undefined, b[name] as Json | undefined);
        return value === undefined ? [] : [[name, value]];
      }),
    ) as Exchange["facts"];
  const rank = { preset: 0, ephemeral: 1, used: 2 } as const;

  it("used never becomes ephemeral again, and neither becomes a preset", () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 12 }), (history) => {
        let is: Exchange["facts"] = {};
        for (const step of history) {
          const before = rank[entryStatus({ exchange: row(is) })];
          is = joined(is, step);
          assert.ok(rank[entryStatus({ exchange: row(is) })] >= before);
        }
      }),
    );
  });
});
