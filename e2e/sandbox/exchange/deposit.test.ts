import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Amount, amount } from "../../../src/taler/amount.ts";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import {
  type DepositRequest,
  depositAnswer,
  depositRequest,
  verifyDeposit,
  wireHashOf,
} from "../../../src/taler/deposit-api.ts";
import { signNow } from "../../../src/taler/eddsa.ts";
import { errorBody } from "../../../src/taler/error-body.ts";
import { merchantContract } from "../../../src/taler/merchant-signatures.ts";
import recording from "../../../src/taler/recordings/deposit.json";
import refusedRecording from "../../../src/taler/recordings/deposit-refused.json";
import { verifySignedError } from "../../../src/taler/signed-error.ts";
import { day, exchangeScene, hour, refusalOf, statusOf } from "../../../src/testing/exchange-scene.ts";
import { recorded } from "../../../src/testing/recordings.ts";
import { assertLikeRecorded } from "../../../src/testing/replay.ts";
import { merchantPriv } from "../../../src/testing/spender.ts";

const kudos = (digits: string): Amount => amount.parse(`KUDOS:${digits}`);

describe("a deposit", () => {
  it("is confirmed as recorded, and the confirmation holds", async () => {
    const { spender, signers, isBalanced, spending } = exchangeScene();
    const [five, two] = await spender.withdraw("5", "2");
    assert.ok(five && two);
    const asked = spender.deposit("bread", [
      [five, "3"],
      [two, "2"],
    ]);
    const json = await assertLikeRecorded(await spender.pay(asked), recorded(recording, "deposit-batch-3coins"));
    assert.ok(await verifyDeposit(asked, depositAnswer.parse(json), kudos("4.98"), signers()));
    const { deposited, depositFees, owed, remaining, accounts } = spending();
    assert.deepEqual([deposited, depositFees, owed, remaining], ["KUDOS:5", "KUDOS:0.02", "KUDOS:4.98", "KUDOS:2"]);
    assert.deepEqual(accounts.map((one) => one.remaining).sort(), ["KUDOS:0", "KUDOS:2"]);
    assert.ok(isBalanced());
  });

  it("is confirmed in the same way again, and costs nothing again", async () => {
    const { spender, world, signers, spending } = exchangeScene();
    const [five] = await spender.withdraw("5");
    assert.ok(five);
    const asked = spender.deposit("bread", [[five, "5"]]);
    const first = await (await spender.pay(asked)).text();
    await world.advance(hour);
    assert.equal(await (await spender.pay(asked)).text(), first);
    // Weeks later another key signs, and the time is still that of the first.
    await world.advance(30 * day);
    const again = depositAnswer.parse(await (await spender.pay(asked)).json());
    const { exchange_timestamp, exchange_pub } = depositAnswer.parse(JSON.parse(first));
    assert.equal(again.exchange_timestamp, exchange_timestamp);
    assert.notEqual(again.exchange_pub, exchange_pub);
    assert.ok(await verifyDeposit(asked, again, kudos("4.99"), signers()));
    assert.equal(spending().deposited, "KUDOS:5");
  });

  it("takes further coins for the same contract, on the same terms only", async () => {
    const { spender, spending, isBalanced } = exchangeScene();
    const [five, two] = await spender.withdraw("5", "2");
    assert.ok(five && two);
    const first = spender.deposit("bread", [[five, "1"]]);
    assert.equal((await spender.pay(first)).status, 200);
    assert.equal(
      (
        await spender.pay(
          spender.deposit("bread", [
            [five, "1"],
            [two, "1"],
          ]),
        )
      ).status,
      200,
    );
    assert.equal(spending().deposited, "KUDOS:2");
    const others: readonly Partial<DepositRequest>[] = [
      { wire_salt: textOf(new Uint8Array(16)) },
      { wire_transfer_deadline: Number(first.wire_transfer_deadline) + 1 },
      { refund_deadline: 0 },
      { wallet_data_hash: textOf(new Uint8Array(64)) },
    ];
    for (const more of others) {
      const refusal = await refusalOf(await spender.pay(spender.deposit("bread", [[two, "0.5"]], more)));
      assert.deepEqual([refusal.status, refusal.code, refusal.h_wire], [409, 1206, textOf(wireHashOf(first))]);
    }
    // Another share of a coin that has paid is another deposit.
    assert.deepEqual(await statusOf(await spender.pay(spender.deposit("bread", [[five, "2"]]))), [409, 1206]);
    assert.ok(isBalanced());
  });

  it("is refused as recorded when a coin is spent twice, and then takes no coin", async () => {
    const { spender, spending } = exchangeScene();
    const [five, two] = await spender.withdraw("5", "2");
    assert.ok(five && two);
    await spender.pay(spender.deposit("bread", [[five, "3"]]));
    const answer = await spender.pay(
      spender.deposit("butter", [
        [two, "2"],
        [five, "5"],
      ]),
    );
    const json = await assertLikeRecorded(answer, recorded(refusedRecording, "deposit-doublespend-409"));
    const { coin_pub, h_denom_pub } = errorBody.parse(json);
    assert.deepEqual([coin_pub, h_denom_pub], [five.coinPub, five.denomination.hash]);
    assert.equal(spending().deposited, "KUDOS:3");
    // What is left of it can still be spent.
    assert.equal(
      (
        await spender.pay(
          spender.deposit("butter", [
            [two, "2"],
            [five, "2"],
          ]),
        )
      ).status,
      200,
    );
  });

  it("is refused as recorded for everything else that is wrong", async () => {
    const { spender } = exchangeScene();
    const [five, two] = await spender.withdraw("5", "2");
    assert.ok(five && two);
    const good = spender.deposit("bread", [[five, "3"]]);
    const json = depositRequest.format(good) as object;
    const [coin] = good.coins;
    assert.ok(coin);
    const withCoin = (more: object) => ({ ...json, coins: [{ ...(coin as object), ...more }] });
    const send = (body: unknown) => spender.ask("POST", "batch-deposit", body);
    const nowhere = textOf(new Uint8Array(64).fill(9));
    const { merchant_payto_uri: _, ...incomplete } = json as { merchant_payto_uri?: string };
    const cases: Readonly<Record<string, unknown>> = {
      "deposit-bad-coin-sig": withCoin({ coin_sig: textOf(new Uint8Array(64)) }),
      "deposit-bad-denom-sig": withCoin({ coin_pub: two.coinPub }),
      "deposit-unknown-denomination": withCoin({ denom_pub_hash: nowhere }),
      "deposit-amount-above-denom": withCoin({ contribution: "KUDOS:7" }),
      "deposit-wrong-currency": withCoin({ contribution: "EUR:1" }),
      "deposit-missing-field": incomplete,
      "deposit-bad-payto": { ...json, merchant_payto_uri: "payto://nonsense" },
      "deposit-no-coins": { ...json, coins: [] },
      "deposit-refund-after-wire": { ...json, refund_deadline: { t_s: "never" } },
    };
    for (const [label, body] of Object.entries(cases)) {
      await assertLikeRecorded(await send(body), recorded(refusedRecording, label));
    }
    const others: readonly (readonly [unknown, number, number])[] = [
      [withCoin({ contribution: "KUDOS:0.001" }), 400, 1207],
      [{ ...json, wire_transfer_deadline: { t_s: "never" } }, 400, 1209],
      [{ ...json, merchant_sig: textOf(new Uint8Array(64).fill(1)) }, 400, 26],
      [{ ...json, coins: [coin, coin] }, 400, 26],
    ];
    for (const [body, ...expected] of others) assert.deepEqual(await statusOf(await send(body)), expected);
    const merchant_sig = textOf(
      signNow(merchantPriv, merchantContract({ contractHash: bytesOf(good.h_contract_terms) })),
    );
    assert.equal((await send({ ...json, merchant_sig })).status, 200);
  });

  it("is refused, signed, when the denomination is past its time, not yet begun or revoked", async () => {
    const { spender, exchange, world, signers } = exchangeScene();
    const [one, another] = await spender.withdraw("5", "2");
    assert.ok(one && another);
    const refuse = async (coin: typeof one) => {
      const body = await refusalOf(await spender.pay(spender.deposit("bread", [[coin, "1"]])));
      assert.ok(await verifySignedError(body, coin.denomination.hash, signers().signkeys));
      return [body.status, body.code, body.oper];
    };
    const next = exchange.keys.denominations().find(({ start }) => start > exchange.keys.now());
    assert.ok(next);
    assert.deepEqual(await refuse({ ...one, denomination: next }), [410, 1008, "DEPOSIT"]);
    exchange.keys.revoke(one.denomination.hash);
    assert.deepEqual(await refuse(one), [410, 1010, "DEPOSIT"]);
    await world.advance(3 * 365 * day);
    assert.deepEqual(await refuse(another), [410, 1009, "DEPOSIT"]);
  });
});
