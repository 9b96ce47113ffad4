import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { textOf } from "./crockford.ts";
import { payRefusal } from "./pay-refusal.ts";

const coinPub = textOf(new Uint8Array(32).fill(5));
const exchange = "https://exchange.test/";

describe("a payment that is not taken", () => {
  it("says why in its status", () => {
    const why = (status: number) => payRefusal(status, { code: 2000 }).why;
    assert.deepEqual([402, 403, 404, 409, 410, 412, 413, 424, 451].map(why), [
      ...["refunded", "badSignature", "orderUnknown", "conflict", "gone"],
      ...["notAccepted", "tooLarge", "exchangeFailed", "legal"],
    ]);
    assert.deepEqual(payRefusal(410, { code: 2161 }), { why: "expired" });
    assert.deepEqual(payRefusal(400, { code: 2156 }), { why: "refused", code: 2156 });
    assert.deepEqual(payRefusal(405, undefined), { why: "refused", code: 0 });
  });

  it("names the coin that was spent, where the exchange does", () => {
    const reply = { code: 1012, coin_pub: coinPub.toLowerCase(), history: [] };
    const body = { code: 2150, hint: "", exchange_url: "https://exchange.test", exchange_reply: reply };
    assert.deepEqual(payRefusal(409, body), { why: "coinSpent", coinPub, exchange });
    assert.deepEqual(payRefusal(409, { ...body, exchange_url: 5 }), { why: "coinSpent", coinPub });
    assert.deepEqual(payRefusal(409, { ...body, exchange_reply: { coin_pub: "?" } }), { why: "conflict" });
  });

  it("tells a second payment from a spent coin", () => {
    const body = { code: 2160, exchange_reply: { coin_pub: coinPub } };
    assert.deepEqual(payRefusal(409, body), { why: "alreadyPaid" });
  });

  it("names the exchanges that the law keeps from paying", () => {
    const body = { code: 2184, exchange_base_urls: ["https://exchange.test"] };
    assert.deepEqual(payRefusal(451, body), { why: "legal", exchanges: [exchange] });
    assert.deepEqual(payRefusal(451, { exchange_url: exchange }), { why: "legal", exchanges: [exchange] });
    assert.deepEqual(payRefusal(451, { exchange_base_urls: "all" }), { why: "legal", exchanges: [] });
  });

  it("hands on what the exchange said", () => {
    const said = { why: "exchangeFailed", exchangeStatus: 410, exchangeCode: 1009 };
    assert.deepEqual(payRefusal(424, { exchange_http_status: 410, exchange_ec: 1009 }), said);
    assert.deepEqual(payRefusal(424, { exchange_http_status: 410, exchange_reply: { code: 1009 } }), said);
  });

  it("is understood from the status alone when a proxy answers", () => {
    for (const body of [undefined, null, "<html>", 5, [], { code: "many" }]) {
      assert.deepEqual(payRefusal(410, body), { why: "expired" });
      assert.deepEqual(payRefusal(409, body), { why: "conflict" });
    }
  });
});
