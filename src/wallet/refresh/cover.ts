/** Plans of new coins wait until a backup holds them (seed 002), and no longer than their user wants them to. */
import type { Env } from "../../env/env.ts";
import { coveredChange, isInitialized, plannedUpload } from "../../store/coverage.ts";
import { learn } from "../../store/deed.ts";
import { type Refresh, refreshes } from "../../store/entities/refresh.ts";
import { save } from "../../store/save.ts";
import { seconds } from "../../taler/time.ts";
import { selfOf } from "../roots.ts";
import { backupPatience } from "../withdraw/withdraw.plan.ts";

/** Whether the plan is in an accepted backup, as far as it has to be. */
export async function coverOf({ db }: Pick<Env, "db">): Promise<(row: Refresh) => boolean> {
  const enrolments = await db.enrolments.toArray();
  const covered = coveredChange(enrolments);
  const needsNone = !isInitialized(enrolments);
  return ({ seq, facts }) => needsNone || facts.uncoveredAt !== undefined || seq <= covered;
}

/**
 * Of these plans, those of this device that no service has taken in minutes. In the private setting waiting is as it
 * should be, until the moment of the upload has passed.
 */
export async function leftAlone(
  env: Pick<Env, "db" | "now">,
  planned: readonly Refresh[],
): Promise<readonly Refresh[]> {
  if (planned.length === 0) return [];
  const now = env.now();
  if (plannedUpload(await env.db.enrolments.toArray(), now) !== undefined) return [];
  const isSafe = await coverOf(env);
  const { device } = await selfOf(env.db);
  const isOld = ({ plannedAt = 0 }: Refresh["facts"]) => plannedAt * 1000 + backupPatience < now;
  return planned.filter((row) => row.facts.runner?.value === device && isOld(row.facts) && !isSafe(row));
}

/** The user lets this device go on with all that wait, since none of them is worth a question of its own. */
export async function goOnUncovered(env: Env): Promise<void> {
  const planned = await env.db.of(refreshes).where("ix.open").equals("planned").toArray();
  const uncoveredAt = seconds(env.now());
  await save(env.db, ...(await leftAlone(env, planned)).map(({ key }) => learn(refreshes, key, { uncoveredAt })));
}
