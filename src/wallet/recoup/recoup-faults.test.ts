import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { badDay, deedFaultedEverywhere } from "../../testing/deeds.ts";
import { takingBack } from "../../testing/sending-deeds.ts";

describe("coins that the exchange takes back, whatever happens to any one of the requests", () => {
  for (const fault of badDay) {
    const { kind, ...more } = fault;
    it(`become the same new coins after ${kind} ${Object.values(more).join(" ")}`.trim(), async () => {
      const requests = await deedFaultedEverywhere(fault, takingBack);
      assert.ok(requests >= 5, `only ${requests} requests`);
    });
  }
});
