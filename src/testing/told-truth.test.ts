/** Whatever a device has come to: the popup's sentence and the toolbar icon say what is true, and the same. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type ProblemCode, problems } from "../api/problems.ts";
import type { Home } from "../api/views.ts";
import { signalOf } from "../background/signal.ts";
import { titleOf } from "../background/title.ts";
import { backupState } from "../backup/sentence.ts";
import type { Messages } from "../i18n/en.ts";
import { words } from "../i18n/words.ts";
import { devices } from "../store/entities/device.ts";
import type { Enrolment, NotedSuspicion, Pace } from "../store/self.ts";
import { backupSentence } from "../ui/backup-sentence.ts";
import { selfOf } from "../wallet/roots.ts";
import type { TestEnv } from "./env.ts";
import { newTown, townStart } from "./town.ts";

const minute = 60_000;
const hour = 60 * minute;
const now = townStart;
const languages = ["en", "de"].map((language) => words([language]).t);

/** A service as a device knows it, and what it last answered if that was no success. */
interface Service extends Enrolment {
  readonly fails?: ProblemCode;
}

/** What lies on a disk: rows by the change that wrote them, and all changes, deletions too, by their last number. */
interface Disk {
  readonly services: readonly Service[];
  readonly rows: readonly number[];
  readonly change: number;
  readonly pace?: Pace | undefined;
  readonly declinedBackupAt?: number | undefined;
  readonly hasMoney: boolean;
}

const mostChanges = 6;
const changes = fc.integer({ min: 0, max: mostChanges });
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const moment = fc.constantFrom(now - 30 * 24 * hour, now - hour - 1, now - minute, now + minute, now + 24 * hour);
const suspicion = fc.record<NotedSuspicion>(
  { kind: fc.constantFrom("ownDiskOld", "emptied", "rolledBack", "forked"), at: fc.constant(1), seenAt: moment },
  { requiredKeys: ["kind", "at"] },
);
/** Those of which much depends come often. */
const code = fc.oneof(
  fc.constantFrom<ProblemCode>("unreachable", "servicePaymentRequired", "massDeletion", "backupTooNew"),
  fc.constantFrom(...(Object.keys(problems) as ProblemCode[])),
);
const bill = fc.record({ kind: fc.constantFrom("account" as const, "renewal" as const), at: moment });
const service = (url: string): fc.Arbitrary<Service> =>
  fc.record(
    {
      ...{ url: fc.constant(url), root: fc.constant("R"), revision: fc.constant(1), counts: fc.constant({}) },
      ...{ told: fc.integer({ min: -1, max: mostChanges }), isMember: fc.boolean(), isOff: fc.boolean() },
      ...{ acceptedAt: moment, syncedAt: moment, lookAt: moment, uploadAt: moment, suspicion, bill },
      ...{ closing: fc.record({ until: moment }, { requiredKeys: [] }), fails: code },
    },
    { requiredKeys: ["url", "root", "revision", "counts", "told", "isMember"] },
  );
const pace = fc.record({ offSince: moment, timetable: fc.constant("T") }, { requiredKeys: [] });
const disk: fc.Arbitrary<Disk> = fc.record({
  services: fc
    .tuple(...["a", "b", "c"].map((name) => service(`https://${name}.example/`)), fc.integer({ min: 0, max: 3 }))
    .map((drawn) => drawn.slice(0, drawn.at(-1) as number) as Service[]),
  rows: fc.array(changes, { maxLength: 3 }),
  change: changes,
  ...{ pace: some(pace), declinedBackupAt: some(moment), hasMoney: fc.boolean() },
});

/** Brings a disk to this; a row is never newer than the last change. */
async function put({ db }: TestEnv, { services, rows, change, pace: chosen, declinedBackupAt }: Disk): Promise<void> {
  await Promise.all([db.enrolments.clear(), db.retries.clear(), db.table(devices.name).clear()]);
  const { pace: _pace, declinedBackupAt: _declined, ...self } = await selfOf(db);
  const choice = { ...(chosen && { pace: chosen }), ...(declinedBackupAt !== undefined && { declinedBackupAt }) };
  await db.self.put({ ...self, change, ...choice });
  await db.enrolments.bulkPut(services.map(({ fails: _, ...one }) => one));
  const failures = services.flatMap(({ url, fails }) => (fails === undefined ? [] : [{ url, code: fails }]));
  const retry = { failures: 1, notBefore: now + minute, at: now - minute };
  await db.retries.bulkPut(failures.map(({ url, code }) => ({ ...retry, id: `backup:${url}`, problem: { code } })));
  await db
    .table(devices.name)
    .bulkPut(rows.map((seq, index) => ({ key: `${index}`, facts: {}, ix: {}, seq: Math.min(seq, change) })));
}

