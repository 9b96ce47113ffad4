/** Annual fees as deeds, to be cut off anywhere and done again (testing/deeds.ts). */
import assert from "node:assert/strict";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { backupJob } from "../backup/job.ts";
import { backupState } from "../backup/sentence.ts";
import { accountAt } from "../backup/service.ts";
import { learn } from "../store/deed.ts";
import { providers } from "../store/entities/provider.ts";
import { save } from "../store/save.ts";
import { amount } from "../taler/amount.ts";
import { noBackup } from "../taler/sync-api.ts";
import { seconds } from "../taler/time.ts";
import { ownRoot } from "../wallet/roots.ts";
import type { Deed } from "./deeds.ts";
import type { TestEnv } from "./env.ts";
import { chosen, day, feeJobs, paidOrders, paidUntil, pay, settled, viewed, year } from "./fees.ts";
import { settle } from "./settle.ts";
import type { Town } from "./town.ts";

const { paidSync } = testAddresses;
const minute = 60_000;

/** As much as the fee and what paying it costs, in one withdrawal: there is no change to be made. */
const exactly = "KUDOS:0.52";

/** Paid so often, known to the service and here, and everything is backed up. */
async function told(town: Town, env: TestEnv, years: number): Promise<string> {
  await settled(env);
  const { payment, paidUntil: end = 0 } = await viewed(env);
  assert.equal(paidOrders(town).length, years, "orders that are paid");
  const real = await paidUntil(town, env);
  assert.ok(end <= real && end > real - 2 * day, `paid until ${end}, ${real} by the service`);
  const left = (await env.db.enrolments.toArray()).map(({ bill, offer }) => ({ bill, offer }));
  assert.deepEqual(left, [{ bill: undefined, offer: undefined }]);
  return `${payment} ${(await backupState(env)).kind}`;
}

/** The user pays what is to be paid. */
export const payingFirst: Deed = {
  money: exactly,
  jobs: feeJobs,
  begin: async (town, env) => {
    await chosen(env);
    const act = async (next: TestEnv) => {
      if (["due", "refused"].includes((await viewed(next)).payment ?? "")) await pay(next);
    };
    return { acts: [act], end: (next) => told(town, next, 1) };
  },
};

/** The day has come on which the next year is paid: the first one was paid eleven months ago. */
export const renewing: Deed = {
  money: exactly,
  jobs: feeJobs,
  begin: async (town, env) => {
    const paidAt = seconds(env.now() - year + 29 * day);
    const root = await ownRoot(env.db);
    town.sandbox.paidSync.vault.extend(accountAt(root, paidSync).pub, paidAt * 1000);
    await chosen(env);
    const fee = amount.parse("KUDOS:0.5");
    const payment = { kind: "account" as const, root: root.name, fee, agreedAt: paidAt, paidAt };
    await save(env.db, learn(providers, paidSync, { agreedFee: fee, feePayments: { [noBackup]: payment } }));
    await settle(env, [backupJob], minute);
    return { acts: [async () => {}], end: (next) => told(town, next, 1) };
  },
};
