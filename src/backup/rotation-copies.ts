/** What services still hold under a secret that was renewed: taken along, then overwritten by word that it is over. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { adopt } from "../store/adopt.ts";
import { coveredChange } from "../store/coverage.ts";
import { learn } from "../store/deed.ts";
import { type FormerRoot, formerRoots } from "../store/entities/former-root.ts";
import { save } from "../store/save.ts";
import { textOf } from "../taler/crockford.ts";
import type { Job } from "../task/job.ts";
import { rootNamed, selfOf } from "../wallet/roots.ts";
import { type Found, find, readHeld } from "./cycle.ts";
import { emptiedForGood, replacedBy } from "./emptied.ts";
import { putInPlace } from "./empty-copy.ts";
import { isOurs, replacedRoots, turnAfter } from "./rotation.ts";
import { waitsFor } from "./rotation-gate.ts";
import { accountAt } from "./service.ts";
import { noteRequest } from "./service-notes.ts";
import { planTakingAlong } from "./taken-along.plan.ts";

/** Services that still hold a document of this root, as far as is known. */
export const copiesOf = ({ facts: { copies = [], emptied = [] } }: FormerRoot): readonly string[] =>
  copies.filter((url) => !emptied.includes(url));

/** One task per copy, once everything this device knows stands in a document under the new secret. */
export const rotationCopiesJob: Job = {
  kind: "rotationCopies",
  reads: ["formerRoots", "self", "enrolments", "providers", "devices"],

  async pending(env) {
    const roots = await replacedRoots(env.db);
    const tasks = roots.flatMap((row) => copiesOf(row).map((url) => `${row.key} ${url}`));
    if (tasks.length === 0 || !(await mayOverwrite(env))) return [];
    const due = await turnAfter(env, roots);
    return tasks.map((id) => ({ id, due }));
  },

  async step(env, id) {
    const [name = "", url = ""] = id.split(" ");
    const found = await foundAt(env, name, url);
    if (found) await takeAlong(env, found);
    // What was taken along is told first, and then this is due again.
    if (!(await mayOverwrite(env))) return;
    if (found) {
      const { root } = await selfOf(env.db);
      await putInPlace(env, found, emptiedForGood(found.served.doc, found.served.hash, root));
    }
    const by = found ? undefined : await successorAt(env, name, url);
    const isRival = by !== undefined && !(await isOurs(env, by));
    await save(env.db, learn(formerRoots, name, { emptied: [url], ...(isRival && { rivals: [by] }) }));
  },
};

async function mayOverwrite(env: Env): Promise<boolean> {
  const { change, pace } = await selfOf(env.db);
  const enrolments = await env.db.enrolments.toArray();
  if (pace?.offSince !== undefined || coveredChange(enrolments) < change) return false;
  return (await waitsFor(env)) === undefined;
}

/** Undefined when there is nothing any more, or the word that it is over stands there already. */
async function foundAt(env: Env, root: string, url: string): Promise<Found | undefined> {
  await noteRequest(env, url);
  try {
    return await find(env, accountAt(await rootNamed(env.db, root), url));
  } catch (error) {
    if (error instanceof WalletError && error.problem.code === "secretRenewed") return undefined;
    throw error;
  }
}

/** Under whose secret the wallet goes on by what stands there, where somebody has left word of that. */
async function successorAt(env: Env, root: string, url: string): Promise<string | undefined> {
  await noteRequest(env, url);
  const doc = await readHeld(env, accountAt(await rootNamed(env.db, root), url));
  return doc && replacedBy(doc);
}

async function takeAlong(env: Env, { served }: Found): Promise<void> {
  const now = env.now();
  await adopt(env.db, { now }, planTakingAlong(served, textOf(env.random(16)), now));
}
