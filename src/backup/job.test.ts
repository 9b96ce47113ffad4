import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { save } from "../store/save.ts";
import type { Enrolment } from "../store/self.ts";
import { backedUp, minute } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { newTown } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { backupJob, dueOf } from "./job.ts";
import { newEnrolment } from "./providers.ts";
import { backupState } from "./sentence.ts";

const { sync } = testAddresses;
const second = 1000;
const hour = 60 * minute;
const noon = Date.UTC(2026, 5, 1, 12);

const known = (more: Partial<Enrolment>): Enrolment => ({
  ...newEnrolment(sync, "ROOT"),
  ...{ told: 7, lookAt: noon + hour, syncedAt: noon - hour, isMember: true },
  ...more,
});

/** The most of these moments that lie within one hour. */
function mostInAnHour(moments: readonly number[]): number {
  const within = moments.map((from) => moments.filter((at) => at >= from && at < from + hour).length);
  return Math.max(0, ...within);
}

describe("when a service is asked", () => {
  it("is at once while an upload is in flight, and within ten seconds of a change", () => {
    const offer = { revision: 1, hash: "", change: 1, counts: {}, tombstones: [] };
    assert.equal(dueOf(known({ offer }), 7, noon), 0);
    assert.ok(dueOf(known({}), 8, noon) <= noon, "the first change goes at once");
    const asked = Array.from({ length: 24 }, (_, index) => noon - 24 * second + index * second);
    assert.ok(dueOf(known({ syncedAt: noon, asked }), 8, noon) <= noon + 10 * second);
  });

  it("is when the look is due while nothing has changed", () => {
    assert.equal(dueOf(known({}), 7, noon), noon + hour);
    assert.equal(dueOf(newEnrolment(sync, "ROOT"), 0, noon), 0);
  });

  it("is not put off for years by a clock that was wrong", () => {
    const future = noon + 10 * 365 * 24 * hour;
    assert.equal(dueOf(known({ lookAt: future }), 7, noon), 0);
    assert.ok(dueOf(known({ syncedAt: future }), 8, noon) <= noon);
    const asked = Array.from({ length: 60 }, () => future);
    assert.ok(dueOf(known({ asked }), 8, noon) <= noon);
  });

  for (const every of [1, 7, 60]) {
    it(`is at most 60 times an hour when something changes every ${every} seconds, and every ten minutes at least`, () => {
      const moments: number[] = [];
      let service = known({ syncedAt: 0, asked: [] });
      for (let now = noon; now < noon + 5 * hour; now += every * second) {
        if (dueOf(service, 8, now) > now) continue;
        moments.push(now);
        service = { ...service, syncedAt: now, asked: moments.slice(-60), lookAt: now + hour };
      }
      assert.ok(mostInAnHour(moments) <= 60, `${mostInAnHour(moments)} requests in an hour`);
      const gaps = moments.map((at, index) => at - (moments[index - 1] ?? at));
      assert.ok(Math.max(...gaps) <= 10 * minute, `${Math.max(...gaps) / second} s without a backup`);
      if (every < 5) assert.ok((moments[5] ?? 0) <= noon + 30 * second);
    });
  }

  it("leaves room for the conflicts of one sync, even with the budget almost used up", () => {
    const asked = Array.from({ length: 52 }, (_, index) => noon - 52 * second + index * second);
    assert.ok(dueOf(known({ asked, lookAt: 0 }), 7, noon) > noon + 58 * minute);
    assert.ok(dueOf(known({ asked: asked.slice(1), lookAt: 0 }), 7, noon) <= noon);
  });
});

/** A wallet with a backup, and the moments of all its requests to the service from now on. */
async function watched(name: string) {
  const town = await newTown(name);
  const moments: number[] = [];
  const fetch = (request: Request) => {
    if (request.url.startsWith(`${sync}backups`)) moments.push(town.clock.now());
    return town.sandbox.fetch(request);
  };
  const env = await backedUp(await town.wallet({ fetch }));
  return { town, env, moments };
}

