/** What exchanges ask about their customers, read; and the recorded question whether a wallet may hold much. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recorded } from "../testing/recordings.ts";
import { FormatError } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { publicKeyOf, verify } from "./eddsa.ts";
import { errorBody, errorCodes } from "./error-body.ts";
import {
  accountOwnerHeader,
  kycEndpoints,
  kycPage,
  kycStatus,
  kycWalletRequest,
  legitimizationIn,
  ownerHeaders,
} from "./kyc-api.ts";
import recording from "./recordings/kyc-wallet.json" with { type: "json" };
import { accountOwner, accountSetup } from "./wallet-signatures.ts";

const key = textOf(new Uint8Array(32).fill(1));

describe("an answer 451", () => {
  const body = { code: 1028, hint: "who are you?", h_payto: key, requirement_row: 7 };
  const read = (json: object) => legitimizationIn(errorBody.parse(json));

  it("says of which account, with which number, and which key may ask", () => {
    assert.deepEqual(read(body), { accountHash: key, row: 7, isOtherKey: false });
    const more = { ...body, account_pub: key, bad_kyc_auth: true };
    assert.deepEqual(read(more), { accountHash: key, row: 7, accountPub: key, isOtherKey: true });
  });

  it("is no such question without account or number, or with another code", () => {
    const { h_payto: _, ...accountless } = body;
    const { requirement_row: __, ...numberless } = body;
    for (const json of [accountless, numberless, { ...body, code: 1027 }]) assert.equal(read(json), undefined);
  });
});

describe("how far it is", () => {
  const status = { aml_review: false, access_token: key };
  const limit = {
    rule_name: "withdraw-1",
    operation_type: "WITHDRAW",
    timeframe: { d_us: 86_400_000_000 },
    threshold: "KUDOS:100",
    soft_limit: true,
  };

  it("is read with limits and without", () => {
    assert.deepEqual(kycStatus.format(kycStatus.parse(status)), status);
    const limited = { ...status, limits: [limit, { ...limit, timeframe: { d_us: "forever" } }] };
    assert.deepEqual(kycStatus.format(kycStatus.parse(limited)), limited);
  });

  it("is not read without a token, which would lead nowhere", () => {
    assert.throws(() => kycStatus.parse({ aml_review: false }), FormatError);
    assert.throws(() => kycStatus.parse({ ...status, access_token: "../admin" }), FormatError);
  });

  it("leads to a page of the exchange", () => {
    assert.equal(
      kycPage("https://exchange.test/x/", kycStatus.parse(status)),
      `https://exchange.test/x/kyc-spa/${key}`,
    );
  });

  it("is asked for with the key of the account", async () => {
    const priv = new Uint8Array(32).fill(9);
    const { [accountOwnerHeader]: proof = "" } = await ownerHeaders(priv);
    assert.ok(await verify(publicKeyOf(priv), accountOwner({}), bytesOf(proof)));
  });
});

describe("what is asked", () => {
  const { kycInfo } = kycEndpoints;

  it("is read in several languages", () => {
    const asked = {
      requirements: [{ form: "LINK", id: "abc", description: "Who?", description_i18n: { de: "Wer?" } }],
      is_and_combinator: true,
    };
    assert.deepEqual(kycInfo.response?.format(kycInfo.response.parse(asked)), asked);
    assert.deepEqual(kycInfo.response?.parse({ requirements: [] }), { requirements: [] });
  });
});

describe("the recorded question for a full wallet", () => {
  const { request, response } = recorded(recording, "kyc-wallet-ok");

  it("was signed by the reserve and granted for good", async () => {
    const asked = kycWalletRequest.parse(request.json);
    const block = accountSetup({ threshold: asked.balance });
    assert.ok(await verify(bytesOf(asked.reserve_pub), block, bytesOf(asked.reserve_sig)));
    assert.deepEqual(kycEndpoints.kycWallet.response?.parse(response.json), { expiration_time: "never" });
  });

  it("was refused without a good signature", () => {
    const { code } = errorBody.parse(recorded(recording, "kyc-wallet-badsig").response.json);
    assert.equal(code, errorCodes.kycWalletSignatureInvalid);
  });
});
