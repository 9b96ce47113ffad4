import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { providers } from "../store/entities/provider.ts";
import { coinsWorth } from "../testing/books.ts";
import { assertSame, backedUp, change, gathered, joined, minute, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { killedEverywhere, type Story } from "../testing/killed.ts";
import { assertTold } from "../testing/planted.ts";
import { settle } from "../testing/settle.ts";
import { shelved } from "../testing/shelf.ts";
import { newTown, type Town } from "../testing/town.ts";
import { backupJob } from "./job.ts";
import { removeProvider } from "./leave.ts";
import { addProvider, lookAtProvider } from "./providers.ts";
import { backupState } from "./sentence.ts";

const { sync, paidSync } = testAddresses;
const bothFree = { paidSync: { annualFee: "KUDOS:0" as never } };
const newWorld = () => newTown("killed", bothFree);

/** One wallet in several states, and its second device, where it has one. */
async function made() {
  const town = await newWorld();
  const one = await rich(town);
  const alone = await shelved(town, one);
  const told = await shelved(town, await backedUp(one));
  const two = await joined(town, await sheetOf(one));
  await change(two, "KUDOS:3");
  await settled(two);
  await change(one, "KUDOS:4");
  const conflict = [await shelved(town, one), await shelved(town, two)] as const;
  await backedUp(one, paidSync);
  await gathered(one, two);
  return { alone, told, conflict, both: [await shelved(town, one), await shelved(town, two)] as const };
}

const settled = (env: TestEnv) => settle(env, [backupJob], minute);
const world = made();

const isUsed = async (env: TestEnv, url: string) => (await env.db.of(providers).get(url)) !== undefined;

async function add(env: TestEnv, url: string): Promise<void> {
  const { tosVersion } = await lookAtProvider(env, url);
  await addProvider(env, url, tosVersion);
}

/** The sheet brings all of it to a device that has nothing. */
async function assertRestores(town: Town, env: TestEnv): Promise<void> {
  const fresh = await joined(town, await sheetOf(env), { seed: "fresh" });
  await gathered(env, fresh);
  await assertSame(env, fresh);
  assert.equal(await coinsWorth(fresh), await coinsWorth(env));
  fresh.close();
}

/** What must be true of every end: all of it is told to all, and nothing is left over. */
async function assertEnd(town: Town, env: TestEnv, others: readonly TestEnv[]): Promise<void> {
  await settle(env, [backupJob], 2 * minute);
  assert.equal((await backupState(env)).kind, "allBackedUp");
  await gathered(env, ...others);
  for (const other of others) await assertSame(env, other);
  await assertTold(town, env);
  const used = (await env.db.of(providers).toArray()).map(({ key }) => key);
  const enrolments = await env.db.enrolments.toArray();
  assert.deepEqual([enrolments.map(({ url }) => url), await env.db.blobs.count()], [used, used.length]);
  assert.ok(enrolments.every(({ offer, isMember }) => offer === undefined && isMember));
}

interface Scene {
  readonly env: TestEnv;
  readonly others?: readonly TestEnv[];
}

/** Plays the story killed at every outside call; `begin` sets the scene in a fresh town. */
async function play(
  begin: (town: Town) => Promise<Scene>,
  live: (env: TestEnv) => Promise<void>,
  again: (env: TestEnv) => Promise<void> = async () => {},
): Promise<number> {
  let [town, others]: [Town, readonly TestEnv[]] = [await newWorld(), []];
  const story: Story = {
    begin: async () => {
      town = await newWorld();
      const scene = await begin(town);
      others = scene.others ?? [];
      return scene.env;
    },
    live,
    after: async (env, point) => {
      await again(env);
      await assertEnd(town, env, others);
      // What the services hold has been compared already; restoring it takes longer.
      if (point % 5 === 1) await assertRestores(town, env);
      for (const other of others) other.close();
    },
  };
  return killedEverywhere(story);
}

/** Enough of them for the story to be there, and told. */
function assertMany(points: number, what: string): void {
  assert.ok(points >= 10, `${points} points`);
  console.log(`${what}: killed at ${points} points`);
}

describe("a worker that is killed at any outside call", () => {
  it("of choosing a service and the first upload: the same end", async () => {
    const points = await play(
      async (town) => ({ env: await (await world).alone.take(town) }),
      async (env) => {
        await add(env, sync);
        await settled(env);
      },
      async (env) => {
        if (!(await isUsed(env, sync))) await add(env, sync);
      },
    );
    assertMany(points, "choosing a service");
  });

  it("of telling one change: the same end", async () => {
    const points = await play(
      async (town) => ({ env: await (await world).told.take(town) }),
      async (env) => {
        await change(env);
        await settled(env);
      },
    );
    assertMany(points, "one change");
  });

  it("of an upload whose answer is lost: the same end", async () => {
    const points = await play(async (town) => {
      const env = await (await world).told.take(town);
      await change(env);
      const matches = ({ method }: Request) => method === "POST";
      town.sandbox.faults.sync.add({ fault: { kind: "loseAnswer" }, matches });
      return { env };
    }, settled);
    assertMany(points, "a lost answer");
  });

  it("of a conflict with another device: the same end, on both", async () => {
    const points = await play(async (town) => {
      const { conflict } = await world;
      return { env: await conflict[0].take(town), others: [await conflict[1].take(town, { seed: "two" })] };
    }, settled);
    assertMany(points, "a conflict");
  });

  it("of leaving a service: it is left or it is not, and the other device follows", async () => {
    const points = await play(
      async (town) => {
        const { both } = await world;
        return { env: await both[0].take(town), others: [await both[1].take(town, { seed: "two" })] };
      },
      async (env) => {
        await removeProvider(env, sync);
        await settled(env);
      },
      async (env) => {
        if (await isUsed(env, sync)) await removeProvider(env, sync);
        await settled(env);
        assert.equal(await isUsed(env, sync), false);
      },
    );
    assertMany(points, "leaving a service");
  });
});
