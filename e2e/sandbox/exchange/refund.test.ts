import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { amount } from "../../../src/taler/amount.ts";
import { checkCoinHistory } from "../../../src/taler/coin-account.ts";
import { coinHistoryAnswer, coinHistoryHeader } from "../../../src/taler/coin-history.ts";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import { signNow } from "../../../src/taler/eddsa.ts";
import { merchantRefund } from "../../../src/taler/merchant-signatures.ts";
import historyRecording from "../../../src/taler/recordings/coin-history.json";
import recording from "../../../src/taler/recordings/refund.json";
import { refundAnswer, verifyRefund } from "../../../src/taler/refund-api.ts";
import { coinHistory } from "../../../src/taler/wallet-signatures.ts";
import { exchangeScene, hour, refusalOf, statusOf } from "../../../src/testing/exchange-scene.ts";
import { recorded } from "../../../src/testing/recordings.ts";
import { assertLikeRecorded } from "../../../src/testing/replay.ts";
import { merchantPriv, merchantPub } from "../../../src/testing/spender.ts";

/** A coin of 5 that paid 5, and its merchant. */
async function sceneWithPayment() {
  const scene = exchangeScene();
  const { spender } = scene;
  const [five, two] = await spender.withdraw("5", "2");
  assert.ok(five && two);
  const paid = spender.deposit("bread", [[five, "5"]]);
  await spender.pay(paid);
  const ask = (digits: string, more: { id?: number; contract?: string; coin?: string; priv?: Uint8Array } = {}) => {
    const { id = 0, contract = paid.h_contract_terms, coin = five.coinPub, priv = merchantPriv } = more;
    const values = { contractHash: bytesOf(contract), coinPub: bytesOf(coin), transactionId: id };
    const block = merchantRefund({ ...values, amount: amount.parse(`KUDOS:${digits}`) });
    return spender.ask("POST", `coins/${coin}/refund`, {
      refund_amount: `KUDOS:${digits}`,
      h_contract_terms: contract,
      rtransaction_id: id,
      merchant_pub: merchantPub,
      merchant_sig: textOf(signNow(priv, block)),
    });
  };
  return { ...scene, five, two, paid, ask };
}

describe("a refund", () => {
  it("is granted as recorded, and the coin has the money", async () => {
    const { ask, five, paid, spender, signers, spending, isBalanced } = await sceneWithPayment();
    const json = await assertLikeRecorded(await ask("4.99"), recorded(recording, "refund"));
    const { coinPub } = five;
    const refund = { contractHash: paid.h_contract_terms, coinPub, merchantPub, transactionId: 0 };
    const claim = { ...refund, amount: amount.parse("KUDOS:4.99") };
    assert.ok(await verifyRefund(claim, refundAnswer.parse(json), signers()));
    const { refunded, refundFees, owed, remaining } = spending();
    assert.deepEqual([refunded, refundFees, owed, remaining], ["KUDOS:4.98", "KUDOS:0.01", "KUDOS:0", "KUDOS:6.98"]);
    assert.ok(isBalanced());
    const headers = { [coinHistoryHeader]: textOf(signNow(five.planchet.coinPriv, coinHistory({ startOffset: 0 }))) };
    const answer = await spender.ask("GET", `coins/${coinPub}/history`, undefined, headers);
    const told = await assertLikeRecorded(answer, recorded(historyRecording, "coin-history-refunded"));
    const own = { coinPub, denominationHash: five.denomination.hash, value: five.denomination.value };
    const { flaws } = await checkCoinHistory(own, coinHistoryAnswer.parse(told), signers());
    assert.deepEqual(flaws, []);
  });

  it("is granted once, however often it is asked for", async () => {
    const { ask, spending } = await sceneWithPayment();
    const first = await (await ask("2")).text();
    assert.equal(await (await ask("2")).text(), first);
    assert.equal(spending().refunded, "KUDOS:1.99");
    assert.deepEqual(await statusOf(await ask("1")), [424, 1510]);
    assert.equal((await ask("2", { id: 1 })).status, 200);
    assert.equal(spending().refunded, "KUDOS:3.98");
  });

  it("is never more than the merchant would get", async () => {
    const { ask, five, isBalanced } = await sceneWithPayment();
    const refusal = await refusalOf(await ask("5"));
    assert.deepEqual([refusal.status, refusal.code, refusal.coin_pub], [409, 1501, five.coinPub]);
    await ask("3");
    assert.deepEqual(await statusOf(await ask("2", { id: 1 })), [409, 1501]);
    assert.deepEqual(await statusOf(await ask("0.001", { id: 2 })), [400, 1505]);
    assert.ok(isBalanced());
  });

  it("comes too late when the merchant has been paid, unless it was granted before", async () => {
    const { ask, world, wires } = await sceneWithPayment();
    await ask("1");
    await world.advance(2 * hour);
    assert.deepEqual(await statusOf(await ask("1", { id: 1 })), [410, 1503]);
    assert.equal((await ask("1")).status, 200);
    assert.deepEqual(
      wires.map((wire) => wire.amount),
      ["KUDOS:3.98"],
    );
  });

  it("is refused to strangers, and for what was never paid", async () => {
    const { ask, two } = await sceneWithPayment();
    assert.deepEqual(await statusOf(await ask("1", { priv: new Uint8Array(32).fill(1) })), [403, 1506]);
    assert.deepEqual(await statusOf(await ask("1", { coin: two.coinPub })), [404, 1500]);
    assert.deepEqual(await statusOf(await ask("1", { contract: textOf(new Uint8Array(64)) })), [404, 1502]);
  });
});
