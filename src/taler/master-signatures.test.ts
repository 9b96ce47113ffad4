/** What master keys and auditors sign, byte for byte, and what a real exchange's master key signed. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Given, testSignatures } from "../testing/signature-vectors.ts";
import { amount } from "./amount.ts";
import type { Json } from "./codec.ts";
import { jsonHash } from "./contract.ts";
import { bytesOf } from "./crockford.ts";
import { denominationHash } from "./denomination.ts";
import { verify } from "./eddsa.ts";
import { keySet } from "./exchange-signatures.ts";
import * as master from "./master-signatures.ts";
import { paytoHash } from "./payto.ts";
import { duration, timestamp } from "./time.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

const denomination = (v: Given) => ({
  masterPub: v.bytes("master_pub"),
  start: v.moment("stamp_start"),
  expireWithdraw: v.moment("stamp_expire_withdraw"),
  expireDeposit: v.moment("stamp_expire_deposit"),
  expireLegal: v.moment("stamp_expire_legal"),
  value: v.money("value"),
  feeWithdraw: v.money("fee_withdraw"),
  feeDeposit: v.money("fee_deposit"),
  feeRefresh: v.money("fee_refresh"),
  feeRefund: v.money("fee_refund"),
  denominationHash: v.bytes("h_denom_pub"),
});

const wireDetails = (v: Given) =>
  master.wireDetails({
    accountHash: paytoHash(v.text("payto_uri")),
    conversionUrl: v.raw("conversion_url") === undefined ? undefined : v.text("conversion_url"),
    debitRestrictionsHash: jsonHash(v.raw("debit_restrictions") as Json),
    creditRestrictionsHash: jsonHash(v.raw("credit_restrictions") as Json),
  });

testSignatures(["master-", "auditor-"], {
  "master-denomination-validity": (v) => master.denominationValidity(denomination(v)),
  "auditor-exchange-keys": (v) => master.auditorDenomination({ auditorUrl: v.text("auditor_url"), ...denomination(v) }),
  "master-denomination-revoked": (v) => master.denominationRevoked({ denominationHash: v.bytes("h_denom_pub") }),
  "master-signing-key-validity": (v) =>
    master.signingKeyValidity({
      start: v.moment("stamp_start"),
      expire: v.moment("stamp_expire"),
      end: v.moment("stamp_end"),
      key: v.bytes("key"),
    }),
  "master-wire-details": wireDetails,
  "master-wire-details-conversion": wireDetails,
  "master-wire-fees": (v) =>
    master.wireFees({
      wireMethod: v.text("wire_method"),
      start: v.moment("start_date"),
      end: v.moment("end_date"),
      wireFee: v.money("wire_fee"),
      closingFee: v.money("closing_fee"),
    }),
  "master-global-fees": (v) =>
    master.globalFees({
      start: v.moment("start_date"),
      end: v.moment("end_date"),
      purseTimeout: duration.parse(v.raw("purse_timeout")),
      historyExpiration: duration.parse(v.raw("history_expiration")),
      historyFee: v.money("history_fee"),
      accountFee: v.money("account_fee"),
      purseFee: v.money("purse_fee"),
      purseAccountLimit: v.number("purse_account_limit"),
    }),
});

describe("the keys of a real exchange", () => {
  const { keys } = protocol.recorded;
  const masterPub = bytesOf(keys.master_public_key);
  const assertSigned = async (block: Uint8Array, signature: string) =>
    assert.equal(await verify(masterPub, block, bytesOf(signature)), true);

  it("hold a denomination its master key signed", async () => {
    const one = keys.denomination;
    const block = master.denominationValidity({
      masterPub,
      start: timestamp.parse(one.stamp_start),
      expireWithdraw: timestamp.parse(one.stamp_expire_withdraw),
      expireDeposit: timestamp.parse(one.stamp_expire_deposit),
      expireLegal: timestamp.parse(one.stamp_expire_legal),
      value: amount.parse(one.value),
      feeWithdraw: amount.parse(one.fee_withdraw),
      feeDeposit: amount.parse(one.fee_deposit),
      feeRefresh: amount.parse(one.fee_refresh),
      feeRefund: amount.parse(one.fee_refund),
      denominationHash: denominationHash("RSA", bytesOf(one.rsa_pub)),
    });
    await assertSigned(block, one.master_sig);
  });

  it("hold a signing key, an account and fees its master key signed", async () => {
    const { signkey, account, wire_fee: wire, global_fee: fees } = keys;
    const [start, expire] = [timestamp.parse(signkey.stamp_start), timestamp.parse(signkey.stamp_expire)];
    const end = timestamp.parse(signkey.stamp_end);
    await assertSigned(
      master.signingKeyValidity({ start, expire, end, key: bytesOf(signkey.key) }),
      signkey.master_sig,
    );
    const accountBlock = master.wireDetails({
      accountHash: paytoHash(account.payto_uri),
      debitRestrictionsHash: jsonHash(account.debit_restrictions),
      creditRestrictionsHash: jsonHash(account.credit_restrictions),
    });
    await assertSigned(accountBlock, account.master_sig);
    const wireBlock = master.wireFees({
      wireMethod: wire.method,
      start: timestamp.parse(wire.start_date),
      end: timestamp.parse(wire.end_date),
      wireFee: amount.parse(wire.wire_fee),
      closingFee: amount.parse(wire.closing_fee),
    });
    await assertSigned(wireBlock, wire.sig);
    const feesBlock = master.globalFees({
      start: timestamp.parse(fees.start_date),
      end: timestamp.parse(fees.end_date),
      purseTimeout: duration.parse(fees.purse_timeout),
      historyExpiration: duration.parse(fees.history_expiration),
      historyFee: amount.parse(fees.history_fee),
      accountFee: amount.parse(fees.account_fee),
      purseFee: amount.parse(fees.purse_fee),
      purseAccountLimit: fees.purse_account_limit,
    });
    await assertSigned(feesBlock, fees.master_sig);
  });

  it("are signed as a whole by an online key", async () => {
    const { list_issue_date, master_sigs_in_order, exchange_pub, exchange_sig } = keys.keys_signature;
    const listIssueDate = timestamp.parse(list_issue_date);
    const masterSignatures = master_sigs_in_order.map(bytesOf);
    const block = keySet({ listIssueDate, masterSignatures });
    assert.equal(await verify(bytesOf(exchange_pub), block, bytesOf(exchange_sig)), true);
    const reordered = keySet({ listIssueDate, masterSignatures: masterSignatures.toReversed() });
    assert.equal(await verify(bytesOf(exchange_pub), reordered, bytesOf(exchange_sig)), false);
  });
});
