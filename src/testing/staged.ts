/** The first money of somebody who has not decided about a backup, and what may become of that. */
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { declineBackup, seenOnboarding } from "../backup/onboarding.ts";
import { addProvider, lookAtProvider } from "../backup/providers.ts";
import { updateEnrolment } from "../store/remember.ts";
import { withdrawJob } from "../wallet/jobs.ts";
import { selfOf } from "../wallet/roots.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import type { TestEnv } from "./env.ts";
import { kudos } from "./offers.ts";
import { settle } from "./settle.ts";
import { knowing, newTown, type Town } from "./town.ts";

const minute = 60_000;
const { exchange, paidSync } = testAddresses;

/** A town whose dear backup service asks for this fee, and somebody in it with an empty wallet. */
export async function undecided(fee = "KUDOS:1"): Promise<{ readonly town: Town; readonly env: TestEnv }> {
  const town = await newTown("stage", { paidSync: { annualFee: kudos(fee) } });
  return { town, env: await knowing(await town.wallet()) };
}

/** The money of the first withdrawal is at the exchange. */
export async function arrived({ value = "KUDOS:8.5", fee = "KUDOS:1" } = {}) {
  const { town, env } = await undecided(fee);
  return { town, env, id: await arrive(town, env, value) };
}

/** Withdraws so much, and lets the wallet do what it will. */
export async function arrive(town: Town, env: TestEnv, value: string): Promise<string> {
  const link = await town.withdrawal(value);
  const id = await acceptWithdrawal(env, { link, exchange });
  await settle(env, [withdrawJob], minute);
  await town.confirm(link);
  await settle(env, [withdrawJob], minute);
  return id;
}

/** The user chooses a service, which has taken nothing yet. */
export async function chooses(env: TestEnv, url: string = paidSync): Promise<void> {
  const { tosVersion } = await lookAtProvider(env, url);
  await addProvider(env, url, tosVersion);
}

/** The user wants no backup. */
export const declines = (env: TestEnv): Promise<void> => declineBackup(env);

/** The user has looked at the question, and answered nothing. */
export const looksAway = (env: TestEnv): Promise<void> => seenOnboarding(env);

/** The service was paid, and has taken everything that there is by now. */
export async function covered(env: TestEnv, url: string = paidSync): Promise<void> {
  const { change, root } = await selfOf(env.db);
  await updateEnrolment(env.db, url, () => ({ url, revision: 1, counts: {}, told: change, isMember: true, root }));
}