/** What the design says, of a disk and nothing else. */
function truth({ services, rows, change, pace: chosen, hasMoney }: Disk) {
  const used = services.filter(({ isOff }) => !isOff);
  const holds = (seq: number) => used.some(({ isMember, told }) => isMember && told >= seq);
  const isUncovered = [...rows.map((seq) => Math.min(seq, change)), change].some((seq) => !holds(seq));
  const isOff = chosen?.offSince !== undefined;
  const isUsed = used.length > 0 && !isOff;
  const allFail = isUsed && used.every(({ fails }) => fails !== undefined);
  const isRecent = ({ acceptedAt = 0, told }: Service) => told >= 0 && Math.abs(now - acceptedAt) <= hour;
  const isUnseen = ({ suspicion: noted }: Service) =>
    noted !== undefined && noted.kind !== "ownDiskOld" && noted.seenAt === undefined;
  const says = (wanted: ProblemCode) => isUsed && used.some(({ fails }) => fails === wanted);
  return {
    ...{ isOff, isUsed, hasMoney },
    isSafe: isUsed && !isUncovered,
    /** Nobody has taken it for an hour, and nobody is expected to. */
    isInDanger: allFail && isUncovered && !used.some(isRecent),
    mayBeInDanger: allFail && isUncovered,
    isUnpaid: allFail && isUncovered && says("servicePaymentRequired"),
    isSuspect: isUsed && used.some(isUnseen),
    isEnding: isUsed && used.every(({ closing }) => closing !== undefined),
    asksRemoval: says("massDeletion"),
  };
}

/** What a user is told of it. */
async function told(env: TestEnv, given: Disk, t: Messages) {
  const balances = given.hasMoney ? [{ currency: "KUDOS", available: "KUDOS:1", incoming: "KUDOS:0" }] : [];
  const backup = await backupState(env);
  const home: Home = { balances, backup, transactions: [], hasMore: false, isNew: false, asksForBackup: false };
  const sentence = backupSentence(home, t);
  const signal = signalOf(home, now);
  const { lead, rest = "", moment: when } = sentence;
  return { sentence, signal, texts: [lead, rest, when?.message("soon") ?? "", titleOf(signal, t)] };
}

/** A code of ours, a place where a word should be, or what is left of a value that is not there. */
const isRaw = (text: string) =>
  /undefined|null|NaN|\[object|[{}$]|\b[a-z]+[A-Z]/.test(text) || Object.hasOwn(problems, text);

function assertTold(
  is: ReturnType<typeof truth>,
  { sentence, signal, texts }: Awaited<ReturnType<typeof told>>,
  t: Messages,
) {
  const { lead, tone } = sentence;
  const { urgency } = signal;
  const asked = is.asksRemoval ? t.problems.massDeletion.what : undefined;
  assert.equal(lead === t.problems.massDeletion.what, asked !== undefined, "what only the user can decide");
  assert.equal(lead === t.backup.all, is.isSafe && asked === undefined, "everything is backed up");
  assert.equal(lead === t.backup.none, !is.isUsed && !is.isOff && is.hasMoney, "no backup");
  assert.equal(lead === t.backup.off, is.isOff && is.hasMoney, "switched off");
  if (is.isInDanger) assert.equal(urgency, "atRisk", "danger");
  if (urgency === "atRisk") assert.ok(is.mayBeInDanger, "danger without need");
  if (is.isUnpaid || is.isSuspect || is.isEnding || is.asksRemoval) assert.notEqual(urgency, "calm", "calm");
  if (urgency !== "calm") assert.equal(tone, "needs", "an icon that calls, and a sentence that does not say why");
  if (tone === "calm") assert.ok(is.isSafe && !is.isSuspect && !is.isEnding, "a calm sentence");
  for (const text of texts) assert.ok(!isRaw(text), text);
}

describe("the sentence about the backup and the toolbar icon", () => {
  it("tell the truth about every disk", async () => {
    const town = await newTown("truth");
    const env = await town.wallet();
    assert.equal(env.now(), now);
    const property = fc.asyncProperty(disk, async (given) => {
      await put(env, given);
      for (const t of languages) assertTold(truth(given), await told(env, given, t), t);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
