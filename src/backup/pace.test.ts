import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { save } from "../store/save.ts";
import { backedUp, change, jobs, joined, minute, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town, trusting } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { getTransaction } from "../wallet/story/story.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import { backupJob } from "./job.ts";
import { removeProvider } from "./leave.ts";
import { stretch } from "./pace.plan.ts";
import { askedToBackUp, backupSettings, browserStarted, setBackupSettings } from "./pace.ts";
import { backupState } from "./sentence.ts";

const { exchange, sync } = testAddresses;
const second = 1000;
const hour = 60 * minute;
const days = 36 * hour;

/** What a service sees of a wallet: when, what, and how much of it. */
type Trace = readonly string[];

interface Watched {
  readonly town: Town;
  readonly env: TestEnv;
  /** All requests about documents so far. */
  readonly trace: string[];
}

/** A wallet with a backup and a choice, and what its service sees of it from now on. */
async function watched(rhythm: "prompt" | "private", onTold: (url: string) => void = () => {}): Promise<Watched> {
  const town = await newTown("pace");
  const trace: string[] = [];
  const fetch = async (request: Request) => {
    const size = request.method === "POST" ? (await request.clone().arrayBuffer()).byteLength : 0;
    if (request.url.startsWith(`${sync}backups`)) trace.push(`${town.clock.now()} ${request.method} ${size}`);
    else if (request.method === "POST") onTold(request.url);
    return town.sandbox.fetch(request);
  };
  const env = await backedUp(await trusting(await town.wallet({ fetch })));
  await setBackupSettings(env, { rhythm });
  trace.length = 0;
  return { town, env, trace };
}

const momentOf = (line: string) => Number(line.split(" ")[0]);
const uploads = (trace: Trace) => trace.filter((line) => line.includes("POST"));

/** Lets so much time pass, and the wallet work in it. */
async function pass(env: TestEnv, milliseconds: number): Promise<void> {
  const end = env.now() + milliseconds;
  await settle(env, [backupJob], milliseconds);
  env.clock.windTo(end);
}

async function rename(env: TestEnv, name: string): Promise<void> {
  await save(env.db, learn(devices, (await selfOf(env.db)).device, { name }));
}

/** What is seen in a day and a half in which something changes at these moments (milliseconds after the beginning). */
async function someDays({ env, trace }: Watched, changesAt: readonly number[]): Promise<Trace> {
  const start = env.now();
  for (const [index, at] of changesAt.entries()) {
    await pass(env, start + at - env.now());
    await (index % 2 === 0 ? rename(env, `name ${index}`) : change(env));
  }
  await pass(env, start + days - env.now());
  return [...trace];
}

const busy = [5 * minute, 6 * minute, 3 * hour, 9 * hour, 9.01 * hour, 26 * hour, 31 * hour];

