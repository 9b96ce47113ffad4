import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Contract } from "../../../src/taler/check-contract.ts";
import type { Json } from "../../../src/taler/codec.ts";
import { merchantEndpoints, orderTaken, orderUnpaid } from "../../../src/taler/merchant-api.ts";
import { parseTalerUri } from "../../../src/taler/uri.ts";
import { hour, statusOf, untilWaiting } from "../../../src/testing/exchange-scene.ts";
import { type Made, type MerchantScene, merchantScene } from "../../../src/testing/merchant-scene.ts";

const status = (scene: MerchantScene, { order_id }: Made, query: Readonly<Record<string, string>> = {}) =>
  scene.ask("GET", `orders/${order_id}?${new URLSearchParams(query)}`);

/** Claims and pays with a coin of 5. */
async function buy(scene: MerchantScene, made: Made, session?: string) {
  const contract = await scene.contract(made);
  const [five] = await scene.spender.withdraw("5");
  assert.ok(five);
  const answer = await scene.pay(contract, await scene.permit(contract, [[five, "3.5"]]), session);
  const receipt = merchantEndpoints.pay.response?.parse(await answer.json()).sig ?? "";
  return { contract, receipt };
}

const showReceipt = (scene: MerchantScene, { terms, hash }: Contract, sig: string, session_id: string) =>
  scene.ask("POST", `orders/${terms.order_id}/paid`, { sig, h_contract: hash, session_id });
const page = (more: Readonly<Record<string, Json>> = {}) => ({
  fulfillment_url: "http://merchant.test/essay",
  ...more,
});

describe("how an order stands", () => {
  it("is told to those who have its link: how to pay it", async () => {
    const scene = merchantScene();
    const made = await scene.order();
    const { token = "" } = made;
    const answer = await status(scene, made, { token, session_id: "S" });
    assert.equal(answer.status, 402);
    const { taler_pay_uri } = orderUnpaid.parse(await answer.json());
    assert.equal(answer.headers.get("Taler"), taler_pay_uri);
    assert.deepEqual(parseTalerUri(taler_pay_uri), {
      action: "pay",
      merchantBaseUrl: "http://merchant.test/",
      orderId: made.order_id,
      sessionId: "S",
      claimToken: token,
    });
  });

  it("is not told to anybody else", async () => {
    const scene = merchantScene();
    const made = await scene.order();
    assert.deepEqual(await statusOf(await status(scene, made)), [403, 2105]);
    const { hash } = await scene.contract(made);
    assert.deepEqual(await statusOf(await status(scene, made)), [403, 2106]);
    assert.deepEqual(await statusOf(await status(scene, made, { h_contract: `${hash.slice(1)}0` })), [403, 2106]);
    assert.equal((await status(scene, made, { h_contract: hash })).status, 402);
    assert.deepEqual(await statusOf(await status(scene, { order_id: "unknown" })), [404, 2005]);
  });

  it("sends those on who come for the order of somebody else", async () => {
    const scene = merchantScene();
    const made = await scene.order({ public_reorder_url: "http://merchant.test/shop/" });
    await scene.claim(made);
    const answer = await status(scene, made);
    assert.equal(answer.status, 202);
    assert.deepEqual(orderTaken.parse(await answer.json()), { public_reorder_url: "http://merchant.test/shop/" });
  });

  it("is gone when nobody has paid in time", async () => {
    const scene = merchantScene();
    const made = await scene.order();
    await scene.world.advance(hour);
    assert.deepEqual(await statusOf(await status(scene, made, { token: made.token ?? "" })), [410, 2161]);
  });

  it("is told at the moment of the payment to whoever waits for it", async () => {
    const scene = merchantScene();
    const made = await scene.order();
    const waiting = status(scene, made, { token: made.token ?? "", timeout_ms: "20000" });
    await untilWaiting(scene.world);
    await buy(scene, made);
    const answer = await waiting;
    assert.equal(answer.status, 200);
    assert.deepEqual(merchantEndpoints.order.response?.parse(await answer.json()), {
      refunded: false,
      refund_pending: false,
      refund_amount: "KUDOS:0",
      refund_taken: "KUDOS:0",
    });
  });

  it("is told when money is promised back, and when it was fetched", async () => {
    const scene = merchantScene();
    const made = await scene.order();
    const { contract } = await buy(scene, made);
    const h_contract = contract.hash;
    const look = async (query: Readonly<Record<string, string>>) => {
      const answer = await status(scene, made, { h_contract, timeout_ms: "20000", ...query });
      return merchantEndpoints.order.response?.parse(await answer.json());
    };
    const promised = look({ refund: "KUDOS:1" });
    await untilWaiting(scene.world);
    await scene.asOwner("POST", `private/orders/${made.order_id}/refund`, { refund: "KUDOS:1", reason: "stale" });
    assert.equal((await promised)?.refund_pending, true);
    const fetched = look({ await_refund_obtained: "yes" });
    await untilWaiting(scene.world);
    await scene.ask("POST", `orders/${made.order_id}/refund`, { h_contract });
    const { refund_pending, refund_taken } = (await fetched) ?? {};
    assert.deepEqual([refund_pending, refund_taken], [false, "KUDOS:1"]);
  });
});

describe("a session", () => {
  it("is one in which the order was paid, or the receipt shown", async () => {
    const scene = merchantScene();
    const made = await scene.order();
    const { contract, receipt } = await buy(scene, made, "first");
    const { token = "" } = made;
    const inSession = async (session_id: string) => (await status(scene, made, { token, session_id })).status;
    assert.deepEqual([await inSession("first"), await inSession("second")], [200, 402]);
    const shown = await showReceipt(scene, contract, receipt, "second");
    assert.deepEqual(merchantEndpoints.paid.response?.parse(await shown.json()), { refunded: false });
    assert.equal(await inSession("second"), 200);
  });

  it("is not opened by anything but the receipt", async () => {
    const scene = merchantScene();
    const { contract } = await buy(scene, await scene.order());
    const other = await buy(scene, await scene.order());
    assert.deepEqual(await statusOf(await showReceipt(scene, contract, other.receipt, "S")), [403, 2201]);
    const foreign = { ...other.contract, terms: contract.terms };
    assert.deepEqual(await statusOf(await showReceipt(scene, foreign, other.receipt, "S")), [403, 2201]);
  });

  it("knows by which order the same goods were paid in it", async () => {
    const scene = merchantScene();
    const first = await scene.order(page());
    const { contract, receipt } = await buy(scene, first, "monday");
    const second = await scene.order(page());
    const look = async () => {
      const answer = await status(scene, second, { token: second.token ?? "", session_id: "tuesday" });
      return orderUnpaid.parse(await answer.json());
    };
    assert.equal((await look()).already_paid_order_id, undefined);
    await showReceipt(scene, contract, receipt, "tuesday");
    const { already_paid_order_id, fulfillment_url } = await look();
    assert.deepEqual([already_paid_order_id, fulfillment_url], [first.order_id, "http://merchant.test/essay"]);
  });
});
