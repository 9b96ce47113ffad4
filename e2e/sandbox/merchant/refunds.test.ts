import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { abortAnswer, givenBack } from "../../../src/taler/abort-api.ts";
import type { Contract } from "../../../src/taler/check-contract.ts";
import type { Json } from "../../../src/taler/codec.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { type DepositPermission, merchantEndpoints } from "../../../src/taler/merchant-api.ts";
import { isRefunded, type RefundDone } from "../../../src/taler/merchant-refund.ts";
import { day, statusOf } from "../../../src/testing/exchange-scene.ts";
import { type MerchantScene, merchantScene } from "../../../src/testing/merchant-scene.ts";
import { json } from "../answers.ts";

/** Bread for 3.50, paid with coins of 2, 1 and 0.5. */
async function bought(scene: MerchantScene, more: Readonly<Record<string, Json>> = {}) {
  const contract = await scene.contract(await scene.order(more));
  const [two, one, half] = await scene.spender.withdraw("2", "1", "0.5");
  assert.ok(two && one && half);
  const coins = await scene.permit(contract, [
    [two, "2"],
    [one, "1"],
    [half, "0.5"],
  ]);
  assert.equal((await scene.pay(contract, coins)).status, 200);
  return { contract, coins };
}

const promise = (scene: MerchantScene, { terms }: Contract, refund: string) =>
  scene.asOwner("POST", `private/orders/${terms.order_id}/refund`, { refund, reason: "stale" });
const fetchRefund = (scene: MerchantScene, { terms, hash }: Contract, h_contract = hash) =>
  scene.ask("POST", `orders/${terms.order_id}/refund`, { h_contract });
const refundsIn = async (answer: Response) => merchantEndpoints.refund.response?.parse(await answer.json());
const abort = (scene: MerchantScene, { terms, hash }: Contract, coins: readonly DepositPermission[]) => {
  const named = coins.map(({ coin_pub, contribution, exchange_url }) => ({ coin_pub, contribution, exchange_url }));
  return scene.ask("POST", `orders/${terms.order_id}/abort`, { h_contract: hash, coins: named });
};
const ofContract = ({ hash, terms }: Contract) => ({ contractHash: hash, merchantPub: terms.merchant_pub });

describe("a refund", () => {
  it("goes back to the coins, with the exchange's word for each", async () => {
    const scene = merchantScene();
    const { contract } = await bought(scene);
    assert.equal((await fetchRefund(scene, contract)).status, 204);
    const promised = (await (await promise(scene, contract, "KUDOS:2.5")).json()) as Record<string, string>;
    assert.equal(promised.taler_refund_uri, `taler+http://refund/merchant.test/${contract.terms.order_id}/`);
    assert.equal(promised.h_contract, contract.hash);
    const answer = await refundsIn(await fetchRefund(scene, contract));
    assert.equal(answer?.refund_amount, "KUDOS:2.5");
    assert.deepEqual(
      answer?.refunds.map((one) => one.refund_amount),
      ["KUDOS:1.99", "KUDOS:0.51"],
    );
    for (const one of answer?.refunds ?? []) {
      assert.ok(await isRefunded(one as RefundDone, ofContract(contract), scene.signers()));
    }
    const { granted, refunded, deposited } = scene.merchant.books();
    assert.deepEqual([granted, refunded, deposited], ["KUDOS:2.5", "KUDOS:2.5", "KUDOS:3.47"]);
    assert.equal(scene.spending().owed, "KUDOS:0.97");
    assert.ok(scene.isBalanced());
  });

  it("is the same when it is fetched again, and grows when more is promised", async () => {
    const scene = merchantScene();
    const { contract } = await bought(scene);
    await promise(scene, contract, "KUDOS:1");
    const first = await (await fetchRefund(scene, contract)).text();
    assert.equal(await (await fetchRefund(scene, contract)).text(), first);
    await promise(scene, contract, "KUDOS:0.5");
    await promise(scene, contract, "KUDOS:2");
    const answer = await refundsIn(await fetchRefund(scene, contract));
    assert.deepEqual(
      answer?.refunds.map((one) => [one.rtransaction_id, one.refund_amount]),
      [
        [1, "KUDOS:1"],
        [2, "KUDOS:0.99"],
        [1, "KUDOS:0.01"],
      ],
    );
    assert.equal(scene.merchant.books().refunded, "KUDOS:2");
  });

  it("is for those who know the contract, and for nobody else", async () => {
    const scene = merchantScene();
    const { contract } = await bought(scene);
    await promise(scene, contract, "KUDOS:1");
    const other = textOf(new Uint8Array(64));
    assert.deepEqual(await statusOf(await fetchRefund(scene, contract, other)), [403, 2009]);
    const unknown = { ...contract, terms: { ...contract.terms, order_id: "unknown" } };
    assert.deepEqual(await statusOf(await fetchRefund(scene, unknown)), [404, 2005]);
  });

  it("is never more than was paid, never before, and not after its time", async () => {
    const scene = merchantScene();
    const { contract } = await bought(scene);
    assert.deepEqual(await statusOf(await promise(scene, contract, "KUDOS:3.48")), [409, 2531]);
    assert.equal((await promise(scene, contract, "KUDOS:3.47")).status, 200);
    const unpaid = await scene.contract(await scene.order());
    assert.deepEqual(await statusOf(await promise(scene, unpaid, "KUDOS:1")), [409, 2533]);
    await scene.world.advance(8 * day);
    assert.deepEqual(await statusOf(await promise(scene, contract, "KUDOS:3.47")), [410, 2532]);
  });

  it("that the exchange refuses is told as such, and fetched later", async () => {
    const scene = merchantScene();
    const { contract } = await bought(scene);
    await promise(scene, contract, "KUDOS:1");
    scene.merchant.line.add({ fault: { kind: "rewrite", rewrite: () => json(503, { code: 1007 }) } });
    const failed = await refundsIn(await fetchRefund(scene, contract));
    const [one] = failed?.refunds ?? [];
    assert.ok(one?.type === "failure");
    assert.deepEqual([one.exchange_status, one.exchange_code], [503, 1007]);
    assert.equal(scene.merchant.books().refunded, "KUDOS:0");
    assert.equal((await refundsIn(await fetchRefund(scene, contract)))?.refunds[0]?.type, "success");
  });

  it("of everything leaves the order unpaid", async () => {
    const scene = merchantScene();
    const { contract, coins } = await bought(scene, { max_fee: "KUDOS:0", amount: "KUDOS:3.47" });
    await promise(scene, contract, "KUDOS:3.47");
    await fetchRefund(scene, contract);
    assert.deepEqual(await statusOf(await scene.pay(contract, coins)), [402, 2167]);
  });
});

