import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { longestDeviceName } from "../api/keeping-views.ts";
import { insert, learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { save } from "../store/save.ts";
import { textOf } from "../taler/crockford.ts";
import { seconds } from "../taler/time.ts";
import { Clock } from "../testing/clock.ts";
import { backedUp, gathered, joined, rich, sheetOf } from "../testing/customers.ts";
import { type TestEnv, testEnv } from "../testing/env.ts";
import { newTown } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { listDevices, renameDevice } from "./device-list.ts";

const alone = (): Promise<TestEnv> =>
  testEnv({
    clock: new Clock(1_790_000_000_000),
    seed: "devices",
    fetch: () => Promise.reject(new TypeError("no network")),
  });

/** Another device as a document brings it. */
async function other(
  env: TestEnv,
  number: number,
  name: string,
  retired?: "yes" | "no",
  { joinedAt = seconds(env.now()) + number, slot = 0 } = {},
): Promise<string> {
  const key = textOf(new Uint8Array(16).fill(number));
  const slots = slot === 0 ? [] : [{ slot, at: { count: slot, device: key } }];
  const facts = { name, joinedAt, slots };
  await save(env.db, insert(devices, key, { ...facts, ...(retired && { retired }) }));
  return key;
}

const shown = async (env: TestEnv) => (await listDevices(env)).map(({ name, number }) => `${name} ${number ?? 1}`);

describe("the list of devices", () => {
  it("names this device as the browser calls itself, until its owner knows better", async () => {
    const env = await alone();
    const [first, ...others] = await listDevices(env);
    const { device } = await selfOf(env.db);
    assert.deepEqual(others, []);
    const joinedAt = seconds(env.now()) * 1000;
    assert.deepEqual(first, { id: device, name: "Firefox on Linux", isThis: true, isRetired: false, joinedAt });
    await renameDevice(env, "  Kitchen \n laptop ");
    assert.deepEqual(await shown(env), ["Kitchen laptop 1"]);
  });

  it("tells devices of one name apart, the older first, whatever the case and what cannot be seen", async () => {
    const env = await alone();
    await other(env, 3, "FIREFOX on\u200b Linux");
    await other(env, 2, "Phone");
    await other(env, 4, "firefox  on linux");
    assert.deepEqual(await shown(env), ["Firefox on Linux 1", "Phone 1", "FIREFOX on Linux 2", "firefox on linux 3"]);
  });

  it("gives nobody the name that another one bears, or none that can be seen", async () => {
    const env = await alone();
    for (const [index, name] of ["Firefox on Linux #2", "Firefox on Linux", "\u3164\u2800", "\ufeff"].entries())
      await other(env, index + 2, name);
    const names = ["Firefox on Linux 1", "Firefox on Linux #2 1", "Firefox on Linux 3", " 1", " 2"];
    assert.deepEqual(await shown(env), names);
  });

  it("believes no clock that is wrong by years: neither in what order they came, nor when they were heard of", async () => {
    const env = await alone();
    const now = seconds(env.now());
    const ahead = await other(env, 2, "Ahead", undefined, { joinedAt: Number.MAX_SAFE_INTEGER, slot: 3 });
    await other(env, 3, "Behind", undefined, { joinedAt: 5, slot: 4 });
    await other(env, 4, "Right", undefined, { joinedAt: now, slot: 2 });
    await save(env.db, learn(devices, ahead, { seenAt: now + 3 * 365 * 86_400 }));
    const told = (await listDevices(env)).slice(1);
    assert.deepEqual(
      told.map(({ name, joinedAt, seenAt }) => [name, joinedAt / 1000, seenAt]),
      [
        ["Right", now, undefined],
        ["Ahead", now, undefined],
        ["Behind", 5, undefined],
      ],
    );
  });

  it("says which are retired, and when each was last heard of", async () => {
    const env = await alone();
    const key = await other(env, 2, "Old one", "yes");
    await save(env.db, learn(devices, key, { seenAt: 1_790_000_000 }));
    const back = await other(env, 3, "Come back", "no");
    await env.db.self.update("self", { newcomers: { [key]: { at: 1 }, [back]: { at: 2, isBack: true } } });
    const told = (await listDevices(env)).map(({ isRetired, seenAt, news }) => [isRetired, seenAt, news]);
    assert.deepEqual(told, [
      [false, undefined, undefined],
      [true, 1_790_000_000_000, undefined],
      [false, undefined, { kind: "returned", at: 2 }],
    ]);
  });
});

describe("renaming this device", () => {
  it("refuses no name and one that is too long, and changes nothing", async () => {
    const env = await alone();
    for (const name of ["", " \t\u200b ", "x".repeat(longestDeviceName + 1)])
      await assert.rejects(renameDevice(env, name), /badInput/);
    await renameDevice(env, "x".repeat(longestDeviceName));
    assert.deepEqual(await shown(env), [`${"x".repeat(longestDeviceName)} 1`]);
  });

  it("is no news when the name stays the same", async () => {
    const env = await alone();
    await renameDevice(env, "Laptop");
    const { change } = await selfOf(env.db);
    await renameDevice(env, " Laptop");
    assert.equal((await selfOf(env.db)).change, change);
  });

  it("reaches the other devices with the next backup", async () => {
    const town = await newTown("renamed");
    const one = await backedUp(await rich(town));
    const two = await joined(town, await sheetOf(one));
    await renameDevice(one, "Desk");
    await gathered(one, two);
    assert.deepEqual(await shown(two), ["Desk 1", "Firefox on Linux 1"]);
    assert.deepEqual(
      (await listDevices(two)).map(({ isThis }) => isThis),
      [false, true],
    );
  });
});
