/** The merge rules with one of them left out or replaced by what was tried first: histories show that each is needed. */
import type { Doc, DocTombstone } from "../backup/doc.ts";
import { planRecord } from "../backup/record.plan.ts";
import { planUpload, type UploadPlan, type UploadQuestion } from "../backup/upload.plan.ts";
import { joinCounts, knew, lamportTime } from "../store/clock.ts";
import type { Enrolment } from "../store/self.ts";
import type { Changes, State } from "../store/state.ts";
import { allRules, type MergeRules, plainMerge } from "./plain-merge.ts";
import { things } from "./replica.ts";
import type { Rules } from "./replica-rules.ts";

/** The merge with a rule left out; it asks nobody. */
export const mergeBy =
  (rules: Partial<MergeRules>) =>
  (state: State, doc: Doc, _: Enrolment, me: string): Changes =>
    plainMerge(state, doc, things.name, { ...allRules, ...rules }, !Object.hasOwn(doc.clocks, me));

export const noMemory = mergeBy({ memory: "none" });

/** The seed's rule: a tombstone goes once every device's Lamport clock has passed it. */
export function seedRule(): Rules["plan"] {
  const lamport = new Map<string, number>();
  return (question) => {
    lamport.set(question.me, lamportTime(question.state.counts));
    // With a device that never acknowledges nothing is collected by revisions.
    const held = {
      ...question,
      ...(question.doc && { doc: { ...question.doc, clocks: { ...question.doc.clocks, hold: 0 } } }),
    };
    const plan = planUpload(held);
    if (!plan.isDue) return plan;
    const { hold: _, ...clocks } = plan.doc.clocks;
    const horizon = Math.min(...Object.keys(clocks).map((id) => lamport.get(id) ?? 0));
    const doc = { ...plan.doc, clocks };
    return withTombstones({ ...plan, doc }, (tombstones) => tombstones.filter(({ del }) => del.count > horizon));
  };
}

/** Lamport time only from what is still there, not from counts. */
export const forgetfulMerge: Rules["merge"] = (state, doc) => {
  const changes = plainMerge(state, doc, things.name, allRules, false);
  const counts: Record<string, number> = { ...state.counts };
  const set = changes.sets.get(things.name);
  for (const { device, count } of [
    ...(set?.rows ?? []).map(({ ins }) => ins),
    ...(set?.tombstones ?? []).map(({ del }) => del),
  ])
    counts[device] = Math.max(counts[device] ?? 0, count);
  return { ...changes, counts };
};

/** What I never changed since the last sync and the document no longer has is gone. */
export const unchangedMerge = (state: State, doc: Doc, enrolment: Enrolment, me: string): Changes => {
  if (Object.hasOwn(doc.clocks, me)) return noMemory(state, doc, enrolment, me);
  const set = state.sets.get(things.name);
  const isGone = ({ key, ins }: { key: string; ins: { count: number; device: string } }) =>
    knew(enrolment.counts, ins) && !doc.sets[things.name]?.rows.some((row) => row.key === key);
  const gone = [...(set?.rows.values() ?? [])].filter(isGone).map(({ key }) => key);
  const merged = noMemory(state, doc, enrolment, me);
  const rows = (merged.sets.get(things.name)?.rows ?? []).filter(({ key }) => !gone.includes(key));
  return { ...merged, sets: new Map([[things.name, { ...merged.sets.get(things.name), rows, gone }]]) };
};

/** A tombstone leaves the device once one document has dropped it. */
export const dropsAtOnce: Rules["record"] = (state, url, told) => {
  const changes = planRecord(state, url, told);
  const sets = [...changes.sets].map(
    ([name, { open = [] }]) => [name, { open: open.map((one) => ({ ...one, open: [] })) }] as const,
  );
  return { sets: new Map(sets) };
};

/** A tombstone is put wherever it is still open, whatever the document proves to have seen. */
export const putByMarks: Rules["plan"] = (question: UploadQuestion) => {
  const { doc } = question;
  if (!doc) return planUpload(question);
  const plan = planUpload({ ...question, doc: { ...doc, counts: {} } });
  if (!plan.isDue) return plan;
  return { ...plan, doc: { ...plan.doc, counts: joinCounts(doc.counts, plan.doc.counts) } };
};

/** Due only when the document that results is another one, after collecting. */
export const dueByResult: Rules["plan"] = (question) => {
  const plan = planUpload(question);
  const { doc } = question;
  if (!plan.isDue || !doc || !Object.hasOwn(doc.clocks, question.me)) return plan;
  const spelled = (one: Doc) => JSON.stringify(one.sets);
  return spelled(plan.doc) === spelled(doc)
    ? { isDue: false, tombstones: plan.tombstones.map((one) => ({ ...one, stays: true })) }
    : plan;
};

/** The plan with these tombstones in its document; what is left out counts as collected. */
function withTombstones(
  plan: UploadPlan,
  chosen: (tombstones: readonly DocTombstone[], doc: Doc) => readonly DocTombstone[],
): UploadPlan {
  const set = plan.isDue ? plan.doc.sets[things.name] : undefined;
  if (!plan.isDue || !set) return plan;
  const tombstones = chosen(set.tombstones, plan.doc);
  const stays = (key: string) => tombstones.some((one) => one.key === key);
  const doc = { ...plan.doc, sets: { ...plan.doc.sets, [things.name]: { ...set, tombstones } } };
  return { isDue: true, doc, tombstones: plan.tombstones.map((one) => ({ ...one, stays: stays(one.key) })) };
}

/** A tombstone keeps its revision although it says something new. */
export const keepsSince: Rules["plan"] = (question) =>
  withTombstones(planUpload(question), (tombstones, { clocks }) => {
    const stood = question.doc?.sets[things.name]?.tombstones ?? [];
    return tombstones
      .map((one) => ({ ...one, since: stood.find(({ key }) => key === one.key)?.since ?? one.since }))
      .filter(({ since }) => since > Math.min(...Object.values(clocks)));
  });

/** What stood in the document when this device came has been seen by everyone. */
export const collectsAtOnce: Rules["plan"] = (question) =>
  withTombstones(planUpload(question), (tombstones, { revision }) =>
    tombstones.filter(({ since }) => since === revision),
  );