describe("in the private setting", () => {
  it("a service sees exactly the same of a wallet that pays and of one that does not", async () => {
    const still = await someDays(await watched("private"), []);
    const active = await someDays(await watched("private"), busy);
    assert.deepEqual(active, still);
    const often = uploads(still).length - days / stretch;
    assert.ok(Math.abs(often) <= 1, `${often} more than one in each stretch`);
    assert.equal(new Set(uploads(still).map((line) => line.split(" ")[2])).size, 1, "one size class");
    const gaps = uploads(still).map((line, index, all) => momentOf(line) - momentOf(all[index - 1] ?? line));
    assert.ok(new Set(gaps).size > 15, "no rhythm");
  });

  it("the same comparison tells the two apart in the prompt one", async () => {
    const still = await someDays(await watched("prompt"), []);
    const active = await someDays(await watched("prompt"), busy);
    assert.equal(uploads(still).length, 0, "quiet while nothing happens");
    assert.ok(still.length >= 18 && still.length <= 36, `${still.length} looks in a day and a half`);
    assert.notDeepEqual(active, still);
  });

  it("what has changed is in the next upload, and until then said to wait for it", async () => {
    const { env, trace } = await watched("private");
    const { nextUpload = 0 } = await backupSettings(env);
    await rename(env, "waits");
    await pass(env, nextUpload - env.now() - minute);
    assert.deepEqual([trace, (await backupState(env)).kind], [[], "pending"]);
    await pass(env, minute);
    assert.deepEqual([trace.length, (await backupState(env)).kind], [2, "allBackedUp"]);
    assert.ok(((await backupSettings(env)).nextUpload ?? 0) > env.now());
  });

  it("a withdrawal waits for that upload before anybody hears of it, and tells until when", async () => {
    const told: string[] = [];
    const { town, env } = await watched("private", (url) => void told.push(url));
    const link = await town.withdrawal("KUDOS:3");
    const id = await acceptWithdrawal(env, { link, exchange });
    const { nextUpload = 0 } = await backupSettings(env);
    await settle(env, jobs, 30 * second);
    const { waitsFor, backupAt, canGoOnWithoutBackup } = await getTransaction(env, id);
    assert.deepEqual([waitsFor, backupAt, canGoOnWithoutBackup], ["backup", nextUpload, true]);
    assert.deepEqual(told, [], "nobody has heard of its key");
    await settle(env, jobs, nextUpload - env.now() + minute);
    assert.equal((await getTransaction(env, id)).waitsFor, "bankConfirmation");
    assert.equal(told.length, 1);
  });

  it("the user may have it now, and the next moments stay what they were", async () => {
    const asks = await watched("private");
    const { nextUpload = 0 } = await backupSettings(asks.env);
    await rename(asks.env, "now");
    await askedToBackUp(asks.env);
    await pass(asks.env, second);
    assert.equal((await backupState(asks.env)).kind, "allBackedUp");
    assert.equal((await backupSettings(asks.env)).nextUpload, nextUpload);
    await pass(asks.env, nextUpload - asks.env.now() + second);
    assert.deepEqual(uploads(asks.trace).map(momentOf), [uploads(asks.trace).map(momentOf)[0], nextUpload]);
  });

  it("a start of the browser is no reason to ask, and what was missed is made up for a little later", async () => {
    const { env, trace } = await watched("private");
    await browserStarted(env);
    await pass(env, second);
    assert.deepEqual(trace, []);
    const { nextUpload = 0 } = await backupSettings(env);
    env.clock.windTo(nextUpload + 5 * hour);
    await rename(env, "after the start");
    await pass(env, 0);
    assert.deepEqual(trace, [], "not at the very start");
    await pass(env, 10 * minute);
    assert.ok(uploads(trace).length > 0);
    assert.equal((await backupState(env)).kind, "allBackedUp");
  });

  it("outlives a restart, and what failed is tried again", async () => {
    const { town, env, trace } = await watched("private");
    const { nextUpload = 0 } = await backupSettings(env);
    const next = await env.restart();
    assert.equal((await backupSettings(next)).nextUpload, nextUpload);
    town.sandbox.faults.sync.add({ fault: { kind: "status", status: 503 } });
    await pass(next, nextUpload - next.now() + minute);
    assert.equal(uploads(trace).length, 1);
    assert.equal((await backupState(next)).kind, "allBackedUp");
  });

  it("a service that is chosen has its first backup at once, and then moments of its own", async () => {
    const { env, trace } = await watched("private");
    const { nextUpload = 0 } = await backupSettings(env);
    await removeProvider(env, sync);
    trace.length = 0;
    await backedUp(env);
    assert.equal(uploads(trace).length, 1);
    assert.equal((await backupSettings(env)).nextUpload, nextUpload);
  });

  it("covers are no news to another device: in the prompt setting it answers none", async () => {
    const { town, env, trace } = await watched("private");
    const told: string[] = [];
    const fetch = (request: Request) => {
      if (request.url.startsWith(`${sync}backups`)) told.push(request.method);
      return town.sandbox.fetch(request);
    };
    const prompt = await joined(town, await sheetOf(env), { fetch });
    await pass(env, 6 * hour);
    told.length = 0;
    for (let hours = 0; hours < 24; hours++) for (const one of [env, prompt]) await pass(one, 30 * minute);
    assert.ok(uploads(trace).length > 8);
    assert.ok(told.length > 8);
    // Once in a day and a half each device tells that it lives.
    assert.ok(told.filter((method) => method === "POST").length <= 1, told.join(" "));
  });

  it("ends with everything being told that waited", async () => {
    const { env, trace } = await watched("private");
    await rename(env, "waited");
    await setBackupSettings(env, { rhythm: "prompt" });
    await pass(env, 10 * second);
    assert.deepEqual([uploads(trace).length, (await backupState(env)).kind], [1, "allBackedUp"]);
    assert.deepEqual(await backupSettings(env), { rhythm: "prompt" });
  });
});
