import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { json } from "../../../e2e/sandbox/answers.ts";
import type { Json } from "../../taler/codec.ts";
import { seconds } from "../../taler/time.ts";
import { assertBooks } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, giveBack, moneyJobs } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { pursesView } from "../story/balances.ts";
import { getTransaction } from "../story/story.ts";
import { fetchRefund } from "./receipt.ts";

const minute = 60_000;
const hour = 60 * minute;
const tenMinutes = { d_us: 10 * 60 * 1_000_000 };

async function inTown() {
  const town = await newTown("refund");
  const env = await trusting(await town.wallet());
  await earn(town, env);
  return { town, env };
}

const refundedIn = async (env: TestEnv, id: string) => (await getTransaction(env, id)).shop?.refunded;

describe("money back", () => {
  it("comes by itself while the contract says so", async () => {
    const { town, env } = await inTown();
    const { id, orderId } = await buy(town, env, "KUDOS:3.30", { auto_refund: tenMinutes });
    giveBack(town, orderId, "KUDOS:2");
    await settle(env, moneyJobs, 5 * minute);
    assert.equal(await refundedIn(env, id), "KUDOS:2");
    await assertBooks(town, env);
  });

  it("is not asked for when that time is over, until a link says so", async () => {
    const { town, env } = await inTown();
    const { id, orderId } = await buy(town, env, "KUDOS:3.30", { auto_refund: tenMinutes });
    await settle(env, moneyJobs, hour);
    const asked = town.requests.length;
    const link = giveBack(town, orderId, "KUDOS:2");
    await settle(env, moneyJobs, hour);
    assert.equal(town.requests.length, asked);
    assert.equal(await fetchRefund(env, link), id);
    await settle(env, moneyJobs, minute);
    assert.equal(await refundedIn(env, id), "KUDOS:2");
  });

  it("is asked for shortly before the exchange gives nothing back any more, and once more at the end", async () => {
    const { town, env } = await inTown();
    const inHours = (hours: number) => ({ t_s: seconds(env.now() + hours * hour) });
    const times = { refund_deadline: inHours(10), wire_transfer_deadline: inHours(11) };
    const { id, orderId } = await buy(town, env, "KUDOS:3.30", times);
    const asked = () => town.requests.filter((one) => one.includes(`/orders/${orderId}?`)).length;
    const [before, start] = [asked(), env.now()];
    giveBack(town, orderId, "KUDOS:2");
    const after = async (hours: number) => {
      town.clock.windTo(start + hours * hour);
      await settle(env, moneyJobs, minute);
      return [await refundedIn(env, id), asked() - before];
    };
    assert.deepEqual(await after(8.9), [undefined, 0]);
    assert.deepEqual(await after(9), ["KUDOS:2", 1]);
    assert.deepEqual(await after(9.9), ["KUDOS:2", 1]);
    assert.deepEqual(await after(10), ["KUDOS:2", 2]);
    assert.deepEqual(await after(48), ["KUDOS:2", 2], "its time is over");
    await assertBooks(town, env);
  });

  it("may come in several parts", async () => {
    const { town, env } = await inTown();
    const { id, orderId } = await buy(town, env, "KUDOS:3.30");
    for (const total of ["KUDOS:1", "KUDOS:2.50"]) {
      town.clock.windTo(town.clock.now() + minute);
      await fetchRefund(env, giveBack(town, orderId, total));
      await settle(env, moneyJobs, minute);
    }
    assert.equal(await refundedIn(env, id), "KUDOS:2.5");
    await assertBooks(town, env);
  });

  it("is whole when the shop keeps nothing but deposit fees", async () => {
    const { town, env } = await inTown();
    const isWhole = async (price: string, back: string) => {
      const { id, orderId } = await buy(town, env, price);
      town.clock.windTo(town.clock.now() + minute);
      await fetchRefund(env, giveBack(town, orderId, back));
      await settle(env, moneyJobs, minute);
      return (await getTransaction(env, id)).shop?.isAllBack ?? false;
    };
    // More than that no shop can give back: the fee of the coin is gone.
    assert.equal(await isWhole("KUDOS:2", "KUDOS:1.99"), true);
    assert.equal(await isWhole("KUDOS:2", "KUDOS:1"), false);
  });

  it("that a shop has announced is on its way, until the exchange has heard of it", async () => {
    const { town, env } = await inTown();
    const { orderId } = await buy(town, env, "KUDOS:3");
    const mend = town.sandbox.merchant.line.add({
      fault: { kind: "loseRequest" },
      matches: ({ url }) => url.endsWith("/refund"),
      times: 1000,
    });
    town.clock.windTo(town.clock.now() + minute);
    const announced = async () => (await pursesView(env))[0]?.parts.find(({ part }) => part === "refund")?.amount;
    await fetchRefund(env, giveBack(town, orderId, "KUDOS:2"));
    await settle(env, moneyJobs, minute);
    assert.equal(await announced(), "KUDOS:2");
    mend();
    await settle(env, moneyJobs, hour);
    assert.equal(await announced(), undefined);
    await assertBooks(town, env);
  });

  it("is believed only with the exchange's signature", async () => {
    const { town, env } = await inTown();
    const { id, orderId } = await buy(town, env, "KUDOS:3.30");
    const link = giveBack(town, orderId, "KUDOS:2");
    const spoil = async (response: Response) => {
      const body = (await response.json()) as { readonly refunds: readonly { readonly [key: string]: Json }[] };
      return json(200, { ...body, refunds: body.refunds.map((one) => ({ ...one, exchange_sig: "0".repeat(103) })) });
    };
    const mend = town.sandbox.faults.merchant.add({
      fault: { kind: "rewrite", rewrite: spoil },
      matches: ({ url }) => url.endsWith("/refund"),
      times: 1000,
    });
    await fetchRefund(env, link);
    await settle(env, moneyJobs, minute);
    assert.equal(await refundedIn(env, id), undefined);
    mend();
    await settle(env, moneyJobs, 6 * hour);
    assert.equal(await refundedIn(env, id), "KUDOS:2");
    await assertBooks(town, env);
  });

  it("is not there for what was never bought here, nor behind any other link", async () => {
    const { town, env } = await inTown();
    const unknown = { problem: { code: "transactionUnknown" } };
    await assert.rejects(fetchRefund(env, "taler+http://refund/merchant.test/NOSUCHORDER/"), unknown);
    const { orderId } = await buy(town, env, "KUDOS:1");
    const other = { problem: { code: "unsupportedLink", detail: "pay" } };
    await assert.rejects(fetchRefund(env, `taler+http://pay/merchant.test/${orderId}/`), other);
  });
});
