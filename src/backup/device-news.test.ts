/** What one is told of devices that come, come back and are retired, and what that changes for the others. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { save } from "../store/save.ts";
import {
  assertSame,
  backedUp,
  backupRequests,
  change,
  gathered,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
  slotIn,
} from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { accountOf, documentOf } from "../testing/planted.ts";
import { settle } from "../testing/settle.ts";
import { copied } from "../testing/snapshot.ts";
import { newTown } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { listDevices, renameDevice } from "./device-list.ts";
import { recogniseDevice } from "./device-news.ts";
import { backupJob } from "./job.ts";
import { rejoin, retireDevice } from "./retire.ts";
import { backupState } from "./sentence.ts";
import { acknowledgeSuspicion } from "./service-state.ts";

const { sync } = testAddresses;

const idOf = async ({ db }: TestEnv) => (await selfOf(db)).device;
const toldBy = async (env: TestEnv) => (await backupState(env)).devices;
const newsIn = async (env: TestEnv) => (await listDevices(env)).flatMap(({ news }) => (news ? [news.kind] : []));
const retiredIn = async (env: TestEnv) => (await listDevices(env)).map(({ isRetired }) => isRetired);

async function twoDevices() {
  const town = await newTown("news");
  const one = await backedUp(await rich(town));
  const sheet = await sheetOf(one);
  const two = await joined(town, sheet);
  const clocks = () => Object.keys(documentOf(town, accountOf(sheet)).clocks).sort();
  return { town, one, two, sheet, clocks };
}

describe("a device that joins", () => {
  it("is news to those that were there, until each user has said that they know it", async () => {
    const { one, two } = await twoDevices();
    assert.equal(await toldBy(one), undefined, "not heard of yet");
    await looked(one);
    assert.deepEqual(await toldBy(one), { kind: "joined", name: "Firefox on Linux", number: 2 });
    assert.deepEqual(await newsIn(one), ["joined"]);
    await gathered(one, two);
    const { change } = await selfOf(one.db);
    await recogniseDevice(one, await idOf(two));
    assert.deepEqual([await toldBy(one), await newsIn(one)], [undefined, []]);
    assert.equal((await selfOf(one.db)).change, change, "no other device has to be told");
  });

  it("has no news of those that were there before it, and of those that come after it", async () => {
    const { town, one, two, sheet } = await twoDevices();
    assert.equal(await toldBy(two), undefined);
    await joined(town, sheet, { seed: "three" });
    await gathered(one, two);
    assert.deepEqual([(await newsIn(one)).length, (await newsIn(two)).length], [2, 1]);
    await recogniseDevice(two, "nobody");
    assert.equal((await newsIn(two)).length, 1);
  });
});

/** One retires the other, of which it has just heard. */
async function retired(one: TestEnv, two: TestEnv): Promise<void> {
  await looked(one);
  await retireDevice(one, await idOf(two));
  await settle(one, [backupJob], minute);
}

describe("a device that is retired", () => {
  it("is left out of every document's clocks, keeps its row and its counts, and is news no more", async () => {
    const { town, one, two, sheet, clocks } = await twoDevices();
    await looked(one);
    const [first, second] = [await idOf(one), await idOf(two)];
    assert.deepEqual(clocks(), [first, second].sort());
    await retireDevice(one, second);
    await settle(one, [backupJob], minute);
    assert.deepEqual([clocks(), await toldBy(one), await retiredIn(one)], [[first], undefined, [false, true]]);
    assert.ok((documentOf(town, accountOf(sheet)).counts[second] ?? 0) > 0);
    await assert.rejects(retireDevice(one, first), /notAllowed/);
    await assert.rejects(retireDevice(one, "nobody"), /badInput/);
  });

  it("learns of it, goes on telling what it knows, and upsets nobody", async () => {
    const { town, one, two, clocks } = await twoDevices();
    await retired(one, two);
    await change(two, "KUDOS:4");
    await looked(two);
    assert.equal((await toldBy(two))?.kind, "retired");
    assert.equal((await backupState(two)).kind, "allBackedUp");
    await gathered(one, two);
    await assertSame(one, two);
    assert.deepEqual([clocks(), await newsIn(one)], [[await idOf(one)], []]);
    const quiet = backupRequests(town, sync, "POST");
    await gathered(one, two, one);
    assert.equal(backupRequests(town, sync, "POST"), quiet);
    await change(one, "KUDOS:1");
    await settle(one, [backupJob], minute);
    await looked(two);
    assert.ok(
      (await two.db.enrolments.get(sync))?.isMember,
      "what it hears is backed up, though no clock waits for it",
    );
  });

  it("comes back by one upload when its user wants that, in its own slot, and is news to the others", async () => {
    const { town, one, two, clocks } = await twoDevices();
    const slot = await slotIn(two);
    await retired(one, two);
    await looked(two);
    const before = backupRequests(town, sync, "POST");
    await rejoin(two);
    await rejoin(two);
    await settle(two, [backupJob], minute);
    assert.equal(backupRequests(town, sync, "POST"), before + 1);
    assert.deepEqual([await toldBy(two), await slotIn(two), clocks().length], [undefined, slot, 2]);
    await looked(one);
    assert.deepEqual(await toldBy(one), { kind: "returned", name: "Firefox on Linux", number: 2 });
    await retireDevice(one, await idOf(two));
    assert.deepEqual([await toldBy(one), await newsIn(one)], [undefined, []]);
  });

  it("by each other leave a document that nobody stands in, and nothing is lost", async () => {
    const { one, two, clocks } = await twoDevices();
    await looked(one);
    await retireDevice(one, await idOf(two));
    await retireDevice(two, await idOf(one));
    await gathered(one, two);
    await assertSame(one, two);
    assert.deepEqual([clocks(), await retiredIn(one)], [[], [true, true]]);
    await rejoin(one);
    await gathered(one, two);
    assert.deepEqual([clocks(), await newsIn(two)], [[await idOf(one)], ["returned"]]);
  });
});

