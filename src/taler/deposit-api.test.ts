/** Recorded deposits: every coin signed its permission, and the exchange every receipt. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changed } from "../testing/changed.ts";
import { leavesOf, withLeaf } from "../testing/leaves.ts";
import { recordedKeys } from "../testing/recorded-keys.ts";
import { allRecorded, recorded } from "../testing/recordings.ts";
import { type Amount, subtract, sum } from "./amount.ts";
import { bytesOf } from "./crockford.ts";
import { rsaDenomination } from "./denomination.ts";
import {
  type DepositRequest,
  depositAnswer,
  depositBlock,
  depositPending,
  depositRequest,
  depositTransfer,
  verifyDeposit,
  verifyDepositTransfer,
} from "./deposit-api.ts";
import { verify } from "./eddsa.ts";
import { errorBody, errorCodes } from "./error-body.ts";
import { isCoin } from "./planchet.ts";
import deposit from "./recordings/deposit.json" with { type: "json" };
import refused from "./recordings/deposit-refused.json" with { type: "json" };
import tracking from "./recordings/tracking.json" with { type: "json" };
import { verifySignedError } from "./signed-error.ts";

const { denominations, signkeys, now } = await recordedKeys();
const signers = { signkeys, now };

const denominationOf = (hash: string) => denominations.find((one) => one.hash === hash) ?? assert.fail();
const feeOf = (hash: string) => denominationOf(hash).feeDeposit;
const totalOf = ({ coins }: DepositRequest): Amount =>
  sum(
    "KUDOS",
    coins.map(({ contribution, denom_pub_hash }) => subtract(contribution, feeOf(denom_pub_hash))),
  );

describe("a deposit", () => {
  for (const { label, request, response } of allRecorded(deposit)) {
    const asked = depositRequest.parse(request.json);

    it(`of ${label} is permitted by each coin, and each is good`, async () => {
      for (const coin of asked.coins) {
        const denomination = denominationOf(coin.denom_pub_hash);
        const block = depositBlock(asked, coin, denomination.feeDeposit);
        assert.ok(await verify(bytesOf(coin.coin_pub), block, bytesOf(coin.coin_sig)));
        const signature = bytesOf(coin.ub_sig.rsa_signature);
        assert.ok(isCoin(rsaDenomination(bytesOf(denomination.pub)), bytesOf(coin.coin_pub), signature));
      }
    });

    it(`of ${label} is confirmed by the exchange`, async () => {
      const answer = depositAnswer.parse(response.json);
      assert.ok(await verifyDeposit(asked, answer, totalOf(asked), signers));
      assert.equal(await verifyDeposit(asked, answer, "KUDOS:0.77777777" as Amount, signers), false);
    });
  }

  const { request, response } = recorded(deposit, "deposit-batch-3coins");
  const asked = depositRequest.parse(request.json);
  const answer = depositAnswer.parse(response.json);

  const isFixedByCoins = /^(contribution|denom_pub_hash|rsa_signature|cipher|coin_pub)$/;
  const isUnsigned = /^(timestamp|merchant_sig)$/;
  for (const { path, value } of leavesOf(request.json ?? null)) {
    const [field = "", , name = ""] = path;
    if (isUnsigned.test(field) || isFixedByCoins.test(name) || name === "ub_sig") continue;
    it(`is not confirmed with another ${path.join(".")}`, async () => {
      const other = depositRequest.parse(withLeaf(request.json ?? null, path, changed(value)));
      assert.equal(await verifyDeposit(other, answer, totalOf(asked), signers), false);
    });
  }

  for (const { path, value } of leavesOf(response.json ?? null)) {
    it(`is not confirmed by another ${path.join(".")}`, async () => {
      const other = depositAnswer.parse(withLeaf(response.json ?? null, path, changed(value)));
      assert.equal(await verifyDeposit(asked, other, totalOf(asked), signers), false);
    });
  }

  it("is not confirmed by a key that was not in use, nor before the time it names", async () => {
    const check = (by: typeof signers) => verifyDeposit(asked, answer, totalOf(asked), by);
    assert.equal(await check({ signkeys: [], now }), false);
    const late = signkeys.map((one) => ({ ...one, start: now + 7200, expire: now + 9000 }));
    assert.equal(await check({ signkeys: late, now }), false);
    // Asked again a year later, an exchange signs with the key it has then.
    assert.equal(await check({ signkeys: late, now: now + 8000 }), true);
    const gone = signkeys.map((one) => ({ ...one, start: 0, expire: now - 7200 }));
    assert.equal(await check({ signkeys: gone, now }), false);
    const never = { ...answer, exchange_timestamp: "never" as const };
    assert.equal(await verifyDeposit(asked, never, totalOf(asked), signers), false);
  });

  it("answers the same to the same", () => {
    assert.deepEqual(
      recorded(deposit, "deposit-replay").response.json,
      recorded(deposit, "deposit-1coin").response.json,
    );
  });
});

describe("a refused deposit", () => {
  const bodyOf = (label: string) => errorBody.parse(recorded(refused, label).response.json);

  it("names the coin of which too little is left, and sends no history", () => {
    for (const [label, index] of [
      ["deposit-doublespend-409", 0],
      ["deposit-batch-doublespend-409", 1],
    ] as const) {
      const { code, coin_pub, h_denom_pub } = bodyOf(label);
      const coin = depositRequest.parse(recorded(refused, label).request.json).coins[index];
      assert.equal(code, errorCodes.coinInsufficientFunds);
      assert.deepEqual([coin_pub, h_denom_pub], [coin?.coin_pub, coin?.denom_pub_hash]);
    }
  });

  it("is signed when the denomination is unknown", async () => {
    const body = bodyOf("deposit-unknown-denomination");
    assert.ok(await verifySignedError(body, body.h_denom_pub ?? "", signkeys));
  });

  it("has a number for what is wrong", () => {
    assert.equal(bodyOf("deposit-bad-coin-sig").code, errorCodes.depositSignatureInvalid);
    assert.equal(bodyOf("deposit-bad-denom-sig").code, errorCodes.coinSignatureInvalid);
    assert.equal(bodyOf("deposit-amount-above-denom").code, errorCodes.contributionAboveValue);
    assert.equal(bodyOf("deposit-refund-after-wire").code, errorCodes.refundAfterWireDeadline);
  });
});

describe("the transfer of a deposit", () => {
  const one = recorded(tracking, "deposits-get");
  const [, , wireHash = "", , contractHash = "", coinPub = ""] = one.request.path.replace(/\?.*/, "").split("/");
  const name = { wireHash, contractHash, coinPub };

  it("is signed by the exchange", async () => {
    assert.ok(await verifyDepositTransfer(name, depositTransfer.parse(one.response.json), signers));
  });

  for (const { path, value } of leavesOf(one.response.json ?? null)) {
    it(`is not believed with another ${path.join(".")}`, async () => {
      const other = depositTransfer.parse(withLeaf(one.response.json ?? null, path, changed(value)));
      assert.equal(await verifyDepositTransfer(name, other, signers), false);
    });
  }

  for (const key of ["wireHash", "contractHash", "coinPub"] as const) {
    it(`is not believed for another ${key}`, async () => {
      const other = { ...name, [key]: String(changed(name[key])) };
      assert.equal(await verifyDepositTransfer(other, depositTransfer.parse(one.response.json), signers), false);
    });
  }

  it("may be due later, or wait for somebody to say who he is", () => {
    const due = { execution_time: { t_s: 5 }, kyc_ok: true };
    assert.deepEqual(depositPending.parse(due), { execution_time: 5, kyc_ok: true });
    const account_pub = coinPub;
    const waiting = { ...due, kyc_ok: false, requirement_row: 7, account_pub };
    assert.deepEqual(depositPending.parse(waiting), {
      execution_time: 5,
      kyc_ok: false,
      requirement_row: 7,
      account_pub,
    });
  });
});
