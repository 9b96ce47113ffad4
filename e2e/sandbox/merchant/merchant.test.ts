import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { amount } from "../../../src/taler/amount.ts";
import { isReceipt } from "../../../src/taler/check-contract.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { merchantEndpoints, merchantInterfaces } from "../../../src/taler/merchant-api.ts";
import { payRefusal } from "../../../src/taler/pay-refusal.ts";
import { compatibility } from "../../../src/taler/version.ts";
import { hour, statusOf } from "../../../src/testing/exchange-scene.ts";
import { type MerchantScene, merchantScene, nonceOf } from "../../../src/testing/merchant-scene.ts";
import { json } from "../answers.ts";

const receiptIn = async (answer: Response) => merchantEndpoints.pay.response?.parse(await answer.json()).sig ?? "";
const refusalIn = async (answer: Response) => payRefusal(answer.status, await answer.json());

/** Bread, claimed, and enough coins for it. */
async function atTheCounter(scene: MerchantScene) {
  const contract = await scene.contract(await scene.order());
  const [two, one, half, other] = await scene.spender.withdraw("2", "1", "0.5", "5");
  assert.ok(two && one && half && other);
  const coins = await scene.permit(contract, [
    [two, "2"],
    [one, "1"],
    [half, "0.5"],
  ]);
  return { contract, coins, two, one, half, other };
}

describe("an order", () => {
  it("is made by whoever has the merchant's token", async () => {
    const { ask, asOwner, order } = merchantScene();
    assert.equal((await ask("POST", "private/orders", { order: { amount: "KUDOS:1" } })).status, 401);
    const { order_id, token } = await order({ order_id: "1-BREAD" });
    assert.equal(order_id, "1-BREAD");
    assert.equal(token?.length, 26);
    assert.deepEqual(await statusOf(await asOwner("POST", "private/orders", { order: { order_id } })), [409, 2501]);
    const shown = (await (await asOwner("GET", `private/orders/${order_id}`)).json()) as { taler_pay_uri: string };
    assert.equal(shown.taler_pay_uri, `taler+http://pay/merchant.test/1-BREAD/?c=${token}`);
  });

  it("is claimed by one wallet only, which gets the same contract again", async () => {
    const { order, claim } = merchantScene();
    const made = await order();
    assert.deepEqual(await statusOf(await claim({ ...made, token: textOf(new Uint8Array(16)) })), [404, 2300]);
    const first = await (await claim(made)).text();
    assert.equal(await (await claim(made)).text(), first);
    assert.deepEqual(await statusOf(await claim(made, 2)), [409, 2301]);
    assert.deepEqual(await statusOf(await claim({ order_id: "unknown" })), [404, 2300]);
  });

  it("has a contract that a wallet takes, whatever else is in it", async () => {
    const { contract, order } = merchantScene();
    const { terms } = await contract(await order({ extra: { a: 1 }, auto_refund: { d_us: 60_000_000 } }));
    assert.equal(terms.amount, "KUDOS:3.5");
    assert.equal(terms.auto_refund, 60_000_000);
    assert.equal(terms.nonce, nonceOf(1));
  });

  it("that nobody has claimed can be deleted", async () => {
    const { order, claim, asOwner } = merchantScene();
    const [made, claimed] = [await order(), await order()];
    await claim(claimed);
    assert.equal((await asOwner("DELETE", `private/orders/${made.order_id}`)).status, 204);
    assert.deepEqual(await statusOf(await claim(made)), [404, 2300]);
    assert.deepEqual(await statusOf(await asOwner("DELETE", `private/orders/${claimed.order_id}`)), [409, 2503]);
  });

  it("is sold by a merchant that wallets can talk to", async () => {
    const { ask } = merchantScene();
    const config = merchantEndpoints.config.response?.parse(await (await ask("GET", "config")).json());
    assert.equal(config?.currency, "KUDOS");
    assert.equal(compatibility(config?.version ?? "", merchantInterfaces), "compatible");
  });
});

