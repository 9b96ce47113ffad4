import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { coinPath } from "../../store/entities/coin.ts";
import { paymentStatus, payments } from "../../store/entities/payment.ts";
import { assertAddsUp } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { lookAtKeys, revokeKeys } from "../../testing/revoking.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction } from "../story/story.ts";
import { acceptPayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";

const minute = 60_000;

const denomsOf = async (env: TestEnv) =>
  (await env.db.of(payments).toArray()).map(({ facts }) => facts.parts.map(({ coin }) => coinPath(coin).denom));

/** A payment that has its coins; with `isSent` the shop knows them and has not reached the exchange yet. */
async function paying({ price = "KUDOS:3.30", isSent = true } = {}) {
  const town = await newTown("revoked payment");
  const env = await trusting(await town.wallet());
  await earn(town, env, "KUDOS:20");
  const { link, id: orderId } = order(town, price);
  const { id } = await lookAtPayment(env, { link });
  await acceptPayment(env, id);
  if (isSent) await unreached(town, () => settle(env, moneyJobs, minute));
  const [denoms = []] = await denomsOf(env);
  return { town, env, id, orderId, denom: denoms[0] ?? assert.fail("no coins") };
}

/** Meanwhile no request of the shop reaches the exchange. */
async function unreached({ sandbox }: Town, deed: () => Promise<unknown>): Promise<void> {
  const mend = sandbox.merchant.line.add({ fault: { kind: "loseRequest" }, times: 1000 });
  await deed();
  mend();
}

const isPaid = (town: Town, id: string) => town.sandbox.merchant.desk.book.order(id)?.payment !== undefined;

/** Paid in time, with other coins; those that are revoked became new ones. */
async function assertReplaced({ town, orderId, id, denom }: Awaited<ReturnType<typeof paying>>, env: TestEnv) {
  assert.ok(isPaid(town, orderId), "not paid");
  assert.equal((await getTransaction(env, id)).state, "done");
  const rows = await env.db.of(payments).toArray();
  const done = rows.filter((one) => paymentStatus(one) === "done");
  assert.equal(done.length, 1);
  assert.ok(done.every(({ facts }) => facts.parts.every(({ coin }) => coinPath(coin).denom !== denom)));
  await settle(env, moneyJobs, 60 * minute);
  assert.equal((await listBalances(env))[0]?.incoming, "KUDOS:0");
  await assertAddsUp(env);
}

describe("a payment under way with coins whose denomination is revoked", () => {
  it("is made with others at once when nothing was sent", async () => {
    const scene = await paying({ isSent: false });
    revokeKeys(scene.town, [scene.denom]);
    await lookAtKeys(scene.env);
    await settle(scene.env, moneyJobs, minute);
    await assertReplaced(scene, scene.env);
  });

  it("is made with others at once when the shop has them, and the exchange has not", async () => {
    const scene = await paying();
    revokeKeys(scene.town, [scene.denom]);
    await lookAtKeys(scene.env);
    await settle(scene.env, moneyJobs, 10 * minute);
    await assertReplaced(scene, scene.env);
  });

  it("makes the wallet look at the keys when the shop is the first to hear of it", async () => {
    const scene = await paying();
    revokeKeys(scene.town, [scene.denom]);
    await settle(scene.env, moneyJobs, 10 * minute);
    await assertReplaced(scene, scene.env);
  });

  it("is given up, and says so, when nothing else is left to pay with", async () => {
    const { town, env, id, orderId, denom } = await paying({ price: "KUDOS:15" });
    revokeKeys(town, [denom]);
    await lookAtKeys(env);
    await settle(env, moneyJobs, 10 * minute);
    assert.ok(!isPaid(town, orderId));
    const { state, trouble } = await getTransaction(env, id);
    assert.deepEqual([state, trouble?.code], ["aborted", "paymentRefused"]);
    await settle(env, moneyJobs, 60 * minute);
    assert.equal((await listBalances(env))[0]?.incoming, "KUDOS:0");
    await assertAddsUp(env);
  });

  it("is paid once, wherever the worker is killed", async () => {
    let scene!: Awaited<ReturnType<typeof paying>>;
    const points = await killedEverywhere({
      begin: async () => {
        scene = await paying();
        revokeKeys(scene.town, [scene.denom]);
        await lookAtKeys(scene.env);
        return scene.env;
      },
      live: (env) => settle(env, moneyJobs, 10 * minute),
      // Which coins pay, and so the fees, depends on whether the others were given back before.
      after: async (env) => {
        await settle(env, moneyJobs, 60 * minute);
        await assertReplaced(scene, env);
      },
    });
    console.log(`revoked coins replaced: killed at ${points} points, always paid once`);
    assert.ok(points >= 20);
  });
});
