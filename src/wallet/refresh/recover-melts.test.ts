import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { insert } from "../../store/deed.ts";
import { devices } from "../../store/entities/device.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { save } from "../../store/save.ts";
import { assertBooks } from "../../testing/books.ts";
import { type Deed, deedKilledEverywhere } from "../../testing/deeds.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs, order } from "../../testing/shopping.ts";
import { copied } from "../../testing/snapshot.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { acceptPayment } from "../pay/accept-payment.ts";
import { lookAtPayment } from "../pay/look-payment.ts";
import { getTransaction } from "../story/story.ts";
import { recoverMeltsJob } from "./recover-melts.ts";

const minute = 60_000;
const jobs = [...moneyJobs, recoverMeltsJob];

/** Buys with a copy of this wallet, which then is lost: nothing is left of it but what the exchange knows. */
async function lostLife(town: Town, env: TestEnv): Promise<void> {
  const copy = await town.wallet({ profile: await copied(env.profile), seed: "lost" });
  await buy(town, copy, "KUDOS:1.30");
  assert.equal(await copy.db.of(refreshes).count(), 1);
  copy.close();
}

/** The exchange answers nothing of this kind until the returned function is called. */
const silent = ({ sandbox }: Town, end: string) =>
  sandbox.faults.exchange.add({ fault: { kind: "loseRequest" }, matches: ({ url }) => url.endsWith(end), times: 1000 });

async function inTown() {
  const town = await newTown("lost");
  const env = await trusting(await town.wallet());
  await earn(town, env, "KUDOS:4.05");
  return { town, env };
}

/** Pays with what seems to be there: that is how the wallet hears that somebody was faster. */
async function pay(town: Town, env: TestEnv): Promise<string> {
  const { id } = await lookAtPayment(env, { link: order(town, "KUDOS:1.30").link });
  await acceptPayment(env, id);
  await settle(env, jobs, minute);
  return id;
}

describe("change whose plan was lost with a device", () => {
  it("is found by the link of the old coin", async () => {
    const { town, env } = await inTown();
    await lostLife(town, env);
    const id = await pay(town, env);
    assert.equal((await getTransaction(env, id)).state, "done");
    assert.ok(town.requests.some((one) => one.endsWith("/link")));
    assert.equal(await env.db.of(refreshes).count(), 2, "the lost one, and that of the change of the second payment");
    await assertBooks(town, env);
    await buy(town, env, "KUDOS:0.40");
    await assertBooks(town, env);
  });

  it("is derived anew, and revealed, when it had been melted only", async () => {
    const { town, env } = await inTown();
    const mend = silent(town, "/reveal");
    await lostLife(town, env);
    mend();
    await pay(town, env);
    await settle(env, jobs, minute);
    assert.ok((await env.db.of(refreshes).toArray()).every((row) => refreshStatus(row) === "done"));
    await assertBooks(town, env);
  });

  it("is left to another device of the wallet for an hour", async () => {
    const { town, env } = await inTown();
    await save(env.db, insert(devices, "0".repeat(26), { name: "Phone", joinedAt: 1_767_000_000 }));
    await lostLife(town, env);
    await pay(town, env);
    assert.ok(!town.requests.some((one) => one.endsWith("/link")));
    await settle(env, jobs, 61 * minute);
    await assertBooks(town, env);
  });

  it("is not made up by an exchange that tells of other coins", async () => {
    const { town, env } = await inTown();
    await lostLife(town, env);
    town.sandbox.faults.exchange.add({
      fault: { kind: "rewrite", rewrite: () => Response.json([]) },
      matches: ({ url }) => url.endsWith("/link"),
      times: 1000,
    });
    // Without its denominations of that day nothing can be derived either.
    env.clock.windTo(env.now() + 20 * 24 * 60 * minute);
    await pay(town, env);
    const retries = await env.db.retries.toArray();
    assert.deepEqual(
      retries.map(({ id, problem }) => [id.split(":")[0], problem.code]),
      [["recoverMelts", "notFound"]],
    );
    assert.ok((await env.db.ghosts.count()) > 0);
  });
});

describe("change that was signed, and never arrived", () => {
  it("is told by link when it can be revealed no more", async () => {
    const { town, env } = await inTown();
    town.sandbox.faults.exchange.add({
      fault: { kind: "loseAnswer" },
      matches: ({ url }) => url.endsWith("/reveal"),
      times: 1,
    });
    const { id } = await lookAtPayment(env, { link: order(town, "KUDOS:1.30").link });
    await acceptPayment(env, id);
    for (let step = 0; town.requests.every((one) => !one.endsWith("/reveal")); step++) {
      assert.ok(step < 100);
      await settle(env, jobs, 1000);
    }
    const revealed = (await env.db.of(refreshes).toArray()).map(refreshStatus);
    assert.deepEqual(revealed, ["melted"]);
    env.clock.windTo(env.now() + 20 * 24 * 60 * minute);
    await settle(env, jobs, 24 * 60 * minute);
    assert.ok(town.requests.some((one) => one.endsWith("/link")));
    assert.deepEqual((await env.db.of(refreshes).toArray()).map(refreshStatus), ["done"]);
    await assertBooks(town, env);
  });
});

describe("a worker killed at any outside call", () => {
  it("while lost change is found again, has it once", async () => {
    const deed: Deed = {
      money: "KUDOS:4.05",
      jobs,
      begin: async (town, env) => {
        await lostLife(town, env);
        const { link } = order(town, "KUDOS:1.30");
        const act = async (next: TestEnv) => acceptPayment(next, (await lookAtPayment(next, { link })).id);
        const end = async (next: TestEnv) => {
          const [row] = await next.db.of(purchases).toArray();
          return `${(await getTransaction(next, row?.key ?? "")).state} ${await next.db.of(refreshes).count()}`;
        };
        return { acts: [act], end };
      },
    };
    const points = await deedKilledEverywhere(deed);
    console.log(`finding lost change: killed at ${points} points, always the same end`);
    assert.ok(points >= 40);
  });
});