async function rename(env: TestEnv, name: string): Promise<void> {
  await save(env.db, learn(devices, (await selfOf(env.db)).device, { name }));
}

/** Lets so much time pass, and the wallet work in it. */
async function pass(env: TestEnv, milliseconds: number): Promise<void> {
  const end = env.now() + milliseconds;
  await settle(env, [backupJob], milliseconds);
  env.clock.windTo(end);
}

describe("a wallet", () => {
  it("in which something changes every second is polite, and backed up in the end", async () => {
    const { env, moments } = await watched("busy");
    for (let round = 0; round < 400; round++) {
      await rename(env, `name ${round}`);
      await pass(env, second);
    }
    assert.ok(moments.length > 20 && moments.length < 45, `${moments.length} requests in seven minutes`);
    await settle(env, [backupJob], 20 * minute);
    assert.equal((await backupState(env)).kind, "allBackedUp");
    assert.ok(mostInAnHour(moments) <= 60);
  });

  for (const status of [500, 429] as const) {
    it(`whose service always answers ${status} asks ever less often`, async () => {
      const { town, env, moments } = await watched("failing");
      town.sandbox.faults.sync.add({ fault: { kind: "status", status }, times: 1e6 });
      for (let round = 0; round < 120; round++) {
        await rename(env, `name ${round}`);
        await pass(env, minute);
      }
      assert.ok(mostInAnHour(moments) <= 15, `${mostInAnHour(moments)} in an hour`);
      const last = moments.filter((at) => at > env.now() - hour);
      assert.ok(last.length <= 3, `${last.length} in the last hour`);
    });
  }

  it("waits as long as the service asks it to", async () => {
    const { town, env, moments } = await watched("later");
    town.sandbox.faults.sync.add({ fault: { kind: "status", status: 429, retryAfter: 1800 } });
    await rename(env, "told later");
    await settle(env, [backupJob], 3 * hour);
    const [first = 0, second = 0] = moments.slice(-2);
    assert.ok(second - first >= 30 * minute, `${(second - first) / minute} minutes`);
    assert.equal((await backupState(env)).kind, "allBackedUp");
  });

  it("waits until the date that the service names, by the service's own clock", async () => {
    const { town, env, moments } = await watched("dated");
    const dated = (at: number) => new Date(at + 7 * hour).toUTCString();
    let isBusy = true;
    const fetch = (request: Request) => {
      if (!isBusy || !request.url.startsWith(`${sync}backups`)) return town.sandbox.fetch(request);
      isBusy = false;
      moments.push(env.now());
      const headers = { "Retry-After": dated(env.now() + 20 * minute), Date: dated(env.now()) };
      return Promise.resolve(new Response("{}", { status: 503, headers }));
    };
    await rename(env, "told on a date");
    env.close();
    const next = await town.wallet({ fetch, profile: env.profile });
    await settle(next, [backupJob], 2 * hour);
    assert.equal((await backupState(next)).kind, "allBackedUp");
    const told = (await next.db.enrolments.get(sync))?.acceptedAt ?? 0;
    assert.ok(told - (moments.at(-1) ?? 0) >= 20 * minute);
  });

  it("backs up a change within ten seconds, and what follows at once together with it", async () => {
    const { env, moments } = await watched("soon");
    const before = moments.length;
    await rename(env, "one");
    await settle(env, [backupJob], 10 * second);
    assert.equal(moments.length, before + 1);
    for (const name of ["two", "three", "four"]) await rename(env, name);
    await settle(env, [backupJob], 10 * second);
    assert.equal(moments.length, before + 2);
    assert.equal((await backupState(env)).kind, "allBackedUp");
  });

  it("looks again within one to two hours, at moments that follow no rhythm", async () => {
    const { env, moments } = await watched("looks");
    await settle(env, [backupJob], 24 * hour);
    const gaps = moments.slice(2).map((at, index) => at - (moments[index + 1] ?? at));
    assert.ok(
      gaps.every((gap) => gap >= hour - minute && gap <= 2 * hour + minute),
      gaps.join(" "),
    );
    assert.ok(new Set(gaps).size > gaps.length / 2);
  });
});
