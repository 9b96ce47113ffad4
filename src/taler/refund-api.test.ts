/** The recorded refund: asked for by the merchant, confirmed by the exchange, and the same again when asked again. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changed } from "../testing/changed.ts";
import { leavesOf, withLeaf } from "../testing/leaves.ts";
import { recordedKeys } from "../testing/recorded-keys.ts";
import { recorded } from "../testing/recordings.ts";
import { bytesOf } from "./crockford.ts";
import { verify } from "./eddsa.ts";
import { merchantRefund } from "./merchant-signatures.ts";
import recording from "./recordings/refund.json" with { type: "json" };
import { type Refund, refundAnswer, refundRequest, verifyRefund } from "./refund-api.ts";

const { signkeys, now } = await recordedKeys();
const signers = { signkeys, now };
const { request, response } = recorded(recording, "refund");
const asked = refundRequest.parse(request.json);
const refund: Refund = {
  contractHash: asked.h_contract_terms,
  coinPub: request.path.split("/")[2] ?? "",
  merchantPub: asked.merchant_pub,
  transactionId: asked.rtransaction_id,
  amount: asked.refund_amount,
};
const answer = refundAnswer.parse(response.json);

describe("the recorded refund", () => {
  it("is asked for by the merchant", async () => {
    const { transactionId, amount } = refund;
    const contractHash = bytesOf(refund.contractHash);
    const block = merchantRefund({ contractHash, coinPub: bytesOf(refund.coinPub), transactionId, amount });
    assert.ok(await verify(bytesOf(refund.merchantPub), block, bytesOf(asked.merchant_sig)));
  });

  it("is confirmed by the exchange", async () => assert.ok(await verifyRefund(refund, answer, signers)));

  for (const [name, value] of Object.entries(refund)) {
    it(`is not confirmed with another ${name}`, async () => {
      assert.equal(await verifyRefund({ ...refund, [name]: changed(value) }, answer, signers), false);
    });
  }

  for (const { path, value } of leavesOf(response.json ?? null)) {
    it(`is not confirmed by another ${path.join(".")}`, async () => {
      const other = refundAnswer.parse(withLeaf(response.json ?? null, path, changed(value)));
      assert.equal(await verifyRefund(refund, other, signers), false);
    });
  }

  it("is answered the same again", () => {
    assert.deepEqual(recorded(recording, "refund-again").response.json, response.json);
  });
});
