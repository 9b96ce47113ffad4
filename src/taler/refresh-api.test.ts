/** Recorded melts: the old coin signed the commitment to what was revealed, and the exchange what it chose. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changed } from "../testing/changed.ts";
import { leavesOf, withLeaf } from "../testing/leaves.ts";
import { recordedKeys } from "../testing/recorded-keys.ts";
import { recorded } from "../testing/recordings.ts";
import { bigintOf, modPow } from "./bignum.ts";
import { FormatError } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { rsaDenomination } from "./denomination.ts";
import { verify } from "./eddsa.ts";
import { errorBody, errorCodes } from "./error-body.ts";
import { openedCommitment } from "./melt.ts";
import { envelopeHash, isCoin } from "./planchet.ts";
import recording from "./recordings/melt.json" with { type: "json" };
import refused from "./recordings/melt-refused.json" with { type: "json" };
import {
  linkAnswer,
  linkedCoins,
  meltAnswer,
  meltRequest,
  revealAnswer,
  revealRequest,
  verifyMelt,
} from "./refresh-api.ts";
import { verifySignedError } from "./signed-error.ts";
import { coinLink, coinMelt } from "./wallet-signatures.ts";

const { denominations, signkeys, now } = await recordedKeys();
const signers = { signkeys, now };
const listed = (hash: string) => denominations.find((one) => one.hash === hash) ?? assert.fail();
const denominationOf = (hash: string) => rsaDenomination(bytesOf(listed(hash).pub));

const pairs = [
  ["melt", "reveal"],
  ["melt-refunded-coin", "reveal-refunded-coin"],
] as const;

for (const [meltLabel, revealLabel] of pairs) {
  const melt = recorded(recording, meltLabel);
  const asked = meltRequest.parse(melt.request.json);
  const answer = meltAnswer.parse(melt.response.json);
  const reveal = recorded(recording, revealLabel);
  const opened = revealRequest.parse(reveal.request.json);
  const oldCoinPub = bytesOf(melt.request.path.split("/")[2] ?? "");
  const fresh = opened.new_denoms_h.map(denominationOf);
  const blinded = opened.coin_evs.map(({ rsa_blinded_planchet }) => bytesOf(rsa_blinded_planchet));

  describe(`the recorded ${meltLabel}`, () => {
    it("is of a good coin, which signed it", async () => {
      const block = coinMelt({
        commitment: bytesOf(asked.rc),
        denominationHash: bytesOf(asked.denom_pub_hash),
        amount: asked.value_with_fee,
        refreshFee: listed(asked.denom_pub_hash).feeRefresh,
      });
      assert.ok(await verify(oldCoinPub, block, bytesOf(asked.confirm_sig)));
      const signature = bytesOf(asked.denom_sig.rsa_signature);
      assert.ok(isCoin(denominationOf(asked.denom_pub_hash), oldCoinPub, signature));
    });

    it("is confirmed by the exchange", async () => {
      assert.ok(await verifyMelt(asked.rc, answer, signers));
      assert.equal(await verifyMelt(String(changed(asked.rc)), answer, signers), false);
      assert.equal(await verifyMelt(asked.rc, answer, { signkeys: [], now }), false);
    });

    for (const { path } of leavesOf(melt.response.json ?? null)) {
      it(`is not confirmed by another ${path.join(".")}`, async () => {
        const original = leavesOf(melt.response.json ?? null).find((leaf) => leaf.path[0] === path[0])?.value;
        const other = path[0] === "noreveal_index" ? (Number(original) + 1) % 3 : changed(original ?? null);
        const forged = meltAnswer.parse(withLeaf(melt.response.json ?? null, path, other));
        assert.equal(await verifyMelt(asked.rc, forged, signers), false);
      });
    }

    it("committed to what was revealed, and to nothing else", async () => {
      const frame = { oldCoinPub, amount: asked.value_with_fee, denominations: fresh };
      const chosen = { transferPub: bytesOf(opened.transfer_pub), planchets: blinded.map((one) => ({ blinded: one })) };
      const transferPrivs = opened.transfer_privs.map(bytesOf);
      const commit = (index: number) => openedCommitment(frame, { chosen, transferPrivs }, index);
      assert.equal(textOf(await commit(answer.noreveal_index)), asked.rc);
      assert.notEqual(textOf(await commit((answer.noreveal_index + 1) % 3)), asked.rc);
    });

    it("has new coins that the old coin signed as its own, and the exchange as money", async () => {
      const { ev_sigs } = revealAnswer.parse(reveal.response.json);
      assert.equal(ev_sigs.length, fresh.length);
      for (const [index, { key, hash }] of fresh.entries()) {
        const planchet = blinded[index] ?? assert.fail();
        const transferPub = bytesOf(opened.transfer_pub);
        const block = coinLink({ denominationHash: hash, transferPub, envelopeHash: envelopeHash(hash, planchet) });
        assert.ok(await verify(oldCoinPub, block, bytesOf(opened.link_sigs[index] ?? "")));
        const signed = bigintOf(bytesOf(ev_sigs[index]?.ev_sig.blinded_rsa_signature ?? ""));
        assert.equal(modPow(signed, key.e, key.n), bigintOf(planchet));
      }
    });
  });
}

describe("the recorded link", () => {
  it("gives out what was revealed: keys, signatures and links, one by one", () => {
    const [only, ...others] = linkAnswer.parse(recorded(recording, "link").response.json);
    const opened = revealRequest.parse(recorded(recording, "reveal").request.json);
    const { ev_sigs } = revealAnswer.parse(recorded(recording, "reveal").response.json);
    assert.ok(only && others.length === 0);
    assert.equal(only.transfer_pub, opened.transfer_pub);
    const coins = linkedCoins(only);
    assert.deepEqual(
      coins.map(({ denomination }) => textOf(denomination.hash)),
      opened.new_denoms_h,
    );
    assert.deepEqual(
      coins.map(({ linkSignature }) => textOf(linkSignature)),
      opened.link_sigs,
    );
    assert.deepEqual(
      coins.map(({ blindSignature }) => textOf(blindSignature)),
      ev_sigs.map(({ ev_sig }) => ev_sig.blinded_rsa_signature),
    );
    assert.deepEqual(
      coins.map(({ coinIndex }) => coinIndex),
      [0, 1, 2, 3, 4],
    );
  });
});

describe("a repetition", () => {
  for (const [first, again] of [
    ["melt", "melt-replay"],
    ["reveal", "reveal-again"],
    ["reveal", "reveal-replay"],
  ] as const) {
    it(`of ${first} was answered the same`, () => {
      assert.deepEqual(recorded(recording, again).response.json, recorded(recording, first).response.json);
    });
  }
});

describe("revealRequest", () => {
  const good = revealRequest.parse(recorded(recording, "reveal").request.json);
  const cases = {
    "no new coin": { ...good, new_denoms_h: [], coin_evs: [], link_sigs: [] },
    "one link too few": { ...good, link_sigs: good.link_sigs.slice(1) },
    "one denomination too few": { ...good, new_denoms_h: good.new_denoms_h.slice(1) },
    "one key too few": { ...good, transfer_privs: good.transfer_privs.slice(1) },
  };
  for (const [name, request] of Object.entries(cases)) {
    it(`neither reads nor writes ${name}`, () => {
      assert.throws(() => revealRequest.format(request), FormatError);
      assert.throws(() => revealRequest.parse(request), FormatError);
    });
  }
});

describe("a refusal", () => {
  const bodyOf = (label: string) => errorBody.parse(recorded(refused, label).response.json);

  it("has its number", () => {
    const spent = bodyOf("melt-insufficient-409");
    assert.equal(spent.code, errorCodes.coinInsufficientFunds);
    assert.equal(spent.coin_pub, recorded(refused, "melt-insufficient-409").request.path.split("/")[2]);
    assert.equal(bodyOf("melt-bad-sig").code, errorCodes.meltSignatureInvalid);
    assert.equal(bodyOf("melt-bad-denom-sig").code, errorCodes.coinSignatureInvalid);
    assert.equal(bodyOf("reveal-commitment-violation").code, errorCodes.revealOtherCommitment);
    assert.equal(bodyOf("reveal-one-coin-missing").code, errorCodes.revealOtherCommitment);
    assert.equal(bodyOf("reveal-unknown-rc").code, errorCodes.meltUnknown);
    assert.equal(bodyOf("link-unknown").code, errorCodes.linkUnknown);
  });

  it("is signed when the denomination is unknown", async () => {
    const body = bodyOf("melt-unknown-denomination");
    assert.ok(await verifySignedError(body, body.h_denom_pub ?? "", signkeys));
  });
});
