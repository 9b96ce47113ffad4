import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { coins } from "../../store/entities/coin.ts";
import { assertBooks } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { getTransaction } from "../story/story.ts";
import { abortTransaction } from "../story/transaction-deeds.ts";
import { acceptPayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";

const minute = 60_000;

/** A payment lies on the wire while it is given up, and the shop, which never saw it, has said so. */
async function givenUp() {
  const town = await newTown("late payment");
  const onTheWire: { readonly url: string; readonly body: string }[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    if (!request.url.endsWith("/pay") || onTheWire.length > 0) return town.sandbox.fetch(request);
    onTheWire.push({ url: request.url, body: await request.text() });
    throw new TypeError("fetch failed");
  };
  const env = await trusting(await town.wallet({ fetch }));
  await earn(town, env, "KUDOS:4.05");
  const { link, id: orderId } = order(town, "KUDOS:1.30");
  const id = await acceptPayment(env, (await lookAtPayment(env, { link })).id);
  await settle(env, moneyJobs, 1000);
  await abortTransaction(env, id);
  const { url, body } = onTheWire[0] ?? assert.fail("nothing was sent");
  return { town, env, id, orderId, arrive: () => town.sandbox.fetch(new Request(url, { method: "POST", body })) };
}

/** Coins that the shop says it never took are not melted yet. */
async function beforeMelts(scene: Awaited<ReturnType<typeof givenUp>>, deed: () => Promise<unknown>): Promise<void> {
  const mend = scene.town.sandbox.faults.exchange.add({
    fault: { kind: "loseRequest" },
    matches: ({ url }) => url.endsWith("/melt"),
    times: 1000,
  });
  await settle(scene.env, moneyJobs, minute);
  assert.equal((await getTransaction(scene.env, scene.id)).state, "aborted");
  await deed();
  mend();
}

const isPaid = (town: Town, id: string) => town.sandbox.merchant.desk.book.order(id)?.payment !== undefined;

async function assertPaid({ town, id, orderId }: Awaited<ReturnType<typeof givenUp>>, env: TestEnv): Promise<void> {
  assert.ok(isPaid(town, orderId));
  const { state, shop } = await getTransaction(env, id);
  assert.deepEqual([state, shop?.refunded], ["done", undefined]);
  assert.deepEqual(await env.db.ghosts.toArray(), []);
  await assertBooks(town, env);
}

describe("a payment that arrives after it was given up", () => {
  it("is what the shop is paid by: the receipt is fetched, and the story says so", async () => {
    const scene = await givenUp();
    await beforeMelts(scene, async () => assert.equal((await scene.arrive()).status, 200));
    await settle(scene.env, moneyJobs, 120 * minute);
    await assertPaid(scene, scene.env);
  });

  it("is asked back when the exchange took it, and the shop never heard of that", async () => {
    const scene = await givenUp();
    const { town, env, id, orderId } = scene;
    town.sandbox.merchant.line.add({ fault: { kind: "loseAnswer" }, matches: ({ url }) => url.endsWith("deposit") });
    await beforeMelts(scene, async () => assert.equal((await scene.arrive()).status, 504));
    await settle(env, moneyJobs, 120 * minute);
    assert.ok(!isPaid(town, orderId));
    assert.equal((await getTransaction(env, id)).state, "aborted");
    assert.deepEqual(await env.db.ghosts.toArray(), []);
    await assertBooks(town, env);
  });

  it("is refused by the exchange once the coins are new ones", async () => {
    const scene = await givenUp();
    const { town, env, id, orderId } = scene;
    await settle(env, moneyJobs, 60 * minute);
    const before = await env.db.of(coins).count();
    assert.equal((await scene.arrive()).status, 409);
    await settle(env, moneyJobs, 60 * minute);
    assert.ok(!isPaid(town, orderId));
    assert.deepEqual([(await getTransaction(env, id)).state, await env.db.of(coins).count()], ["aborted", before]);
    await assertBooks(town, env);
  });

  it("ends the same wherever the worker is killed", async () => {
    let scene!: Awaited<ReturnType<typeof givenUp>>;
    const points = await killedEverywhere({
      begin: async () => {
        scene = await givenUp();
        await beforeMelts(scene, scene.arrive);
        return scene.env;
      },
      live: (env) => settle(env, moneyJobs, 10 * minute),
      after: async (env) => {
        await settle(env, moneyJobs, 120 * minute);
        await assertPaid(scene, env);
      },
    });
    console.log(`a late payment: killed at ${points} points, always paid once`);
    assert.ok(points >= 10);
  });
});
