import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { providers } from "../store/entities/provider.ts";
import { coinsWorth } from "../testing/books.ts";
import { assertSame, backedUp, change, gathered, joined, minute, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { killedEverywhere, type Story } from "../testing/killed.ts";
import { settle } from "../testing/settle.ts";
import { type Shelved, shelved } from "../testing/shelf.ts";
import { newTown, type Town } from "../testing/town.ts";
import { backupJob } from "./job.ts";
import { addProvider, lookAtProvider, removeProvider } from "./providers.ts";
import { backupState } from "./sentence.ts";

const { sync, paidSync } = testAddresses;
const bothFree = { paidSync: { annualFee: "KUDOS:0" as never } };
const newWorld = () => newTown("killed", bothFree);

/** A wallet with coins; the same for every story. */
const wallet: Promise<Shelved> = newWorld().then(async (town) => shelved(await rich(town)));

const isUsed = async (env: TestEnv, url: string) => (await env.db.of(providers).get(url)) !== undefined;

async function add(env: TestEnv, url: string): Promise<void> {
  const { tosVersion } = await lookAtProvider(env, url);
  await addProvider(env, url, tosVersion);
}

/** What must be true of every end: the sheet brings all of it to a device that has nothing, and nothing is left over. */
async function assertEnd(town: Town, env: TestEnv, ...others: readonly TestEnv[]): Promise<void> {
  await settle(env, [backupJob], 2 * minute);
  assert.equal((await backupState(env)).kind, "allBackedUp");
  const fresh = await joined(town, await sheetOf(env), { seed: "fresh" });
  await gathered(env, ...others, fresh);
  for (const other of [...others, fresh]) await assertSame(env, other);
  assert.equal(await coinsWorth(fresh), await coinsWorth(env));
  const used = (await env.db.of(providers).toArray()).map(({ key }) => key);
  const enrolments = await env.db.enrolments.toArray();
  assert.deepEqual(
    enrolments.map(({ url }) => url),
    used,
  );
  assert.ok(enrolments.every(({ offer, isMember }) => offer === undefined && isMember));
  assert.equal(await env.db.blobs.count(), used.length);
  fresh.close();
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
    after: async (env) => {
      await again(env);
      await assertEnd(town, env, ...others);
      for (const other of others) other.close();
    },
  };
  return killedEverywhere(story);
}

const settled = (env: TestEnv) => settle(env, [backupJob], minute);

/** Enough of them for the story to be there, and told. */
function assertMany(points: number, what: string): void {
  assert.ok(points >= 10, `${points} points`);
  console.log(`${what}: killed at ${points} points`);
}

describe("a worker that is killed at any outside call", () => {
  it("of choosing a service and the first upload: the same end", async () => {
    const points = await play(
      async (town) => ({ env: await (await wallet).take(town) }),
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
      async (town) => ({ env: await backedUp(await (await wallet).take(town)) }),
      async (env) => {
        await change(env);
        await settled(env);
      },
    );
    assertMany(points, "one change");
  });

  it("of an upload whose answer is lost: the same end", async () => {
    const points = await play(async (town) => {
      const env = await backedUp(await (await wallet).take(town));
      await change(env);
      const matches = ({ method }: Request) => method === "POST";
      town.sandbox.faults.sync.add({ fault: { kind: "loseAnswer" }, matches });
      return { env };
    }, settled);
    assertMany(points, "a lost answer");
  });

  it("of a conflict with another device: the same end, on both", async () => {
    const points = await play(async (town) => {
      const env = await backedUp(await (await wallet).take(town));
      const other = await joined(town, await sheetOf(env));
      await change(other, "KUDOS:3");
      await settled(other);
      await change(env, "KUDOS:4");
      return { env, others: [other] };
    }, settled);
    assertMany(points, "a conflict");
  });

  it("of leaving a service: it is left or it is not, and the other device follows", async () => {
    const points = await play(
      async (town) => {
        const env = await backedUp(await backedUp(await (await wallet).take(town)), paidSync);
        const other = await joined(town, await sheetOf(env));
        return { env, others: [other] };
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
