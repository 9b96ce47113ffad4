/** What services still hold under a secret that was renewed: taken along, then overwritten by word that it is over. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { adopt } from "../store/adopt.ts";
import { joinCounts } from "../store/clock.ts";
import { coveredChange } from "../store/coverage.ts";
import { learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { type FormerRoot, formerRoots } from "../store/entities/former-root.ts";
import { providers } from "../store/entities/provider.ts";
import { trustedAuditors } from "../store/entities/trusted-auditor.ts";
import { trustedKeys } from "../store/entities/trusted-key.ts";
import { save } from "../store/save.ts";
import type { Job } from "../task/job.ts";
import { rootNamed, selfOf } from "../wallet/roots.ts";
import { type Found, find } from "./cycle.ts";
import type { Doc } from "./doc.ts";
import { emptiedForGood } from "./emptied.ts";
import { putInPlace } from "./empty-copy.ts";
import { mergeDoc } from "./merge.ts";
import { replacedRoots, turnAfter } from "./rotation.ts";
import { waitsFor } from "./rotation-gate.ts";
import { accountAt } from "./service.ts";
import { noteRequest } from "./service-notes.ts";

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
    if (found) await takeAlong(env, found.served.doc);
    // What was taken along is told first, and then this is due again.
    if (!(await mayOverwrite(env))) return;
    if (found) await putInPlace(env, found, emptiedForGood(found.served.doc, found.served.hash));
    await save(env.db, learn(formerRoots, name, { emptied: [url] }));
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

/** Whom the wallet trusts, and who is of it: whoever else has the old secret could name himself there. */
const kept: ReadonlySet<string> = new Set([devices, providers, trustedKeys, trustedAuditors].map(({ name }) => name));

/**
 * A device that has not heard yet may have told of money there, and nowhere else. Only rows that the document holds are
 * learned: whoever else has the secret could write deletions, too, and those that are meant come with the device itself,
 * as does whom it trusts.
 */
async function takeAlong(env: Env, doc: Doc): Promise<void> {
  const told = Object.entries(doc.sets).filter(([name]) => !kept.has(name));
  const sets = told.map(([name, set]) => [name, { ...set, tombstones: [] }] as const);
  const held: Doc = { ...doc, counts: {}, clocks: {}, sets: Object.fromEntries(sets) };
  await adopt(env.db, { now: env.now() }, ({ state }) => {
    const learned = [...mergeDoc(state, held).changes.sets].flatMap(([name, { rows, unread, laws }]) =>
      rows || unread
        ? [[name, { ...(rows && { rows }), ...(unread && { unread }), ...(laws && { laws }) }] as const]
        : [],
    );
    if (learned.length === 0) return { result: undefined };
    return { changes: { sets: new Map(learned), counts: joinCounts(state.counts, doc.counts) }, result: undefined };
  });
}
