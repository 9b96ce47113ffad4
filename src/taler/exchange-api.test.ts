/** Every recorded question and answer of an exchange is read by its row, and written back as it came. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { allRecorded, recorded } from "../testing/recordings.ts";
import { assertReadByRow, rowOf } from "../testing/rows.ts";
import { add } from "./amount.ts";
import { type Codec, FormatError } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { verify } from "./eddsa.ts";
import { errorBody, errorCodes } from "./error-body.ts";
import {
  exchangeEndpoints,
  mostPlanchets,
  termsVersionHeader,
  withdrawAnswer,
  withdrawRequest,
} from "./exchange-api.ts";
import { verifyKeys } from "./keys.ts";
import { keysAnswer } from "./keys-format.ts";
import { envelopeHash } from "./planchet.ts";
import coinHistory from "./recordings/coin-history.json" with { type: "json" };
import coinHistoryRefused from "./recordings/coin-history-refused.json" with { type: "json" };
import config from "./recordings/config.json" with { type: "json" };
import deposit from "./recordings/deposit.json" with { type: "json" };
import depositRefused from "./recordings/deposit-refused.json" with { type: "json" };
import keys from "./recordings/keys.json" with { type: "json" };
import keysRefused from "./recordings/keys-refused.json" with { type: "json" };
import kycWallet from "./recordings/kyc-wallet.json" with { type: "json" };
import melt from "./recordings/melt.json" with { type: "json" };
import meltRefused from "./recordings/melt-refused.json" with { type: "json" };
import recoupRefused from "./recordings/recoup-refused.json" with { type: "json" };
import refund from "./recordings/refund.json" with { type: "json" };
import reserve from "./recordings/reserve.json" with { type: "json" };
import history from "./recordings/reserve-history.json" with { type: "json" };
import historyRefused from "./recordings/reserve-history-refused.json" with { type: "json" };
import seed from "./recordings/seed.json" with { type: "json" };
import terms from "./recordings/terms.json" with { type: "json" };
import tracking from "./recordings/tracking.json" with { type: "json" };
import withdraw from "./recordings/withdraw.json" with { type: "json" };
import withdrawRefused from "./recordings/withdraw-refused.json" with { type: "json" };
import { reserveWithdraw } from "./wallet-signatures.ts";

const files = [
  ...[config, keys, keysRefused, reserve, history, historyRefused, seed, terms, withdraw, withdrawRefused],
  ...[deposit, depositRefused, tracking, melt, meltRefused],
  ...[coinHistory, coinHistoryRefused, refund, recoupRefused, kycWallet],
];
const everything = files.flatMap(allRecorded);

describe("exchangeEndpoints", () => {
  for (const one of everything) {
    const { label, response } = one;
    if (label === "withdraw-old-endpoint") continue;
    const isWrongOnPurpose = /missing-field|not-json|bad-payto|recoup-not-revoked/.test(label);
    it(`reads ${label} (${response.status})`, () => assertReadByRow(one, isWrongOnPurpose));
  }

  it("has no row for what 0.14.1 no longer does", () => {
    assert.equal(rowOf(recorded(withdrawRefused, "withdraw-old-endpoint").request), undefined);
  });

  it("knows the numbers of the refusals that were recorded", () => {
    const codeOf = (label: string) =>
      errorBody.parse(everything.find((one) => one.label === label)?.response.json).code;
    assert.equal(codeOf("reserve-unknown"), errorCodes.reserveUnknown);
    assert.equal(codeOf("withdraw-insufficient"), errorCodes.withdrawInsufficientFunds);
    assert.equal(codeOf("withdraw-bad-signature"), errorCodes.withdrawSignatureInvalid);
    assert.equal(codeOf("withdraw-unknown-denomination"), errorCodes.denominationUnknown);
    assert.equal(codeOf("reserve-history-badsig"), errorCodes.historySignatureInvalid);
  });

  it("reads what a reserve lacks", () => {
    const { balance, requested_amount } = errorBody.parse(
      recorded(withdrawRefused, "withdraw-insufficient").response.json,
    );
    assert.deepEqual([balance, requested_amount], ["KUDOS:5.32", "KUDOS:10.02"]);
  });

  it("finds the version of the terms in every answer that has terms", () => {
    for (const { response, label } of allRecorded(terms)) {
      assert.match(response.headers[termsVersionHeader] ?? "", /^\S+$/, label);
      assert.doesNotMatch(response.headers.ETag ?? '"', /"/, label);
    }
  });

  it("throws nothing but a FormatError over whatever a server says", () => {
    const codecs: readonly Codec<unknown>[] = Object.values(exchangeEndpoints).flatMap(
      ({ response }) => response ?? [],
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...codecs, errorBody, withdrawRequest), (json, codec) => {
        try {
          codec.parse(json);
        } catch (error) {
          assert.ok(error instanceof FormatError);
        }
      }),
    );
  });
});

describe("withdrawRequest", () => {
  const { request, response } = recorded(withdraw, "withdraw-6coins");
  const { planchets } = withdrawRequest.parse(request.json);

  it("was signed by the reserve, planchet by planchet", async () => {
    const now = Date.parse(response.headers.Date ?? "") / 1000;
    const { denominations } = await verifyKeys(keysAnswer.parse(recorded(keys, "keys").response.json), now);
    const reservePub = bytesOf(request.path.split("/")[2] ?? "");
    for (const { denom_pub_hash, coin_ev, reserve_sig } of planchets) {
      const denomination = denominations.find(({ hash }) => hash === denom_pub_hash);
      assert.ok(denomination);
      const blinded = bytesOf(coin_ev.rsa_blinded_planchet);
      const block = reserveWithdraw({
        amount: add(denomination.value, denomination.feeWithdraw),
        denominationHash: bytesOf(denom_pub_hash),
        envelopeHash: envelopeHash(bytesOf(denom_pub_hash), blinded),
      });
      assert.ok(await verify(reservePub, block, bytesOf(reserve_sig)));
      assert.ok(!(await verify(reservePub, block.with(9, (block[9] ?? 0) ^ 1), bytesOf(reserve_sig))));
    }
  });

  it("was answered signature by signature, and the same again when repeated", () => {
    assert.equal(withdrawAnswer.parse(response.json).ev_sigs.length, planchets.length);
    const again = recorded(withdraw, "withdraw-replay-idempotent");
    assert.deepEqual(again.response.json, recorded(withdraw, "withdraw-1coin").response.json);
  });

  const [first] = planchets;
  assert.ok(first);
  const another = (number: number) => ({
    ...first,
    coin_ev: { ...first.coin_ev, rsa_blinded_planchet: textOf(Uint8Array.of(1, number >> 8, number & 255)) },
  });
  const crashing = {
    "no planchet": [],
    "a planchet twice": [first, another(1), { ...first }],
    "too many planchets": Array.from({ length: mostPlanchets + 1 }, (_, index) => another(index)),
  };
  for (const [name, list] of Object.entries(crashing)) {
    it(`neither reads nor writes ${name}, over which a real exchange breaks down`, () => {
      assert.throws(() => withdrawRequest.format({ planchets: list }), FormatError);
      assert.throws(() => withdrawRequest.parse({ planchets: list }), FormatError);
    });
  }

  it("writes as many planchets as are allowed", () => {
    const most = { planchets: Array.from({ length: mostPlanchets }, (_, index) => another(index)) };
    assert.deepEqual(withdrawRequest.parse(withdrawRequest.format(most)), most);
  });

  it("refuses another cipher and broken hashes", () => {
    const cs = { ...first, coin_ev: { cipher: "CS", rsa_blinded_planchet: "00" } };
    for (const bad of [cs, { ...first, denom_pub_hash: "ABC" }, { ...first, reserve_sig: "U" }]) {
      assert.throws(() => withdrawRequest.parse({ planchets: [bad] }), FormatError);
    }
  });
});
