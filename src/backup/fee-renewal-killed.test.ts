import assert from "node:assert/strict";
import { it } from "node:test";
import { deedKilledEverywhere } from "../testing/deeds.ts";
import { renewing } from "../testing/fee-deeds.ts";

it("the fee of the next year is paid once, at whichever outside call the worker is killed", async () => {
  const points = await deedKilledEverywhere(renewing);
  console.log(`renewing: killed at ${points} points`);
  assert.ok(points >= 20);
});
