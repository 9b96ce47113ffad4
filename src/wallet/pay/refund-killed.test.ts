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
  it("while it fetches a refund by a link, has it once", () => killed("a refund by a link", deeds.refunding, 20));

  it("while money comes back by itself, has it once", () => killed("an automatic refund", deeds.refundedByItself, 20));

  it("while change and refund of one coin are made new, loses neither", () =>
    killed("a refund before the change", deeds.refundedBeforeChange, 20));

  it("while a refresh is planned anew, forgets nothing", () => killed("planning anew", deeds.changingTooLate, 20));

  it("while a payment is given up that was not sent, has its coins as before", () =>
    killed("giving up in time", deeds.abortingUnsent, 10));

  it("while a payment is given up that the exchange has taken, has it all back", () =>
    killed("giving up late", deeds.abortingSent, 20));
});
