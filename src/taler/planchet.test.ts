/** Planchets against the vectors of the C library and the recorded withdrawal from a real exchange. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { add, amount, sum } from "./amount.ts";
import { bigintOf, modPow } from "./bignum.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { rsaDenomination } from "./denomination.ts";
import { publicKeyOf, sign, verify } from "./eddsa.ts";
import { coinPubHash, envelopeHash, isCoin, makePlanchet, planchetSecrets, uncoverSignature } from "./planchet.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };
import { reserveWithdraw } from "./wallet-signatures.ts";

describe("planchet", () => {
  for (const { id, in: given, out } of protocol.vectors.planchet) {
    it(`makes ${id} as the C library`, () => {
      const denomination = rsaDenomination(bytesOf(given.rsa_pub), given.age_mask);
      const ageCommitmentHash = given.h_age_commitment === null ? undefined : bytesOf(given.h_age_commitment);
      const planchet = makePlanchet(denomination, planchetSecrets(bytesOf(given.planchet_secret)), ageCommitmentHash);
      assert.equal(textOf(planchet.coinPriv), out.coin_priv);
      assert.equal(textOf(planchet.coinPub), out.coin_pub);
      assert.equal(textOf(planchet.blindingSecret), out.bks);
      assert.equal(textOf(coinPubHash(planchet.coinPub, ageCommitmentHash)), out.coin_pub_hash);
      assert.equal(textOf(planchet.denominationHash), out.h_denom_pub);
      assert.equal(textOf(planchet.blinded), out.rsa_blinded_planchet);
      assert.equal(textOf(planchet.envelopeHash), out.h_coin_ev);
      if (out.ev_sig === undefined) return;
      const blindSignature = bytesOf(out.ev_sig.blinded_rsa_signature);
      const signature = uncoverSignature(denomination, planchet, blindSignature);
      assert.ok(signature);
      assert.equal(textOf(signature), out.denom_sig.rsa_signature);
      assert.equal(isCoin(denomination, planchet.coinPub, signature), true);
      assert.equal(isCoin(denomination, planchet.blindingSecret, signature), false);
      assert.equal(uncoverSignature(denomination, planchet, signature), undefined);
    });
  }

  it("takes an age commitment of zeros for none", () => {
    const coinPub = publicKeyOf(new Uint8Array(32));
    assert.deepEqual(coinPubHash(coinPub, new Uint8Array(32)), coinPubHash(coinPub));
    assert.notDeepEqual(coinPubHash(coinPub, new Uint8Array(32).fill(1)), coinPubHash(coinPub));
  });
});

describe("withdrawal", () => {
  for (const { id, in: given, out } of protocol.vectors.withdraw) {
    it(`asks for ${id} as the C library`, async () => {
      const reservePriv = bytesOf(given.reserve_priv);
      const totals = given.planchets.map(({ value, fee_withdraw }) =>
        add(amount.parse(value), amount.parse(fee_withdraw)),
      );
      for (const [index, { planchet_secret, rsa_pub }] of given.planchets.entries()) {
        const planchet = makePlanchet(rsaDenomination(bytesOf(rsa_pub)), planchetSecrets(bytesOf(planchet_secret)));
        const block = reserveWithdraw({ amount: amount.parse(totals[index]), ...planchet });
        assert.equal(Buffer.from(block).toString("hex"), out.details[index]?.signed_message_hex);
        assert.deepEqual(
          {
            denom_pub_hash: textOf(planchet.denominationHash),
            coin_ev: { cipher: "RSA", rsa_blinded_planchet: textOf(planchet.blinded) },
            reserve_sig: textOf(await sign(reservePriv, block)),
          },
          out.request_body.planchets[index],
        );
      }
      assert.equal(sum("KUDOS", totals), out.reserve_debit_total);
      assert.equal(textOf(publicKeyOf(reservePriv)), out.reserve_pub);
    });
  }

  it("understands what a real exchange was asked and what it signed", async () => {
    const { path, request, response } = protocol.recorded.batch_withdraw;
    const denominations = protocol.recorded.denominations_by_hash;
    const [planchet] = request.planchets;
    const [answer] = response.ev_sigs;
    assert.ok(planchet && answer);
    const { rsa_pub, value, fee_withdraw } = denominations[planchet.denom_pub_hash as keyof typeof denominations];
    const denomination = rsaDenomination(bytesOf(rsa_pub));
    const blinded = bytesOf(planchet.coin_ev.rsa_blinded_planchet);
    const block = reserveWithdraw({
      amount: add(amount.parse(value), amount.parse(fee_withdraw)),
      denominationHash: denomination.hash,
      envelopeHash: envelopeHash(denomination.hash, blinded),
    });
    assert.equal(await verify(bytesOf(path.split("/")[2] ?? ""), block, bytesOf(planchet.reserve_sig)), true);
    const signed = bigintOf(bytesOf(answer.ev_sig.blinded_rsa_signature));
    assert.equal(modPow(signed, denomination.key.e, denomination.key.n), bigintOf(blinded));
  });
});
