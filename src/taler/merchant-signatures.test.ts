/** What merchants sign, byte for byte. */
import { testSignatures } from "../testing/signature-vectors.ts";
import * as merchant from "./merchant-signatures.ts";

testSignatures(["merchant-"], {
  "merchant-contract": (v) => merchant.merchantContract({ contractHash: v.bytes("h_contract_terms") }),
  "merchant-payment-ok": (v) => merchant.merchantPaymentOk({ contractHash: v.bytes("h_contract_terms") }),
  "merchant-refund": (v) =>
    merchant.merchantRefund({
      contractHash: v.bytes("h_contract_terms"),
      coinPub: v.bytes("coin_pub"),
      transactionId: v.number("rtransaction_id"),
      amount: v.money("refund_amount"),
    }),
  "merchant-track-transaction": (v) =>
    merchant.merchantTrack({
      contractHash: v.bytes("h_contract_terms"),
      wireHash: v.bytes("h_wire"),
      coinPub: v.bytes("coin_pub"),
    }),
});
