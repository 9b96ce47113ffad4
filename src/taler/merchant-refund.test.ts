import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { kudos } from "../testing/offers.ts";
import { FormatError } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { publicKeyOf, signNow } from "./eddsa.ts";
import { refundConfirmation } from "./exchange-signatures.ts";
import { isRefunded, mayComeLater, type RefundDone, type RefundFailed, refundsAnswer } from "./merchant-refund.ts";

const bytes = (size: number, value: number) => new Uint8Array(size).fill(value);
const exchangePriv = bytes(32, 1);
const exchangePub = textOf(publicKeyOf(exchangePriv));
const of = { contractHash: textOf(bytes(64, 2)), merchantPub: textOf(bytes(32, 3)) };
const signkeys = [{ key: exchangePub, start: 1000, expire: 2000, end: 9000 }];

const at = (now: number) => ({ signkeys, now });

const common = { coin_pub: textOf(bytes(32, 4)), rtransaction_id: 7, refund_amount: kudos("1.99") };
const block = refundConfirmation({
  contractHash: bytesOf(of.contractHash),
  merchantPub: bytesOf(of.merchantPub),
  coinPub: bytesOf(common.coin_pub),
  transactionId: common.rtransaction_id,
  amount: common.refund_amount,
});
const done: RefundDone = {
  type: "success",
  exchange_sig: textOf(signNow(exchangePriv, block)),
  exchange_pub: exchangePub,
  ...common,
};
const failed: RefundFailed = { type: "failure", exchange_status: 410, exchange_code: 1503, ...common };

describe("refunds", () => {
  it("are read coin by coin, done or not", () => {
    const answer = { refund_amount: kudos("3.98"), refunds: [done, failed], merchant_pub: of.merchantPub };
    assert.deepEqual(refundsAnswer.parse({ ...answer, refunds: [{ ...done, exchange_status: 200 }, failed] }), answer);
    assert.deepEqual(refundsAnswer.format(answer), answer);
    assert.throws(() => refundsAnswer.parse({ ...answer, refunds: [{ ...done, type: "perhaps" }] }), FormatError);
    assert.throws(
      () => refundsAnswer.parse({ ...answer, refunds: [{ ...done, exchange_sig: undefined }] }),
      FormatError,
    );
  });

  it("are proven by the exchange's signature, whenever it was made", async () => {
    assert.ok(await isRefunded(done, of, at(1500)));
    assert.ok(await isRefunded(done, of, at(8999)));
  });

  it("are proven by nothing else", async () => {
    assert.equal(await isRefunded(done, of, at(900 - 3601)), false);
    assert.equal(await isRefunded(done, of, { signkeys: [], now: 1500 }), false);
    for (const changed of [{ refund_amount: kudos("2") }, { rtransaction_id: 8 }, { coin_pub: textOf(bytes(32, 5)) }]) {
      assert.equal(await isRefunded({ ...done, ...changed }, of, at(1500)), false);
    }
    const other = textOf(bytes(64, 6));
    assert.equal(await isRefunded(done, { ...of, contractHash: other }, at(1500)), false);
  });

  it("that failed for the moment may be asked for again", () => {
    const later = (exchange_status: number) => mayComeLater({ ...failed, exchange_status });
    assert.deepEqual([0, 408, 429, 500, 503].map(later), [true, true, true, true, true]);
    assert.deepEqual([404, 409, 410, 424].map(later), [false, false, false, false]);
  });
});
