/** How long merging and reading a document of fifty thousand rows takes. */

import { readDocument, writeDocument } from "../../src/backup/document.ts";
import { mergeDoc } from "../../src/backup/merge.ts";
import { planUpload } from "../../src/backup/upload.plan.ts";
import { readState } from "../../src/store/adopt.ts";
import { newTown } from "../../src/testing/town.ts";
import { selfOf } from "../../src/wallet/roots.ts";
import { timed } from "./stopwatch.ts";
import { enrich } from "./wealth.ts";

const rows = 50_000;
const coinsPerWithdrawal = 256;

/** Milliseconds: joining a document that says nothing new, and reading it from its bytes with every check. */
export async function mergeFigures() {
  const env = await (await newTown("bench/merge")).wallet();
  await enrich(env, { coins: rows, coinsPerWithdrawal });
  const { device, root } = await selfOf(env.db);
  const state = await readState(env.db);
  const plan = planUpload({ state, enrolment: { revision: 0 }, me: device, wallet: root, now: env.now() });
  if (!plan.isDue) throw new Error("a first upload is always due");
  const bytes = writeDocument(plan.doc);
  const read = await timed(() => readDocument(bytes, root));
  const merged = await timed(() => mergeDoc(state, read.result.doc));
  env.close();
  return { rows50kMs: merged.ms, parse50kMs: read.ms };
}