describe("a payment that is given up", () => {
  it("gives back coins that came second, and says which the merchant never had", async () => {
    const scene = merchantScene();
    const contract = await scene.contract(await scene.order());
    const [one, two, never] = await scene.spender.withdraw("5", "5", "1");
    assert.ok(one && two && never);
    const payments = await Promise.all([one, two].map((coin) => scene.permit(contract, [[coin, "3.5"]])));
    const answers = await Promise.all(payments.map((coins) => scene.pay(contract, coins)));
    const first = answers.findIndex(({ status }) => status === 200);
    const [paid, tooMany] = first === 0 ? payments : [...payments].reverse();
    assert.ok(paid && tooMany);
    assert.deepEqual(await statusOf(await abort(scene, contract, paid)), [412, 2254]);
    const other = await scene.permit(contract, [[never, "1"]]);
    const { refunds } = abortAnswer.parse(await (await abort(scene, contract, [...tooMany, ...other])).json());
    const [back, untouched] = refunds;
    const [coin] = tooMany;
    assert.ok(back && coin);
    const given = {
      coinPub: coin.coin_pub,
      contribution: coin.contribution,
      depositFee: one.denomination.fees.deposit,
    };
    assert.equal(await givenBack(given, back, ofContract(contract), scene.signers()), "KUDOS:3.49");
    assert.deepEqual(untouched, { type: "undeposited" });
    assert.equal(scene.merchant.books().refunded, "KUDOS:3.49");
    assert.equal((await abort(scene, contract, tooMany)).status, 200);
    assert.ok(scene.isBalanced());
  });

  it("before the exchange had the coins changes nothing", async () => {
    const scene = merchantScene();
    const contract = await scene.contract(await scene.order());
    const [five] = await scene.spender.withdraw("5");
    assert.ok(five);
    const coins = await scene.permit(contract, [[five, "3.5"]]);
    scene.merchant.line.add({ fault: { kind: "loseRequest" }, matches: ({ url }) => url.endsWith("batch-deposit") });
    assert.equal((await scene.pay(contract, coins)).status, 504);
    const { refunds } = abortAnswer.parse(await (await abort(scene, contract, coins)).json());
    assert.deepEqual(refunds, [{ type: "failure", exchange_status: 404, exchange_code: 1500 }]);
    assert.equal((await scene.pay(contract, coins)).status, 200);
  });

  it("cannot be taken up again with the same coins", async () => {
    const scene = merchantScene();
    const contract = await scene.contract(await scene.order());
    const [five, one, two, half] = await scene.spender.withdraw("5", "1", "2", "0.5");
    assert.ok(five && one && two && half);
    const coins = await scene.permit(contract, [[five, "3.5"]]);
    // The exchange took the coin, but the merchant never heard of it.
    scene.merchant.line.add({ fault: { kind: "loseAnswer" }, matches: ({ url }) => url.endsWith("batch-deposit") });
    assert.equal((await scene.pay(contract, coins)).status, 504);
    const { refunds } = abortAnswer.parse(await (await abort(scene, contract, coins)).json());
    assert.deepEqual(
      refunds.map(({ type }) => type),
      ["success"],
    );
    assert.deepEqual(await statusOf(await scene.pay(contract, coins)), [402, 2167]);
    const { deposited, refunded, sold } = scene.merchant.books();
    assert.deepEqual([deposited, refunded, sold], ["KUDOS:3.49", "KUDOS:3.49", "KUDOS:0"]);
    const others = await scene.permit(contract, [
      [one, "1"],
      [two, "2"],
      [half, "0.5"],
    ]);
    assert.equal((await scene.pay(contract, others)).status, 200);
  });
});