describe("two copies of one wallet", () => {
  it("are told of it once, and go on as two devices of one name", async () => {
    const town = await newTown("copies");
    const one = await backedUp(await rich(town));
    await renameDevice(one, "Desk");
    await settle(one, [backupJob], minute);
    const copy = await town.wallet({ profile: await copied(one.profile) });
    await change(one, "KUDOS:3");
    await settle(one, [backupJob], minute);
    await change(copy, "KUDOS:4");
    await looked(copy);
    assert.deepEqual(await toldBy(copy), { kind: "copied", name: "Desk", number: 2 });
    assert.equal((await backupState(copy)).kind, "allBackedUp");
    const { suspicion } = (await copy.db.enrolments.get(sync)) ?? {};
    await acknowledgeSuspicion(copy, sync, suspicion?.at ?? 0);
    await gathered(one, copy);
    assert.deepEqual([await toldBy(copy), await newsIn(copy)], [undefined, []]);
    assert.deepEqual(await toldBy(one), { kind: "joined", name: "Desk", number: 2 });
    await assertSame(one, copy);
    assert.notEqual(await slotIn(one), await slotIn(copy));
  });
});

describe("devices that have nothing to say", () => {
  /** The same answer, that tells when somebody begins to read its body. */
  async function watched(answer: Response, onRead: () => void): Promise<Response> {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const pull = (controller: ReadableStreamDefaultController) => {
      onRead();
      controller.enqueue(bytes);
      controller.close();
    };
    return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), answer);
  }

  it("upload nothing in a week; one change is one upload, and one download for each other device", async () => {
    const town = await newTown("silence");
    const seen = { looks: 0, downloads: 0, uploads: 0 };
    const fetch = async (request: Request) => {
      const answer = await town.sandbox.fetch(request);
      if (!request.url.includes(`${sync}backups/`)) return answer;
      if (request.method === "POST") seen.uploads++;
      else seen.looks++;
      return answer.status === 200 ? watched(answer, () => void seen.downloads++) : answer;
    };
    const one = await backedUp(await rich(town, "KUDOS:8.5", { fetch }));
    const sheet = await sheetOf(one);
    const others = [await joined(town, sheet, { fetch }), await joined(town, sheet, { fetch, seed: "three" })];
    await gathered(one, ...others);
    const pass = async (hours: number) => {
      Object.assign(seen, { looks: 0, downloads: 0, uploads: 0 });
      for (let hour = 0; hour < hours; hour += 3) {
        await town.clock.wind(180 * minute);
        for (const env of [one, ...others]) await settle(env, [backupJob], 1);
      }
      return { ...seen };
    };
    const { looks, ...week } = await pass(7 * 24);
    assert.deepEqual(week, { downloads: 0, uploads: 0 });
    assert.ok(looks >= 3 * 7 * 4, "they look all the same");
    await save(one.db, learn(devices, await idOf(one), { name: "Desk" }));
    const { looks: _, ...changed } = await pass(24);
    assert.deepEqual(changed, { downloads: others.length, uploads: 1 });
    for (const other of others) await assertSame(one, other);
    const [heard] = await listDevices(others[0] ?? assert.fail());
    assert.ok((heard?.seenAt ?? 0) > town.clock.now() - 25 * 60 * minute, "what tells the change tells who lives");
  });
});
