import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Coin } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import type { Refresh } from "../../store/entities/refresh.ts";
import { lostInChange } from "./purchase-costs.ts";

const old = { key: "old", facts: {} } as Coin;
const denominations = new Map([["new", { value: "KUDOS:0.98" } as Denomination["facts"]]]);

const lostBy = (facts: Partial<Refresh["facts"]>): string => {
  const made = { coin: "old", amount: "KUDOS:1", denoms: ["new"], root: "R", attempt: 0, ...facts };
  const refreshes = [{ key: "melt", facts: made } as Refresh];
  return lostInChange("KUDOS", old, { refreshes, denominations, coins: [old], payments: [], ghosts: [] });
};

describe("what is lost in change", () => {
  it("is what the old coin gave and the new ones are not worth", () => {
    assert.equal(lostBy({ reason: "change" }), "KUDOS:0.02");
    assert.equal(lostBy({ reason: "refund" }), "KUDOS:0.02");
    assert.equal(lostBy({}), "KUDOS:0.02");
  });

  it("is nothing where the coin lost nothing, or was renewed and merely hoped for", () => {
    assert.equal(lostBy({ reason: "change", refusals: [{ code: 1, at: 1 }] }), "KUDOS:0");
    assert.equal(lostBy({ reason: "expiry" }), "KUDOS:0");
    assert.equal(lostBy({ reason: "rotation" }), "KUDOS:0");
  });
});
