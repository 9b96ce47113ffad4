/** Devices that this version cannot read are on the list, and can be retired, without a word about the rest of them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { adopt, readState } from "../store/adopt.ts";
import { devices } from "../store/entities/device.ts";
import type { Membership } from "../store/row.ts";
import { countSetAside } from "../store/set-aside.ts";
import type { SetChanges } from "../store/state.ts";
import { Clock } from "../testing/clock.ts";
import { emptyDoc, sampleText } from "../testing/documents.ts";
import { type TestEnv, testEnv } from "../testing/env.ts";
import { selfOf } from "../wallet/roots.ts";
import { listDevices } from "./device-list.ts";
import { mergeDoc } from "./merge.ts";
import { retiredIn } from "./newcomers.plan.ts";
import { retireDevice } from "./retire.ts";

const other = sampleText("a device of a newer version", 16);
const at = { count: 3, device: other };
const row = (facts: Membership["facts"]): Membership => ({ key: other, ins: at, facts });

/** A device that has received this of another one. */
async function having(change: SetChanges): Promise<TestEnv> {
  const fetch = () => Promise.reject(new TypeError("no network"));
  const env = await testEnv({ clock: new Clock(1_790_000_000_000), seed: "unreadable", fetch });
  const changes = { counts: { [other]: 9 }, sets: new Map([[devices.name, change]]) };
  await adopt(env.db, { now: env.now() }, () => ({ changes, result: undefined }));
  return env;
}

const listed = async (env: TestEnv) =>
  (await listDevices(env)).filter(({ isThis }) => !isThis).map(({ news: _, ...view }) => view);
const dim = { id: other, isThis: false, isRetired: false, joinedAt: 0, isUnreadable: true };

describe("a device whose row cannot be read", () => {
  it("is listed with whatever can be read of it, and retired without a change to the rest", async () => {
    const facts = { name: { value: "Phone", at }, joinedAt: "long ago" };
    const env = await having({ rows: [row(facts)] });
    assert.deepEqual(await listed(env), [{ ...dim, name: "Phone" }]);
    await retireDevice(env, other);
    assert.deepEqual(await listed(env), [{ ...dim, name: "Phone", isRetired: true }]);
    const state = await readState(env.db);
    assert.deepEqual(retiredIn(state), [other]);
    const { retired, ...rest } = state.sets.get(devices.name)?.rows.get(other)?.facts ?? {};
    assert.deepEqual([rest, (retired as { value?: unknown }).value], [facts, "yes"]);
    const { change } = await selfOf(env.db);
    await retireDevice(env, other);
    assert.equal((await selfOf(env.db)).change, change, "saying it twice says nothing new");
  });

  it("is listed and retired even if not one member of its row is sound", async () => {
    const env = await having({ unread: [{ key: other, ins: at, facts: 7 }] });
    assert.deepEqual(await listed(env), [{ ...dim, name: "" }]);
    await retireDevice(env, other);
    assert.deepEqual(await listed(env), [{ ...dim, name: "", isRetired: true }]);
    assert.deepEqual(retiredIn(await readState(env.db)), [other]);
    const mended = row({ name: { value: "Phone", at }, joinedAt: 5, slots: [{ slot: 2, at }] });
    const sets = { devices: { laws: {}, rows: [mended], tombstones: [], unread: [] } };
    const doc = { ...emptyDoc, counts: { [other]: 9 }, sets };
    await adopt(env.db, { now: 0 }, ({ state }) => ({ changes: mergeDoc(state, doc).changes, result: undefined }));
    const [view, ...more] = await listed(env);
    assert.deepEqual([view?.name, view?.isRetired, view?.isUnreadable, more], ["Phone", true, undefined, []]);
    assert.equal(await countSetAside(env.db), 0);
  });

  it("is not this one, nor anything that could be no device at all", async () => {
    const env = await having({ unread: [{ key: "x".repeat(65), ins: at }, "?", { key: "constructor" }] });
    assert.deepEqual(await listed(env), []);
    const { device } = await selfOf(env.db);
    const unread = [{ key: device, ins: at, facts: 7 }];
    const changes = { sets: new Map([[devices.name, { unread }]]) };
    await env.db.table(devices.name).clear();
    await adopt(env.db, { now: 0 }, () => ({ changes, result: undefined }));
    assert.deepEqual(await listed(env), []);
    await assert.rejects(retireDevice(env, device), /notAllowed/);
    await assert.rejects(retireDevice(env, "nobody"), /badInput/);
  });
});
