import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { madeUpTerms } from "../testing/contracts.ts";
import { FormatError } from "./codec.ts";
import { textOf } from "./crockford.ts";
import { merchantEndpoints, merchantInterfaces, mostCoinsInPayment, orderTaken, orderUnpaid } from "./merchant-api.ts";
import { compatibility } from "./version.ts";

const bytes = (size: number) => textOf(new Uint8Array(size).fill(9));
const coin = {
  coin_pub: bytes(32),
  coin_sig: bytes(64),
  contribution: "KUDOS:1.02",
  exchange_url: "https://exchange.test",
  h_denom: bytes(64),
  ub_sig: { cipher: "RSA", rsa_signature: bytes(256) },
};

describe("what a wallet asks of a merchant", () => {
  it("is refused when it is spelled otherwise", () => {
    const { claim, pay, paid, refund } = merchantEndpoints;
    assert.deepEqual(claim.request?.parse({ nonce: bytes(32) }), { nonce: bytes(32) });
    assert.throws(() => claim.request?.parse({ nonce: bytes(32), token: bytes(15) }), FormatError);
    assert.equal(pay.request?.parse({ coins: [coin] }).coins[0]?.exchange_url, "https://exchange.test/");
    assert.deepEqual(pay.request?.parse({ coins: [], session_id: "S" }), { coins: [], session_id: "S" });
    assert.throws(() => pay.request?.parse({ coins: Array(mostCoinsInPayment + 1).fill(coin) }), FormatError);
    assert.throws(() => pay.request?.parse({ coins: [{ ...coin, ub_sig: { cipher: "CS" } }] }), FormatError);
    assert.throws(() => paid.request?.parse({ sig: bytes(64), h_contract: bytes(64) }), FormatError);
    assert.throws(() => refund.request?.parse({ h_contract: bytes(32) }), FormatError);
  });

  it("leaves out what is not there", () => {
    assert.deepEqual(merchantEndpoints.pay.request?.format({ coins: [] }), { coins: [] });
    assert.deepEqual(merchantEndpoints.claim.request?.format({ nonce: bytes(32) }), { nonce: bytes(32) });
  });
});

describe("what a merchant answers", () => {
  it("keeps the contract exactly as it came", () => {
    const terms = madeUpTerms({ amount: "KUDOS:03.50", extra: { unknown: null } });
    const answer = merchantEndpoints.claim.response?.parse({ contract_terms: terms, sig: bytes(64) });
    assert.deepEqual(answer?.contract_terms, terms);
    assert.throws(() => merchantEndpoints.claim.response?.parse({ sig: bytes(64) }), FormatError);
  });

  it("is read from older and newer merchants", () => {
    const { pay, paid, order, config } = merchantEndpoints;
    assert.deepEqual(pay.response?.parse({ sig: bytes(64), token_sigs: [] }), { sig: bytes(64) });
    assert.deepEqual(paid.response?.parse({ refunded: false, pos_confirmation: "17" }), {
      refunded: false,
      pos_confirmation: "17",
    });
    assert.deepEqual(order.response?.parse({ refunded: false, refund_pending: false, refund_amount: "KUDOS:0" }), {
      refunded: false,
      refund_pending: false,
      refund_amount: "KUDOS:0",
    });
    const read = config.response?.parse({ name: "taler-merchant", version: "18:0:15", currency: "KUDOS" });
    assert.equal(compatibility(read?.version ?? "", merchantInterfaces), "compatible");
    assert.throws(() => config.response?.parse({ ...read, name: "taler-exchange" }), FormatError);
  });

  it("says where to pay, and where to order for oneself", () => {
    const unpaid = orderUnpaid.parse({ taler_pay_uri: "taler://pay/shop.test/1/", already_paid_order_id: "0" });
    assert.deepEqual(unpaid, { taler_pay_uri: "taler://pay/shop.test/1/", already_paid_order_id: "0" });
    assert.deepEqual(orderTaken.parse({}), {});
    assert.throws(() => orderTaken.parse({ public_reorder_url: "javascript:alert(1)" }), FormatError);
  });
});
