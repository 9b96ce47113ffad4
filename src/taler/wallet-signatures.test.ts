/** What a wallet signs, byte for byte. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { type Given, testSignatures } from "../testing/signature-vectors.ts";
import { zeros } from "./hash.ts";
import { paytoHash } from "./payto.ts";
import * as wallet from "./wallet-signatures.ts";

const coinDeposit = (v: Given) =>
  wallet.coinDeposit({
    contractHash: v.bytes("h_contract_terms"),
    ageCommitmentHash: v.optionalBytes("h_age_commitment"),
    wireHash: v.bytes("h_wire"),
    denominationHash: v.bytes("h_denom_pub"),
    walletTimestamp: v.moment("wallet_timestamp"),
    refundDeadline: v.moment("refund_deadline"),
    contribution: v.money("amount_with_fee"),
    depositFee: v.money("deposit_fee"),
    merchantPub: v.bytes("merchant_pub"),
    walletDataHash: v.optionalBytes("wallet_data_hash"),
  });

const coinMelt = (v: Given) =>
  wallet.coinMelt({
    commitment: v.bytes("rc"),
    denominationHash: v.bytes("h_denom_pub"),
    ageCommitmentHash: v.optionalBytes("h_age_commitment"),
    amount: v.money("amount_with_fee"),
    refreshFee: v.money("melt_fee"),
  });

const recouped = (v: Given) => ({
  denominationHash: v.bytes("h_denom_pub"),
  blindingSecret: v.bytes("coin_blind_key_secret"),
});

const reserveClose = (v: Given) =>
  wallet.reserveClose({
    requestedAt: v.moment("request_timestamp"),
    accountHash: v.raw("target_payto") === undefined ? undefined : paytoHash(v.text("target_payto")),
  });

testSignatures(["wallet-", "kyc-"], {
  "wallet-coin-deposit": coinDeposit,
  "wallet-coin-deposit-full": coinDeposit,
  "wallet-coin-melt": coinMelt,
  "wallet-coin-melt-age": coinMelt,
  "wallet-coin-link": (v) =>
    wallet.coinLink({
      denominationHash: v.bytes("h_denom_pub"),
      transferPub: v.bytes("transfer_pub"),
      envelopeHash: v.bytes("h_coin_ev"),
    }),
  "wallet-coin-recoup": (v) => wallet.coinRecoup(recouped(v)),
  "wallet-coin-recoup-refresh": (v) => wallet.coinRecoupRefresh(recouped(v)),
  "wallet-coin-history": (v) => wallet.coinHistory({ startOffset: v.number("start_off") }),
  "wallet-reserve-history": (v) => wallet.reserveHistory({ startOffset: v.number("start_off") }),
  "wallet-reserve-withdraw": (v) =>
    wallet.reserveWithdraw({
      amount: v.money("amount_with_fee"),
      denominationHash: v.bytes("h_denom_pub"),
      envelopeHash: v.bytes("h_coin_ev"),
    }),
  "wallet-reserve-close": reserveClose,
  "wallet-reserve-close-origin": reserveClose,
  "wallet-reserve-open": (v) =>
    wallet.reserveOpen({
      payment: v.money("reserve_payment"),
      requestedAt: v.moment("request_timestamp"),
      expiration: v.moment("reserve_expiration"),
      purseLimit: v.number("purse_limit"),
    }),
  "wallet-reserve-open-deposit": (v) =>
    wallet.reserveOpenDeposit({
      reserveSignature: v.bytes("reserve_sig"),
      contribution: v.money("coin_contribution"),
    }),
  "wallet-account-setup": (v) => wallet.accountSetup({ threshold: v.money("threshold") }),
  "kyc-auth": () => wallet.accountOwner({}),
  "wallet-purse-create": (v) =>
    wallet.purseCreate({
      expiration: v.moment("purse_expiration"),
      amount: v.money("purse_amount"),
      contractHash: v.bytes("h_contract_terms"),
      mergePub: v.bytes("merge_pub"),
      minimumAge: v.number("min_age"),
    }),
  "wallet-purse-delete": () => wallet.purseDelete({}),
  "wallet-purse-deposit": (v) =>
    wallet.purseDeposit({
      contribution: v.money("coin_amount"),
      denominationHash: v.bytes("h_denom_pub"),
      pursePub: v.bytes("purse_pub"),
      exchangeBaseUrl: v.text("exchange_base_url"),
    }),
  "wallet-purse-merge": (v) =>
    wallet.purseMerge({
      mergedAt: v.moment("merge_timestamp"),
      pursePub: v.bytes("purse_pub"),
      accountHash: paytoHash(v.text("reserve_payto")),
    }),
  "wallet-account-merge": (v) =>
    wallet.accountMerge({
      expiration: v.moment("purse_expiration"),
      amount: v.money("purse_amount"),
      purseFee: v.money("purse_fee"),
      contractHash: v.bytes("h_contract_terms"),
      pursePub: v.bytes("purse_pub"),
      mergedAt: v.moment("merge_timestamp"),
      minimumAge: v.number("min_age"),
      flags: wallet.mergeFlags.fullPurse,
    }),
  "wallet-purse-econtract": (v) =>
    wallet.purseContract({
      encryptedContract: Buffer.from(v.text("econtract_hex"), "hex"),
      contractPub: v.bytes("contract_pub"),
    }),
});

// The block as the sync API describes it, offset by offset.
it("a backup upload names what goes and what comes", () => {
  const [oldHash, newHash] = [zeros(64).fill(1), zeros(64).fill(2)];
  const header = Uint8Array.of(0, 0, 0, 136, 0, 0, 5, 0xaa);
  assert.deepEqual(wallet.backupUpload({ oldHash, newHash }), Uint8Array.of(...header, ...oldHash, ...newHash));
  assert.deepEqual(wallet.backupUpload({ newHash }), Uint8Array.of(...header, ...zeros(64), ...newHash));
});
