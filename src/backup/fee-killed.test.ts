import assert from "node:assert/strict";
import { it } from "node:test";
import { deedKilledEverywhere } from "../testing/deeds.ts";
import { payingFirst } from "../testing/fee-deeds.ts";

it("the first fee of a service is paid once, at whichever outside call the worker is killed", async () => {
  const points = await deedKilledEverywhere(payingFirst);
  console.log(`paying a service: killed at ${points} points`);
  assert.ok(points >= 20);
});
