import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { json } from "../../../e2e/sandbox/answers.ts";
import type { ProblemCode } from "../../api/problems.ts";
import type { Fetch } from "../../env/fetch.ts";
import { subtract } from "../../taler/amount.ts";
import type { Json } from "../../taler/codec.ts";
import { assertBooks, coinsWorth } from "../../testing/books.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { getTransaction } from "../story/story.ts";
import { acceptPayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";

const minute = 60_000;
const hour = 60 * minute;

const isPay = ({ url }: { readonly url: string }) => url.endsWith("/pay");

/** A wallet with money that has accepted an offer; `fetch` comes between it and the town. */
async function buying(fetch: (ask: Fetch) => Fetch = (ask) => ask) {
  const town = await newTown("answers");
  const env = await trusting(await town.wallet({ fetch: fetch((request) => town.sandbox.fetch(request)) }));
  await earn(town, env);
  const before = await coinsWorth(env);
  const { link, id: orderId } = order(town, "KUDOS:3.30", { fulfillment_message: "Thank you" });
  const { id } = await lookAtPayment(env, { link });
  await acceptPayment(env, id);
  return { town, env, id, orderId, before };
}

describe("a payment that is sent again", () => {
  it("is the same to the byte, for the next worker, too", async () => {
    const bodies: string[] = [];
    const recorded =
      (ask: Fetch): Fetch =>
      async (request) => {
        if (isPay(request)) bodies.push(await request.clone().text());
        return ask(request);
      };
    const { town, env, id } = await buying(recorded);
    town.sandbox.faults.merchant.add({ fault: { kind: "loseAnswer" }, matches: isPay, times: 2 });
    await settle(env, moneyJobs, 1000);
    const next = await env.restart();
    await settle(next, moneyJobs, hour);
    assert.ok(bodies.length >= 3, `sent ${bodies.length} times`);
    assert.equal(new Set(bodies).size, 1);
    assert.equal((await getTransaction(next, id)).state, "done");
    await assertBooks(town, next);
  });
});

describe("a receipt", () => {
  it("is believed only with the shop's signature", async () => {
    const { town, env, id } = await buying();
    const spoil = async (response: Response) => {
      const body = (await response.json()) as { readonly [key: string]: Json };
      return json(200, { ...body, sig: "0".repeat(103) });
    };
    const mend = town.sandbox.faults.merchant.add({
      fault: { kind: "rewrite", rewrite: spoil },
      matches: isPay,
      times: 1000,
    });
    await settle(env, moneyJobs, minute);
    const told = await getTransaction(env, id);
    assert.deepEqual(
      [told.state, told.trouble?.code, told.shop?.message],
      ["working", "badMerchantSignature", undefined],
    );
    mend();
    await settle(env, moneyJobs, hour);
    const paid = await getTransaction(env, id);
    assert.deepEqual([paid.state, paid.trouble, paid.shop?.message], ["done", undefined, "Thank you"]);
    await assertBooks(town, env);
  });
});

describe("a payment that the shop refuses for good", () => {
  const table: Readonly<Record<string, readonly [status: number, body: Json, told: ProblemCode]>> = {
    "since somebody else has paid": [409, { code: 2160 }, "orderPaid"],
    "since the time is over": [410, { code: 2161 }, "contractExpired"],
    "since it is sold out": [410, { code: 2999 }, "orderGone"],
    "since it knows the order no more": [404, { code: 2005 }, "orderUnknown"],
    "since it does not take these coins": [412, { code: 2170 }, "paymentRefused"],
  };

  for (const [name, [status, body, code]] of Object.entries(table))
    it(`${name}: says why, and has the money back`, async () => {
      const refusing =
        (ask: Fetch): Fetch =>
        async (request) =>
          isPay(request) ? json(status, body) : ask(request);
      const { town, env, id, orderId, before } = await buying(refusing);
      await settle(env, moneyJobs, minute);
      const told = await getTransaction(env, id);
      assert.deepEqual([told.state, told.trouble?.code, told.canAbort], ["aborted", code, false]);
      assert.equal(town.sandbox.merchant.desk.book.order(orderId)?.payment, undefined);
      // Coins that were shown to a shop are made new, and that costs a little.
      assert.equal(subtract(before, await coinsWorth(env)), told.effective);
      assert.equal(told.effective, told.fees);
      await assertBooks(town, env);
    });
});
