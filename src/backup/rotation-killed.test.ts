import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formerRoots } from "../store/entities/former-root.ts";
import { coinsWorth } from "../testing/books.ts";
import { available, backedUp, minute, rich, sheetOf } from "../testing/customers.ts";
import { killedEverywhere, type Story } from "../testing/killed.ts";
import { documentAt, rootOf, rootsOfCoins, rotationJobs } from "../testing/rotating.ts";
import { settle } from "../testing/settle.ts";
import { shelved } from "../testing/shelf.ts";
import { newTown, type Town } from "../testing/town.ts";
import { isReplaced } from "./emptied.ts";
import { rotateSecret } from "./rotation.ts";
import { markSecretKept } from "./secret-kept.ts";
import { backupState } from "./sentence.ts";

async function begun() {
  const town = await newTown("rotation");
  const env = await backedUp(await rich(town, "KUDOS:0.11"));
  return { town, env, oldSheet: await sheetOf(env) };
}

describe("a rotation whose worker is killed", () => {
  it("ends alike: everything under the new secret, nothing under the old one", async () => {
    const world = await begun();
    const disk = await shelved(world.town, world.env);
    let now!: { readonly town: Town; readonly sheet: string; readonly root: string };
    const ends = new Set<string>();
    const story: Story = {
      begin: async () => {
        const town = await newTown("rotation");
        const env = await disk.take(town);
        now = { town, sheet: world.oldSheet, root: await rootOf(env) };
        return env;
      },
      live: async (env) => {
        await rotateSecret(env, now.root);
        if (env.isDead()) return;
        await markSecretKept(env, true);
        await settle(env, rotationJobs, 5 * minute);
      },
      after: async (env) => {
        await rotateSecret(env, now.root);
        await markSecretKept(env, true);
        await settle(env, rotationJobs, 10 * minute);
        assert.ok(isReplaced(documentAt(now.town, now.sheet)));
        assert.deepEqual(await rootsOfCoins(env), new Set([await rootOf(env)]));
        assert.equal(await env.db.of(formerRoots).count(), 1);
        ends.add(`${await coinsWorth(env)} ${await available(env)} ${(await backupState(env)).kind}`);
      },
    };
    const points = await killedEverywhere(story, 4);
    assert.deepEqual([ends.size, points > 40], [1, true], [...ends].join());
    console.log(`rotation: killed at ${points} points`);
  });
});
