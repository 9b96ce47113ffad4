import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bytesOf } from "../taler/crockford.ts";
import { Clock } from "../testing/clock.ts";
import { testEnv } from "../testing/env.ts";
import { doomed } from "../testing/killed.ts";
import { Profile } from "../testing/profile.ts";
import { ensureSelf } from "./birth.ts";
import { devices, slotOf } from "./entities/device.ts";
import { rootOf } from "./root-secret.ts";

const noNetwork = () => Promise.reject(new TypeError("no network"));
const unborn = (profile = new Profile(), seed = "birth") =>
  testEnv({ fetch: noNetwork, clock: new Clock(1_700_000_000_500), seed, profile, isUnborn: true });

describe("the first start", () => {
  it("draws a device id and a recovery secret, and takes slot 1", async () => {
    const env = await unborn();
    const self = await ensureSelf(env.db, env);
    assert.equal(bytesOf(self.device).length, 16);
    assert.equal(bytesOf(self.recoverySecret).length, 32);
    assert.equal(self.root, rootOf(bytesOf(self.recoverySecret)).name);
    assert.deepEqual(self.counts, { [self.device]: 1 });
    assert.equal(self.change, 1);
    assert.equal(self.offered, 0);
    assert.equal(self.isRootOwn, true);
    assert.equal(self.installedAt, 1_700_000_000_500);
    assert.deepEqual(await env.db.self.get("self"), self);
    const row = await env.db.of(devices).get(self.device);
    const at = { count: 1, device: self.device };
    assert.equal(slotOf(row), 1);
    assert.equal(row?.seq, 1, "it goes into the first backup");
    assert.deepEqual(row?.ins, at);
    assert.deepEqual(row?.facts.name, { value: "Firefox on Linux", at });
    assert.equal(row?.facts.joinedAt, 1_700_000_000);
    assert.deepEqual(env.news, [["devices"]]);
  });

  it("happens once, however often it is asked for", async () => {
    const env = await unborn();
    const self = await ensureSelf(env.db, env);
    const later = await (await env.restart()).restart();
    assert.deepEqual(await ensureSelf(later.db, later), self);
    assert.equal(await later.db.of(devices).count(), 1);
    assert.deepEqual(later.news, []);
  });

  it("happens once when two workers start together", async () => {
    const profile = new Profile();
    const [one, other] = [await unborn(profile, "one"), await unborn(profile, "other")];
    const [self, same] = await Promise.all([ensureSelf(one.db, one), ensureSelf(other.db, other)]);
    assert.deepEqual(self, same);
    assert.equal(await one.db.of(devices).count(), 1);
    assert.equal(one.news.length + other.news.length, 1);
  });

  it("is whole or has not happened, wherever the worker is killed", async () => {
    for (let dieAt = 1; ; dieAt++) {
      const { env, points, death } = doomed(await unborn(), dieAt);
      await Promise.race([ensureSelf(env.db, env), death]);
      const next = await env.restart();
      const [left, rows] = [await next.db.self.get("self"), await next.db.of(devices).toArray()];
      assert.deepEqual(
        rows.map(({ key }) => key),
        left ? [left.device] : [],
      );
      const self = await ensureSelf(next.db, next);
      if (left) assert.deepEqual(self, left);
      if (points() < dieAt) {
        assert.equal(points(), 4, "two draws, and the write with a moment before and one after");
        return;
      }
    }
  });
});
