import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Deed, deedKilledEverywhere } from "../../testing/deeds.ts";
import * as deeds from "../../testing/shopping-deeds.ts";

/** Plays the deed killed everywhere; there must be at least so many points, or the test tests less than it says. */
async function killed(what: string, deed: Deed, least: number): Promise<void> {
  const points = await deedKilledEverywhere(deed);
  console.log(`${what}: killed at ${points} points, always the same end`);
  assert.ok(points >= least);
}

describe("a worker killed at any outside call", () => {
  it("while an offer is looked at, claims the order once", () => killed("looking at an offer", deeds.looking, 4));

  it("while an offer is declined, takes nothing and forgets it", () => killed("declining", deeds.declining, 4));

  it("while it pays with one coin, pays once and makes change", () =>
    killed("paying with one coin", deeds.paying("KUDOS:1.30", "KUDOS:2.01", 1), 20));

  it("while it pays with several coins, takes each of them once", () =>
    killed("paying with several coins", deeds.paying("KUDOS:2.80", "KUDOS:3.04", 2), 20));

  it("while it replaces a coin that was spent elsewhere, pays once", () =>
    killed("replacing a coin", deeds.payingInstead, 30));

  it("while it tidies up after two payments for one contract, makes new coins of both", () =>
    killed("tidying up", deeds.tidying, 20));
});
