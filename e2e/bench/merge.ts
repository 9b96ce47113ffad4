/** How long merging and reading a document of fifty thousand rows takes. */

import type { Doc } from "../../src/backup/doc.ts";
import { readDocument, writeDocument } from "../../src/backup/document.ts";
import { mergeDoc } from "../../src/backup/merge.ts";
import { planUpload } from "../../src/backup/upload.plan.ts";
import { readState } from "../../src/store/adopt.ts";
import { coins } from "../../src/store/entities/coin.ts";
import type { Membership } from "../../src/store/row.ts";
import { newTown } from "../../src/testing/town.ts";
import { selfOf } from "../../src/wallet/roots.ts";
import { median, round, timed } from "./stopwatch.ts";
import { enrich } from "./wealth.ts";

const rows = 50_000;
const coinsPerWithdrawal = 256;
const rounds = 5;

/** The device that wrote the other document. */
const other = "another device";

/**
 * Milliseconds: joining two documents of 50,000 rows that differ in every third, joining one that says nothing new, and
 * reading one from its bytes with every check. `ratio` is that of the first to the last; the aim is below 1.5.
 */
export async function mergeFigures() {
  const env = await (await newTown("bench/merge")).wallet();
  await enrich(env, { coins: rows, coinsPerWithdrawal });
  const { device, root } = await selfOf(env.db);
  const state = await readState(env.db);
  const plan = planUpload({ state, enrolment: { revision: 0 }, me: device, wallet: root, now: env.now() });
  if (!plan.isDue) throw new Error("a first upload is always due");
  const bytes = writeDocument(differing(plan.doc, device));
  const read = await often(() => readDocument(bytes, root));
  const merged = await often(() => mergeDoc(state, read.result.doc));
  const found = merged.result.changes.sets.get(coins.name)?.rows?.length ?? 0;
  if (found < rows / 6 || merged.result.removed.length > 0)
    throw new Error("the documents do not differ as they should");
  const same = await often(() => mergeDoc(state, plan.doc));
  env.close();
  return { rows50kMs: merged.ms, same50kMs: same.ms, parse50kMs: read.ms, ratio: round(merged.ms / read.ms) };
}

/** The same deed several times, and how long it usually takes. */
async function often<T>(deed: () => T): Promise<{ readonly ms: number; readonly result: T }> {
  const runs: { readonly ms: number; readonly result: T }[] = [];
  for (let count = 0; count < rounds; count++) runs.push(await timed(deed));
  const ms = median(runs.map((run) => run.ms));
  return { ms, result: (runs[0] as (typeof runs)[0]).result };
}

/**
 * As another device would have it that has not heard of the last tenth, has withdrawn as many coins of its own, and has
 * learned something of every tenth of the others.
 */
function differing(doc: Doc, device: string): Doc {
  const all = doc.sets[coins.name]?.rows ?? [];
  const steps = all.map(({ ins }) => ins.count).sort((a, b) => a - b);
  const heard = steps[Math.floor(0.9 * steps.length)] ?? 0;
  const isHeard = ({ ins }: Membership) => ins.count < heard;
  const ins = { count: (doc.counts[device] ?? 0) + 1, device: other };
  const own = all
    .filter((row) => !isHeard(row))
    .map((row): Membership => ({ ...row, key: `${row.key}0`, ins, worth: { [other]: ins.count } }));
  const learned = all
    .filter(isHeard)
    .map((row, index) => (index % 10 ? row : { ...row, facts: { ...row.facts, shownAt: index } }));
  const sets = Object.entries(doc.sets).map(([name, set]) => {
    const told = name === coins.name ? [...learned, ...own] : set.rows.filter(isHeard);
    return [name, { ...set, rows: told.sort((a, b) => (a.key < b.key ? -1 : 1)) }];
  });
  return { ...doc, counts: { [device]: heard - 1, [other]: ins.count }, sets: Object.fromEntries(sets) };
}
