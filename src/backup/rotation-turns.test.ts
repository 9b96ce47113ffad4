/** Coins of a renewed secret: the most valuable first, so many in an hour, and by the device whose user renewed it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { insert, learn } from "../store/deed.ts";
import { coinPath, coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { devices } from "../store/entities/device.ts";
import { formerRoots } from "../store/entities/former-root.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { save } from "../store/save.ts";
import { type Amount, compare } from "../taler/amount.ts";
import { seconds } from "../taler/time.ts";
import { minute, rich } from "../testing/customers.ts";
import { sampleText } from "../testing/documents.ts";
import type { TestEnv } from "../testing/env.ts";
import { rootOf } from "../testing/rotating.ts";
import { newTown } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { rotateSecret } from "./rotation.ts";
import { rotationJob } from "./rotation-job.ts";
import { markSecretKept } from "./secret-kept.ts";

const hour = 60 * minute;

/** A wallet without a backup whose secret was renewed hours after its money came; nothing is done about its coins yet. */
async function renewed() {
  const env = await rich(await newTown("turns"), "KUDOS:8.5");
  env.clock.windTo(env.now() + 3 * hour);
  const old = await rootOf(env);
  await rotateSecret(env, old);
  await markSecretKept(env, true);
  return { env, old };
}

/** Coins that were renewed half an hour ago, so many of them. */
async function plant(env: TestEnv, count: number): Promise<void> {
  const [coin] = await env.db.of(coins).toArray();
  const { root } = await selfOf(env.db);
  const at = seconds(env.now() - 30 * minute);
  const { denom } = coinPath(coin?.key ?? "");
  const plans = Array.from({ length: count }, (_, index) =>
    insert(refreshes, sampleText(`plan ${index}`, 64), {
      coin: `w:${sampleText("a reserve", 32)}:${index}:${denom}`,
      ...{ amount: "KUDOS:1" as Amount, denoms: [denom], root, attempt: 0, reason: "rotation" as const },
      ...{ plannedAt: at, doneAt: at },
    }),
  );
  await save(env.db, ...plans);
}

const task = async (env: TestEnv) => {
  const [first, ...others] = await rotationJob.pending(env);
  assert.deepEqual(others, []);
  return first ?? assert.fail("nothing to do");
};

describe("the coins of a renewed secret", () => {
  it("are renewed in the order of their worth, as many as an hour allows", async () => {
    const { env } = await renewed();
    const kinds = await env.db.of(denominations).toArray();
    const worthOf = (name: string) =>
      kinds.find(({ key }) => key === coinPath(name).denom)?.facts.value ?? assert.fail("no denomination");
    const all = (await env.db.of(coins).toArray()).map(({ key }) => worthOf(key)).sort((a, b) => compare(b, a));
    await plant(env, 10);
    const { id, due = 0 } = await task(env);
    assert.ok(due <= env.now());
    await rotationJob.step(env, id);
    const plans = (await env.db.of(refreshes).toArray()).filter(({ facts }) => facts.doneAt === undefined);
    const chosen = plans.map(({ facts }) => worthOf(facts.coin)).sort((a, b) => compare(b, a));
    assert.deepEqual(chosen, all.slice(0, 2));
    assert.ok(compare(all[1] ?? assert.fail(), all.at(-1) ?? assert.fail()) > 0, "coins that are all alike");
  });

  it("wait once an hour has had its share", async () => {
    const { env } = await renewed();
    await plant(env, 12);
    const { id, due } = await task(env);
    assert.equal(due, (seconds(env.now() - 30 * minute) + 60 * 60) * 1000);
    await rotationJob.step(env, id);
    assert.equal(await env.db.of(refreshes).count(), 12);
  });

  it("leave room for money that is on its way", async () => {
    const { env } = await renewed();
    await plant(env, 2);
    const { exchange, account = "", amount } = (await env.db.of(withdrawals).toArray())[0]?.facts ?? assert.fail();
    const accept = (index: number) =>
      insert(withdrawals, sampleText(`reserve ${index}`, 32), {
        ...{ exchange, account, amount, kind: "manual" as const, acceptedAt: seconds(env.now()) },
      });
    await save(env.db, accept(1), accept(2), accept(3));
    assert.ok(((await task(env)).due ?? 0) <= env.now(), "two of four");
    await save(env.db, accept(4));
    assert.ok(((await task(env)).due ?? 0) > env.now(), "two of two");
  });

  it("are left to the device that renewed it, for as long as it lives", async () => {
    const { env, old } = await renewed();
    const other = sampleText("another device", 16);
    const now = seconds(env.now());
    const row = { joinedAt: now - 9, seenAt: now, name: "Other", slots: [] };
    await save(env.db, insert(devices, other, row), learn(formerRoots, old, { renewedBy: other }));
    const { due = 0 } = await task(env);
    assert.ok(due > env.now() + 23 * hour && due <= env.now() + 25 * hour);
    await save(env.db, learn(devices, other, { retired: "yes" }));
    assert.ok(((await task(env)).due ?? 0) <= env.now());
  });
});
