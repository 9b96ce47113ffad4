import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Deed, deedKilledEverywhere } from "../testing/deeds.ts";
import type { TestEnv } from "../testing/env.ts";
import { chosen, feeJobs, paidOrders, paidUntil, pay, settled, viewed, year } from "../testing/fees.ts";
import type { Town } from "../testing/town.ts";
import { backupState } from "./sentence.ts";

/** Paid once, known to the service and here, and everything is backed up. */
async function told(town: Town, env: TestEnv, years: number): Promise<string> {
  await settled(env);
  const { payment, lastPayment = 0, paidUntil: end = 0 } = await viewed(env);
  assert.equal(paidOrders(town).length, years, "orders that are paid");
  assert.ok(
    end <= (await paidUntil(town, env)) && end > (await paidUntil(town, env)) - year / 100,
    "the end of the account",
  );
  assert.ok(lastPayment <= env.now());
  assert.deepEqual(
    (await env.db.enrolments.toArray()).map(({ bill, offer }) => [bill, offer]),
    [[undefined, undefined]],
  );
  return `${payment} ${(await backupState(env)).kind}`;
}

/** The user pays what is to be paid. */
async function payIfDue(env: TestEnv): Promise<void> {
  if (["due", "refused"].includes((await viewed(env)).payment ?? "due")) await pay(env);
}

const first: Deed = {
  jobs: feeJobs,
  begin: async (town, env) => {
    await chosen(env);
    return { acts: [payIfDue], end: (next) => told(town, next, 1) };
  },
};

describe("the first fee of a service", () => {
  it("is paid once, wherever the worker is killed", async () => {
    const points = await deedKilledEverywhere(first);
    console.log(`paying a service: killed at ${points} points`);
    assert.ok(points >= 20);
  });
});
