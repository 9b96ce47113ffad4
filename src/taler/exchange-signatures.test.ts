/** What an exchange signs, byte for byte, and what a real one signed. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Given, testSignatures } from "../testing/signature-vectors.ts";
import { amount, subtract } from "./amount.ts";
import { list, object } from "./codec.ts";
import { bytesOf, signature } from "./crockford.ts";
import { verify } from "./eddsa.ts";
import * as exchange from "./exchange-signatures.ts";
import { zeros } from "./hash.ts";
import { merchantRefund } from "./merchant-signatures.ts";
import { paytoHash, wireHash } from "./payto.ts";
import { timestamp } from "./time.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };
import { coinDeposit } from "./wallet-signatures.ts";

const groups = list(object({ denoms: list(object({ master_sig: signature })) }));

const affirmed = (v: Given) => ({ timestamp: v.moment("timestamp"), denominationHash: v.bytes("h_denom_pub") });

const denominationExpired = (v: Given) => exchange.denominationExpired({ ...affirmed(v), operation: v.text("oper") });

const recouped = (v: Given) => ({
  timestamp: v.moment("timestamp"),
  amount: v.money("recoup_amount"),
  coinPub: v.bytes("coin_pub"),
});

const depositsAndCoins = {
  "exchange-key-set": (v: Given) =>
    exchange.keySet({
      listIssueDate: v.moment("list_issue_date"),
      masterSignatures: groups
        .parse(v.raw("denominations"))
        .flatMap(({ denoms }) => denoms.map(({ master_sig }) => bytesOf(master_sig))),
    }),
  "exchange-confirm-deposit": (v: Given) =>
    exchange.depositConfirmation({
      contractHash: v.bytes("h_contract_terms"),
      wireHash: v.bytes("h_wire"),
      exchangeTimestamp: v.moment("exchange_timestamp"),
      wireDeadline: v.moment("wire_transfer_deadline"),
      refundDeadline: v.moment("refund_deadline"),
      total: v.money("total_without_fee"),
      coinSignatures: list(signature).parse(v.raw("coin_sigs")).map(bytesOf),
      merchantPub: v.bytes("merchant_pub"),
    }),
  "exchange-confirm-melt": (v: Given) =>
    exchange.meltConfirmation({ commitment: v.bytes("rc"), norevealIndex: v.number("noreveal_index") }),
  "exchange-confirm-refund": (v: Given) =>
    exchange.refundConfirmation({
      contractHash: v.bytes("h_contract_terms"),
      coinPub: v.bytes("coin_pub"),
      merchantPub: v.bytes("merchant_pub"),
      transactionId: v.number("rtransaction_id"),
      amount: v.money("refund_amount"),
    }),
  "exchange-confirm-wire": (v: Given) =>
    exchange.wireConfirmation({
      wireHash: v.bytes("h_wire"),
      contractHash: v.bytes("h_contract_terms"),
      transferId: v.bytes("wtid"),
      coinPub: v.bytes("coin_pub"),
      executionTime: v.moment("execution_time"),
      contribution: v.money("coin_contribution"),
    }),
  "exchange-confirm-recoup": (v: Given) =>
    exchange.recoupConfirmation({ ...recouped(v), reservePub: v.bytes("reserve_pub") }),
  "exchange-confirm-recoup-refresh": (v: Given) =>
    exchange.recoupRefreshConfirmation({ ...recouped(v), oldCoinPub: v.bytes("old_coin_pub") }),
  "exchange-affirm-denom-unknown": (v: Given) => exchange.denominationUnknown(affirmed(v)),
  "exchange-affirm-denom-expired": denominationExpired,
  "exchange-affirm-denom-expired-long-oper": denominationExpired,
};

const reservesAndPurses = {
  "exchange-reserve-closed": (v: Given) =>
    exchange.reserveClosed({
      timestamp: v.moment("timestamp"),
      amount: v.money("closing_amount"),
      fee: v.money("closing_fee"),
      reservePub: v.bytes("reserve_pub"),
      accountHash: paytoHash(v.text("receiver_payto")),
      transferId: v.bytes("wtid"),
    }),
  "exchange-purse-created": (v: Given) =>
    exchange.purseCreated({
      exchangeTimestamp: v.moment("exchange_timestamp"),
      expiration: v.moment("purse_expiration"),
      amount: v.money("amount_without_fee"),
      totalDeposited: v.money("total_deposited"),
      pursePub: v.bytes("purse_pub"),
      contractHash: v.bytes("h_contract_terms"),
    }),
  "exchange-purse-refund": (v: Given) =>
    exchange.purseRefund({
      pursePub: v.bytes("purse_pub"),
      coinPub: v.bytes("coin_pub"),
      amount: v.money("amount"),
      refundFee: v.money("refund_fee"),
    }),
  "exchange-purse-merged": (v: Given) =>
    exchange.purseMerged({
      exchangeTimestamp: v.moment("exchange_timestamp"),
      expiration: v.moment("purse_expiration"),
      amount: v.money("merge_amount"),
      pursePub: v.bytes("purse_pub"),
      reservePub: v.bytes("reserve_pub"),
      contractHash: v.bytes("h_contract_terms"),
      exchangeBaseUrl: v.text("exchange_base_url"),
    }),
  "exchange-purse-status": (v: Given) =>
    exchange.purseStatus({
      mergedAt: v.moment("merge_timestamp"),
      depositedAt: v.moment("deposit_timestamp"),
      balance: v.money("balance"),
    }),
};

testSignatures(["exchange-"], { ...depositsAndCoins, ...reservesAndPurses });

describe("what a real exchange signed", () => {
  const isSigned = (key: string, block: Uint8Array, signed: string) => verify(bytesOf(key), block, bytesOf(signed));
  const denominations = protocol.recorded.denominations_by_hash;

  it("a deposit, asked for by the coin", async () => {
    const { request, response } = protocol.recorded.batch_deposit;
    const [coin] = request.coins;
    assert.ok(coin);
    const fee = amount.parse(denominations[coin.denom_pub_hash as keyof typeof denominations].fee_deposit);
    const shared = {
      contractHash: bytesOf(request.h_contract_terms),
      wireHash: wireHash(request.merchant_payto_uri, bytesOf(request.wire_salt)),
      refundDeadline: timestamp.parse(request.refund_deadline),
      merchantPub: bytesOf(request.merchant_pub),
    };
    const asked = coinDeposit({
      ...shared,
      denominationHash: bytesOf(coin.denom_pub_hash),
      walletTimestamp: timestamp.parse(request.timestamp),
      contribution: amount.parse(coin.contribution),
      depositFee: fee,
    });
    assert.equal(await isSigned(coin.coin_pub, asked, coin.coin_sig), true);
    const confirmed = exchange.depositConfirmation({
      ...shared,
      exchangeTimestamp: timestamp.parse(response.exchange_timestamp),
      wireDeadline: timestamp.parse(request.wire_transfer_deadline),
      total: subtract(amount.parse(coin.contribution), fee),
      coinSignatures: [bytesOf(coin.coin_sig)],
    });
    assert.equal(await isSigned(response.exchange_pub, confirmed, response.exchange_sig), true);
  });

  it("a refund, asked for by the merchant", async () => {
    const { path, request, response } = protocol.recorded.refund;
    const values = {
      contractHash: bytesOf(request.h_contract_terms),
      coinPub: bytesOf(path.split("/")[2] ?? ""),
      transactionId: request.rtransaction_id,
      amount: amount.parse(request.refund_amount),
    };
    assert.equal(await isSigned(request.merchant_pub, merchantRefund(values), request.merchant_sig), true);
    const confirmed = exchange.refundConfirmation({ ...values, merchantPub: bytesOf(request.merchant_pub) });
    assert.equal(await isSigned(response.exchange_pub, confirmed, response.exchange_sig), true);
  });
});

// No vector covers a transfer: its layout is checked offset by offset against the exchange API.
it("a transfer to a merchant is signed with its deposits", () => {
  const detail = exchange.wireDepositDetail({
    contractHash: zeros(64).fill(1),
    executionTime: "never",
    coinPub: zeros(32).fill(2),
    value: amount.parse("KUDOS:1"),
    fee: amount.parse("KUDOS:0"),
  });
  assert.equal(detail.length, 64 + 8 + 32 + 24 + 24);
  assert.deepEqual(detail.subarray(64, 74), Uint8Array.of(...zeros(8).fill(255), 2, 2));
  const transfer = { total: amount.parse("KUDOS:1"), wireFee: amount.parse("KUDOS:0"), merchantPub: zeros(32) };
  const block = exchange.wireDeposit({ ...transfer, accountHash: zeros(32), details: [detail, detail] });
  assert.equal(block.length, 184);
  assert.notDeepEqual(block, exchange.wireDeposit({ ...transfer, accountHash: zeros(32), details: [detail] }));
});