describe("a payment", () => {
  it("is deposited at the exchange and answered with a receipt, the same again", async () => {
    const scene = merchantScene();
    const { contract, coins } = await atTheCounter(scene);
    const receipt = await receiptIn(await scene.pay(contract, coins));
    assert.ok(await isReceipt(contract, receipt));
    assert.equal(await receiptIn(await scene.pay(contract, [...coins].reverse())), receipt);
    assert.equal(scene.spending().deposited, "KUDOS:3.5");
    const books = scene.merchant.books();
    assert.deepEqual([books.sold, books.deposited, books.refunded], ["KUDOS:3.5", "KUDOS:3.47", "KUDOS:0"]);
    assert.equal(scene.spending().owed, books.deposited);
    assert.ok(scene.isBalanced());
  });

  it("of nothing needs no coins", async () => {
    const scene = merchantScene();
    const contract = await scene.contract(await scene.order({ amount: "KUDOS:0" }));
    assert.ok(await isReceipt(contract, await receiptIn(await scene.pay(contract, []))));
  });

  it("must cover the price and the fees that the merchant does not bear", async () => {
    const scene = merchantScene({ maxFee: amount.parse("KUDOS:0.01") });
    const { contract, coins, two, one, other } = await atTheCounter(scene);
    assert.deepEqual(await statusOf(await scene.pay(contract, coins)), [400, 2156]);
    const enough = await scene.permit(contract, [
      [two, "2"],
      [one, "1"],
      [other, "0.52"],
    ]);
    assert.equal((await scene.pay(contract, enough)).status, 200);
    assert.equal(scene.spending().deposited, "KUDOS:3.52");
  });

  it("is refused coin by coin for what is wrong with it", async () => {
    const scene = merchantScene();
    const { contract, coins, half } = await atTheCounter(scene);
    const [first, ...others] = coins;
    assert.ok(first);
    const paying = async (more: object) => statusOf(await scene.pay(contract, [{ ...first, ...more }, ...others]));
    assert.deepEqual(await paying({ coin_sig: textOf(new Uint8Array(64)) }), [403, 2157]);
    assert.deepEqual(await paying({ contribution: "KUDOS:1.99" }), [403, 2157]);
    assert.deepEqual(await paying({ h_denom: textOf(new Uint8Array(64)) }), [400, 2151]);
    assert.deepEqual(await paying({ exchange_url: "http://other.test/" }), [412, 2170]);
    assert.deepEqual(await statusOf(await scene.pay(contract, [first, first, ...others])), [400, 2162]);
    const [little] = await scene.permit(contract, [[half, "0.005"]]);
    assert.ok(little);
    assert.deepEqual(await statusOf(await scene.pay(contract, [little])), [400, 2155]);
    assert.equal(scene.spending().deposited, "KUDOS:0");
  });

  it("with a spent coin names it, and succeeds with another in its place", async () => {
    const scene = merchantScene();
    const { contract, coins, two, other, one, half } = await atTheCounter(scene);
    const elsewhere = await scene.contract(await scene.order({ amount: "KUDOS:1" }));
    await scene.pay(elsewhere, await scene.permit(elsewhere, [[two, "1"]]));
    const refusal = await refusalIn(await scene.pay(contract, coins));
    assert.deepEqual(refusal, { why: "coinSpent", coinPub: two.coinPub, exchange: "http://exchange.test/" });
    assert.equal(scene.merchant.books().deposited, "KUDOS:0.99");
    const again = await scene.permit(contract, [
      [one, "1"],
      [half, "0.5"],
      [other, "2"],
    ]);
    assert.equal((await scene.pay(contract, again)).status, 200);
  });

  it("comes too late after the deadline, but is repeated for ever", async () => {
    const scene = merchantScene();
    const { contract, coins } = await atTheCounter(scene);
    const late = await scene.contract(await scene.order());
    await scene.pay(contract, coins);
    await scene.world.advance(hour);
    assert.deepEqual(await statusOf(await scene.pay(late, [])), [410, 2161]);
    assert.equal((await scene.pay(contract, coins)).status, 200);
  });

  it("is made once: other coins are not taken", async () => {
    const scene = merchantScene();
    const { contract, coins, other } = await atTheCounter(scene);
    await scene.pay(contract, coins);
    const others = await scene.permit(contract, [[other, "3.5"]]);
    assert.deepEqual(await refusalIn(await scene.pay(contract, others)), { why: "alreadyPaid" });
    assert.equal(scene.spending().deposited, "KUDOS:3.5");
  });

  it("by two wallets at once is the payment of one, and the other may have its coins back", async () => {
    const scene = merchantScene();
    const { contract, coins, other } = await atTheCounter(scene);
    const others = await scene.permit(contract, [[other, "3.5"]]);
    const answers = await Promise.all([scene.pay(contract, coins), scene.pay(contract, others)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    assert.equal(scene.spending().deposited, "KUDOS:7");
    assert.equal(scene.merchant.books().sold, "KUDOS:3.5");
  });

  it("fails as the exchange does, and succeeds when it is sent again", async () => {
    const scene = merchantScene();
    const { contract, coins } = await atTheCounter(scene);
    const { line } = scene.merchant;
    const matches = (request: Request) => request.url.endsWith("batch-deposit");
    const paying = async () => refusalIn(await scene.pay(contract, coins));
    line.add({ fault: { kind: "loseAnswer" }, matches });
    assert.equal((await scene.pay(contract, coins)).status, 504);
    line.add({ fault: { kind: "status", status: 503 }, matches });
    assert.equal((await scene.pay(contract, coins)).status, 502);
    const saying = (status: number, body: { code: number }) =>
      line.add({ fault: { kind: "rewrite", rewrite: () => json(status, body) }, matches });
    saying(451, { code: 1028 });
    assert.deepEqual(await paying(), { why: "legal", exchanges: ["http://exchange.test/"] });
    saying(410, { code: 1009 });
    assert.deepEqual(await paying(), { why: "exchangeFailed", exchangeStatus: 410, exchangeCode: 1009 });
    saying(200, { code: 0 });
    assert.equal((await scene.pay(contract, coins)).status, 502);
    assert.equal((await scene.pay(contract, coins)).status, 200);
    assert.equal(scene.spending().deposited, "KUDOS:3.5");
  });
});
