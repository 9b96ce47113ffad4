import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { badDay, deedFaultedEverywhere } from "../testing/deeds.ts";
import { payingFirst, renewing } from "../testing/fee-deeds.ts";

/** What goes wrong between wallet and shop while something is paid is tested with payments. */
const some = badDay.filter(({ kind }) => ["loseRequest", "loseAnswer", "duplicate", "corrupt"].includes(kind));

describe("a service with which something goes wrong", () => {
  for (const fault of some) {
    it(`once, ${fault.kind}, is paid once, and again once for the next year`, async () => {
      const first = await deedFaultedEverywhere(fault, payingFirst, ({ faults }) => [faults.paidSync]);
      const next = await deedFaultedEverywhere(fault, renewing, ({ faults }) => [faults.paidSync]);
      assert.ok(first >= 3 && next >= 3, `${first} and ${next} requests`);
    });
  }
});
