import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { amount } from "../../taler/amount.ts";
import { firstRenewal, isRenewable, renewalOf } from "./renew.plan.ts";

const year = 365 * 24 * 60 * 60;
const kind = {
  start: 1_700_000_000,
  expireDeposit: 1_700_000_000 + 2 * year,
  value: amount.parse("KUDOS:1"),
  feeRefresh: amount.parse("KUDOS:0.03"),
};

describe("the moment at which a coin is renewed", () => {
  it("lies past the middle of its life, and well before its end", () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (name, isOwn) => {
        const at = renewalOf(kind, name, isOwn);
        assert.ok(at >= firstRenewal(kind) && at >= kind.start + year);
        assert.ok(at <= kind.start + 1.5 * year);
      }),
    );
  });

  it("is its own: coins of one purse do not come together", () => {
    const moments = Array.from({ length: 100 }, (_, index) => renewalOf(kind, `coin ${index}`, true)).sort(
      (a, b) => a - b,
    );
    assert.ok(new Set(moments).size > 95);
    const months = new Set(moments.map((at) => Math.floor((at - kind.start) / (year / 12))));
    assert.deepEqual([...months], [12, 13, 14]);
  });

  it("comes for other devices only when the coin's own device has had its time", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (mine, theirs) => {
        assert.ok(renewalOf(kind, mine, true) <= renewalOf(kind, theirs, false));
      }),
    );
  });

  it("never comes for coins that do not end, have ended, or hold no more than it costs", () => {
    assert.equal(isRenewable(kind, kind.expireDeposit - 1), true);
    assert.equal(isRenewable(kind, kind.expireDeposit), false);
    assert.equal(isRenewable({ ...kind, expireDeposit: "never" }, kind.start), false);
    assert.equal(isRenewable({ ...kind, value: kind.feeRefresh }, kind.start), false);
    assert.equal(firstRenewal({ ...kind, expireDeposit: "never" }), Number.POSITIVE_INFINITY);
  });
});
