import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { badDay, deedFaultedEverywhere } from "../../testing/deeds.ts";
import { sendingHome } from "../../testing/sending-deeds.ts";

describe("money that is sent to an account, whatever happens to any one of the requests", () => {
  for (const fault of badDay) {
    const { kind, ...more } = fault;
    it(`arrives once after ${kind} ${Object.values(more).join(" ")}`.trim(), async () => {
      const requests = await deedFaultedEverywhere(fault, sendingHome);
      assert.ok(requests >= 5, `only ${requests} requests`);
    });
  }
});
