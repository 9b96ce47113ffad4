import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { kudos } from "../testing/offers.ts";
import { type AbortedCoin, abortAnswer, givenBack } from "./abort-api.ts";
import type { Amount } from "./amount.ts";
import { FormatError } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { publicKeyOf, signNow } from "./eddsa.ts";
import { refundConfirmation } from "./exchange-signatures.ts";

const bytes = (size: number, value: number) => new Uint8Array(size).fill(value);
const exchangePriv = bytes(32, 1);
const exchangePub = textOf(publicKeyOf(exchangePriv));
const of = { contractHash: textOf(bytes(64, 2)), merchantPub: textOf(bytes(32, 3)) };
const signers = { signkeys: [{ key: exchangePub, start: 1000, expire: 2000, end: 9000 }], now: 1500 };
const coin = { coinPub: textOf(bytes(32, 4)), contribution: kudos("2"), depositFee: kudos("0.01") };

function signedFor(amount: Amount, transactionId = 0): AbortedCoin {
  const values = { contractHash: bytesOf(of.contractHash), merchantPub: bytesOf(of.merchantPub) };
  const block = refundConfirmation({ ...values, coinPub: bytesOf(coin.coinPub), transactionId, amount });
  return { type: "success", exchange_pub: exchangePub, exchange_sig: textOf(signNow(exchangePriv, block)) };
}

describe("coins of a payment that was given up", () => {
  it("are told apart by what became of them", () => {
    const refunds = [signedFor(kudos("2")), { type: "failure", exchange_status: 404 }, { type: "undeposited" }];
    const read = abortAnswer.parse({ refunds });
    assert.deepEqual(read, { refunds });
    assert.deepEqual(abortAnswer.format(read), { refunds });
    assert.throws(() => abortAnswer.parse({ refunds: [{ type: "lost" }] }), FormatError);
  });

  it("have come back when the exchange says so, with the deposit fee or without", async () => {
    const back = (answer: AbortedCoin) => givenBack(coin, answer, of, signers);
    assert.equal(await back(signedFor(kudos("2"))), "KUDOS:2");
    assert.equal(await back(signedFor(kudos("1.99"))), "KUDOS:1.99");
    assert.equal(await back(signedFor(kudos("1.98"))), undefined);
    assert.equal(await back(signedFor(kudos("2"), 1)), undefined);
    assert.equal(await back({ type: "undeposited" }), undefined);
  });
});
