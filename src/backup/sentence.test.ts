import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import type { ProblemCode } from "../api/problems.ts";
import { learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { save } from "../store/save.ts";
import { backedUp, change, looked, minute } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { arrive } from "../testing/staged.ts";
import { knowing, newTown, type Town } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { backupJob } from "./job.ts";
import { removeProvider } from "./leave.ts";
import { asksForBackup, declineBackup } from "./onboarding.ts";
import { addProvider, lookAtProvider } from "./providers.ts";
import { backupState } from "./sentence.ts";

const { sync, paidSync } = testAddresses;
const bothFree = { paidSync: { annualFee: "KUDOS:0" as never } };
const down = { fault: { kind: "loseRequest" }, times: 1e6 } as const;

const rename = async (env: TestEnv, name: string) =>
  save(env.db, learn(devices, (await selfOf(env.db)).device, { name }));

async function use(env: TestEnv, url: string): Promise<void> {
  const { tosVersion } = await lookAtProvider(env, url);
  await addProvider(env, url, tosVersion);
}

const ofBoth = async (env: TestEnv) => backedUp(await backedUp(env), paidSync);
const settled = (env: TestEnv) => settle(env, [backupJob], minute);

/** A change, and what both services last said to it. */
async function failing(env: TestEnv, ...codes: readonly [free: ProblemCode, paid: ProblemCode]): Promise<void> {
  await change(await ofBoth(env));
  const retry = { failures: 1, at: env.now(), notBefore: env.now() + minute };
  for (const [index, url] of [sync, paidSync].entries())
    await env.db.retries.put({ ...retry, id: `backup:${url}`, problem: { code: codes[index] ?? "bug" } });
}

interface State {
  readonly what: string;
  readonly make: (env: TestEnv, town: Town) => Promise<unknown>;
  /** Kind, whether something is not backed up, trouble, and whether there was ever a backup. */
  readonly is: readonly [kind: string, isUncovered: boolean, trouble: string | undefined, wasBackedUp: boolean];
  readonly names?: string;
  readonly hasNextTry?: boolean;
}

const states: readonly State[] = [
  { what: "a fresh wallet", make: async () => {}, is: ["none", false, undefined, false] },
  { what: "a wallet whose owner wants none", make: declineBackup, is: ["declined", false, undefined, false] },
  {
    what: "a service chosen this moment",
    make: (env) => use(env, sync),
    is: ["never", true, undefined, false],
    names: sync,
  },
  {
    what: "a service that does not answer the first upload",
    make: async (env, town) => {
      await use(env, sync);
      town.sandbox.faults.sync.add(down);
      await settled(env);
    },
    is: ["failing", true, "unreachable", false],
    hasNextTry: true,
  },
  { what: "everything told", make: (env) => backedUp(env), is: ["allBackedUp", false, undefined, true] },
  {
    what: "a change this moment",
    make: async (env) => change(await backedUp(env)),
    is: ["backingUp", true, undefined, true],
  },
  {
    what: "a change of something that is in no row of money",
    make: async (env) => rename(await backedUp(env), "another name"),
    is: ["backingUp", true, undefined, true],
  },
  {
    what: "a deletion this moment",
    make: async (env) => {
      await ofBoth(env);
      await removeProvider(env, paidSync);
    },
    is: ["backingUp", true, undefined, true],
    names: sync,
  },
  {
    what: "so many changes that the next ones wait out of politeness",
    make: async (env) => {
      await backedUp(env);
      for (let round = 0; round < 40; round++) {
        await rename(env, `name ${round}`);
        await settle(env, [backupJob], 10_000);
        env.clock.windTo(env.now() + 10_000);
      }
      await rename(env, "the last name");
    },
    is: ["pending", true, undefined, true],
    hasNextTry: true,
  },
  {
    what: "a change that the service does not take",
    make: async (env, town) => {
      await backedUp(env);
      town.sandbox.faults.sync.add(down);
      await change(env);
      await settled(env);
    },
    is: ["failing", true, "unreachable", true],
    names: sync,
    hasNextTry: true,
  },
  {
    what: "nothing new, and a service that does not answer a look",
    make: async (env, town) => {
      await backedUp(env);
      town.sandbox.faults.sync.add(down);
      await looked(env);
    },
    is: ["allBackedUp", false, "unreachable", true],
  },
  {
    what: "two services of which one takes everything",
    make: async (env, town) => {
      await ofBoth(env);
      town.sandbox.faults.sync.add(down);
      await change(env);
      await settled(env);
    },
    is: ["allBackedUp", false, "unreachable", true],
    names: sync,
  },
  {
    what: "a change, while one of two services fails",
    make: async (env, town) => {
      await ofBoth(env);
      town.sandbox.faults.sync.add(down);
      await change(env);
      await settled(env);
      await rename(env, "another name");
    },
    is: ["backingUp", true, "unreachable", true],
  },
  {
    what: "two services that both fail",
    make: async (env, town) => {
      await ofBoth(env);
      for (const one of ["sync", "paidSync"] as const) town.sandbox.faults[one].add(down);
      await change(env);
      await settled(env);
    },
    is: ["failing", true, "unreachable", true],
  },
  {
    what: "a service that refuses for good, and one that asks whether much may be removed",
    make: (env) => failing(env, "massDeletion", "backupTooNew"),
    is: ["failing", true, "massDeletion", true],
    names: sync,
  },
  {
    what: "a service that does not answer, and one that wants to be paid",
    make: (env) => failing(env, "servicePaymentRequired", "unreachable"),
    is: ["failing", true, "servicePaymentRequired", true],
    names: sync,
  },
  {
    what: "the last service left",
    make: async (env) => {
      await backedUp(env);
      await removeProvider(env, sync);
    },
    is: ["none", false, undefined, false],
  },
];

describe("the sentence about the backup tells the truth about", () => {
  for (const { what, make, is, names, hasNextTry = is[2] !== undefined } of states) {
    it(what, async () => {
      const town = await newTown("sentence", bothFree);
      const env = await knowing(await town.wallet());
      await make(env, town);
      const state = await backupState(env);
      assert.deepEqual([state.kind, state.changes > 0, state.trouble?.code, state.lastBackup !== undefined], is);
      assert.equal(state.nextTry !== undefined, hasNextTry);
      if (state.nextTry !== undefined) assert.ok(state.nextTry > env.now());
      if (names) assert.equal(state.service, names);
    });
  }
});

describe("being asked for a backup", () => {
  it("begins when money comes, tells open pages when it is answered, and ends there", async () => {
    const town = await newTown("asked");
    const env = await knowing(await town.wallet());
    assert.equal(await asksForBackup(env), false);
    const owner = await knowing(await town.wallet({ seed: "owner" }));
    await arrive(town, owner, "KUDOS:2");
    assert.equal(await asksForBackup(owner), true);
    const told = owner.news.length;
    await declineBackup(owner);
    assert.equal(await asksForBackup(owner), false);
    assert.ok(owner.news.length > told, "no page hears of it");
  });
});
