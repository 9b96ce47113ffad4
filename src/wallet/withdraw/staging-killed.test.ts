import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { batches } from "../../store/entities/batch.ts";
import { assertBooks, assertNoKeyTwice, coinsWorth } from "../../testing/books.ts";
import { badDay } from "../../testing/deeds.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { settle } from "../../testing/settle.ts";
import { arrived, chooses, covered } from "../../testing/staged.ts";
import { knowing, type Town } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { selfOf } from "../roots.ts";
import { getTransaction } from "../story/story.ts";
import { takeOver } from "./abort.ts";

const minute = 60_000;
const hour = 60 * minute;
const jobs = [withdrawJob];

interface Play {
  readonly town: Town;
  readonly env: TestEnv;
  readonly id: string;
}

/** The money is at the exchange, and a service is chosen that wants to be paid. */
async function begun(): Promise<Play> {
  const play = await arrived();
  await chooses(play.env);
  return play;
}

/** The stage, then what else it takes until all is here. */
async function whole(env: TestEnv): Promise<void> {
  await settle(env, jobs, hour);
  for (let uploads = 0; uploads < 2; uploads += 1) {
    if (env.isDead()) return;
    await covered(env);
    await settle(env, jobs, hour);
  }
}

/** Spells what came of it; the books are checked. */
async function ended({ town, env, id }: Play): Promise<string> {
  assert.equal((await getTransaction(env, id)).state, "done");
  await assertNoKeyTwice(env);
  await assertBooks(town, env);
  const plans = (await env.db.of(batches).toArray()).map(({ key }) => key);
  return [await coinsWorth(env), ...plans.sort()].join(" ");
}

describe("a withdrawal in two stages", () => {
  it("ends the same wherever its worker was killed", async () => {
    let play!: Play;
    const ends = new Set<string>();
    const points = await killedEverywhere({
      begin: async () => {
        play = await begun();
        return play.env;
      },
      live: whole,
      after: async (env) => {
        await whole(env);
        ends.add(await ended({ ...play, env }));
      },
    });
    assert.equal(ends.size, 1, [...ends].join("\n"));
    assert.ok(points > 15, `${points} points`);
  });

  for (const fault of badDay) {
    const { kind, ...more } = fault;
    it(`ends the same after ${kind} ${Object.values(more).join(" ")}`.trim(), async () => {
      const ends = new Set<string>();
      for (let at = 1; ; at += 1) {
        const play = await begun();
        let count = 0;
        const matches = () => ++count === at;
        play.town.sandbox.faults.exchange.add({ fault, matches });
        await whole(play.env);
        ends.add(await ended(play));
        play.env.close();
        if (count < at) break;
      }
      assert.equal(ends.size, 1, [...ends].join("\n"));
    });
  }

  it("is the same on two devices that do not know of each other's work", async () => {
    const { town, env, id } = await begun();
    const twin = await knowing(await town.wallet({ seed: "twin" }));
    const { recoverySecret, root } = await selfOf(env.db);
    await twin.db.self.update("self", { recoverySecret, root, isRootOwn: false });
    for (const table of ["reserves", "withdrawals", "providers", "enrolments"]) {
      await twin.db.table(table).bulkPut(await env.db.table(table).toArray());
    }
    await takeOver(twin, id);
    for (const one of [env, twin, env, twin]) await withdrawJob.step(one, id);
    const plans = (one: TestEnv) => one.db.of(batches).toCollection().primaryKeys();
    assert.deepEqual(await plans(twin), await plans(env));
    const issued = town.sandbox.exchange.ledger.books().coins.length;
    assert.ok(issued > 0 && issued < 8, `${issued} coins`);
    for (const one of [env, twin, env, twin]) await whole(one);
    for (const one of [env, twin]) await ended({ town, env: one, id });
  });

  it("goes on where it was on a device that has it from the backup", async () => {
    const { town, env, id } = await begun();
    await settle(env, jobs, hour);
    await covered(env);
    const heir = await knowing(await town.wallet({ seed: "heir" }));
    const { recoverySecret, root } = await selfOf(env.db);
    await heir.db.self.update("self", { recoverySecret, root, isRootOwn: false });
    for (const table of ["reserves", "withdrawals", "batches", "denominations", "coins", "tallies", "providers"]) {
      await heir.db.table(table).bulkPut(await env.db.table(table).toArray());
    }
    // What one device was allowed is nothing that it tells.
    await heir.db
      .of(batches)
      .toCollection()
      .modify((row) => delete (row.facts as { uncoveredAt?: number }).uncoveredAt);
    await covered(heir);
    await takeOver(heir, id);
    await whole(heir);
    await ended({ town, env: heir, id });
  });
});
