import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { remove } from "../store/deed.ts";
import { coins } from "../store/entities/coin.ts";
import { save } from "../store/save.ts";
import { assertAddsUp, coinsWorth } from "../testing/books.ts";
import { assertSame, backedUp, gathered, joined, looked, minute, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { killedEverywhere } from "../testing/killed.ts";
import { settle } from "../testing/settle.ts";
import { shelved } from "../testing/shelf.ts";
import { newTown } from "../testing/town.ts";
import { rescueJob } from "../wallet/withdraw/rescue.ts";
import { backupJob } from "./job.ts";
import { decideRemovals, removals } from "./removals.ts";
import { bringBack } from "./trash.ts";

const newWorld = () => newTown("failsafe");

/** A wallet whose second device has removed all coins and told so: before it looks, asked, and after it agreed. */
async function made() {
  const town = await newWorld();
  const one = await backedUp(await rich(town, "KUDOS:0.7"));
  const worth = await coinsWorth(one);
  const two = await joined(town, await sheetOf(one));
  const keys = await two.db.of(coins).toCollection().primaryKeys();
  await save(two.db, ...keys.map((key) => remove(coins, key)));
  await looked(two);
  const other = await shelved(town, two);
  await looked(one);
  const asked = await shelved(town, one);
  await decide(one, "remove");
  await settle(one, jobs, minute);
  return { asked, other, gone: await shelved(town, one), worth };
}

const jobs = [rescueJob, backupJob];
const world = made();

/** Decides what nobody has decided yet. */
async function decide(env: TestEnv, decision: "remove" | "keep"): Promise<void> {
  const [question] = (await removals(env)).questions;
  if (question && !question.isDecided) await decideRemovals(env, { ...question, decision });
}

async function bringAllBack(env: TestEnv): Promise<void> {
  for (const { id } of (await removals(env)).things) await bringBack(env, id);
}

type Deed = (env: TestEnv) => Promise<void>;

/** The deed killed at every outside call, then done again; both devices end with money, or without. */
async function play(from: "asked" | "gone", deed: Deed, hasMoney: boolean): Promise<void> {
  let two: TestEnv;
  const points = await killedEverywhere({
    begin: async () => {
      const town = await newWorld();
      const { [from]: one, other } = await world;
      two = await other.take(town, { seed: "two" });
      return one.take(town);
    },
    live: async (env) => {
      await deed(env);
      await settle(env, jobs, minute);
    },
    after: async (env) => {
      await deed(env);
      await settle(env, jobs, minute);
      await gathered(env, two);
      await assertSame(env, two);
      const { worth } = await world;
      const { things, questions } = await removals(env);
      assert.deepEqual([questions, things.map(({ amounts }) => amounts)], [[], hasMoney ? [] : [[worth]]]);
      assert.equal(await coinsWorth(env), hasMoney ? worth : "KUDOS:0");
      if (hasMoney) await assertAddsUp(env);
      two.close();
    },
  });
  assert.ok(points >= 10, `${points} points`);
}

describe("a worker that is killed at any outside call", () => {
  it("of keeping what a document would take: all of it stays, and the other device gets it back", () =>
    play("asked", (env) => decide(env, "keep"), true));

  it("of removing it here too: all of it goes, and lies in the trash", () =>
    play("asked", (env) => decide(env, "remove"), false));

  it("of bringing it back from the trash: all of it is there again", () => play("gone", bringAllBack, true));
});
