/** Refreshes against the vectors of the C library and the recorded melt of a real coin. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { amount } from "./amount.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { type Denomination, rsaDenomination } from "./denomination.ts";
import { sign, verify } from "./eddsa.ts";
import { meltConfirmation } from "./exchange-signatures.ts";
import { type Linked, maxNewCoins, openedCommitment, prepareMelt, recoverLinked, revealMelt } from "./melt.ts";
import { envelopeHash, isCoin } from "./planchet.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };
import { coinLink, coinMelt } from "./wallet-signatures.ts";

const [refresh] = protocol.vectors.refresh;
const [link] = protocol.vectors.link;
assert.ok(refresh && link);
const oldCoinPriv = bytesOf(refresh.in.old_coin_priv);
const input = {
  masterSecret: bytesOf(refresh.in.refresh_master_secret),
  oldCoinPriv,
  amount: amount.parse(refresh.in.melt_amount_with_fee),
  denominations: refresh.in.new_denoms.map(({ rsa_pub }) => rsaDenomination(bytesOf(rsa_pub))),
};

interface LinkedOnWire {
  readonly denom_pub: { readonly rsa_pub: string };
  readonly ev_sig: { readonly blinded_rsa_signature: string };
  readonly coin_idx: number;
  readonly link_sig: string;
}

const linked = ({ denom_pub, ev_sig, coin_idx, link_sig }: LinkedOnWire): Linked => ({
  coinIndex: coin_idx,
  denomination: rsaDenomination(bytesOf(denom_pub.rsa_pub)),
  blindSignature: bytesOf(ev_sig.blinded_rsa_signature),
  linkSignature: bytesOf(link_sig),
});

describe("melt", () => {
  it("prepares three candidates as the C library", async () => {
    const { oldCoinPub, candidates, commitment } = await prepareMelt(input);
    assert.equal(textOf(oldCoinPub), refresh.out.old_coin_pub);
    assert.equal(textOf(commitment), refresh.out.rc);
    for (const [index, expected] of refresh.out.candidates.entries()) {
      const candidate = candidates[index];
      assert.ok(candidate);
      assert.equal(textOf(candidate.transferPriv), expected.transfer_priv);
      assert.equal(textOf(candidate.transferPub), expected.transfer_pub);
      assert.deepEqual(
        candidate.planchets.map(({ coinPriv, blindingSecret, envelopeHash }) =>
          [coinPriv, blindingSecret, envelopeHash].map(textOf),
        ),
        expected.coins.map(({ coin_priv, bks, h_coin_ev }) => [coin_priv, bks, h_coin_ev]),
      );
    }
  });

  it("is confirmed by the old coin as in the C library", async () => {
    const denomination = rsaDenomination(bytesOf(refresh.in.old_rsa_pub));
    assert.equal(textOf(denomination.hash), refresh.out.old_h_denom_pub);
    const block = coinMelt({
      commitment: bytesOf(refresh.out.rc),
      denominationHash: denomination.hash,
      amount: input.amount,
      refreshFee: amount.parse(refresh.in.melt_fee),
    });
    assert.equal(textOf(await sign(oldCoinPriv, block)), refresh.out.confirm_sig);
  });

  it("reveals all but the chosen candidate as the C library", async () => {
    const reveal = await revealMelt(await prepareMelt(input), refresh.in.noreveal_index, oldCoinPriv);
    assert.deepEqual(
      {
        transfer_pub: textOf(reveal.transferPub),
        transfer_privs: reveal.transferPrivs.map(textOf),
        link_sigs: reveal.linkSignatures.map(textOf),
        new_denoms_h: reveal.planchets.map(({ denominationHash }) => textOf(denominationHash)),
        coin_evs: reveal.planchets.map(({ blinded }) => ({ cipher: "RSA", rsa_blinded_planchet: textOf(blinded) })),
      },
      refresh.out.reveal_body,
    );
  });

  it("refuses more new coins than an exchange takes and choices it did not offer", async () => {
    const denominations = Array<Denomination>(maxNewCoins + 1).fill(input.denominations[0] as Denomination);
    await assert.rejects(prepareMelt({ ...input, denominations }), RangeError);
    await assert.rejects(revealMelt(await prepareMelt({ ...input, denominations: [] }), 3, oldCoinPriv), RangeError);
  });
});

describe("link", () => {
  it("finds the new coins with nothing but the old one", async () => {
    for (const { transfer_pub, new_coins } of link.in.response) {
      const found = await recoverLinked(bytesOf(link.in.old_coin_priv), bytesOf(transfer_pub), new_coins.map(linked));
      assert.deepEqual(
        found.map((coin) => coin && textOf(coin.planchet.coinPriv)),
        link.out.coins.map(({ coin_priv }) => coin_priv),
      );
      for (const [index, { denom_pub }] of new_coins.entries()) {
        const coin = found[index];
        assert.ok(coin && isCoin(rsaDenomination(bytesOf(denom_pub.rsa_pub)), coin.planchet.coinPub, coin.signature));
      }
    }
  });

  it("finds nothing where a signature is wrong, and the rest all the same", async () => {
    const [response] = link.in.response;
    const [first, second] = response?.new_coins.map(linked) ?? [];
    assert.ok(response && first && second);
    const coins = [
      { ...first, linkSignature: second.linkSignature },
      { ...first, blindSignature: second.blindSignature },
      { ...first, coinIndex: second.coinIndex },
      second,
    ];
    const found = await recoverLinked(oldCoinPriv, bytesOf(response.transfer_pub), coins);
    assert.deepEqual(
      found.map((coin) => coin !== undefined),
      [false, false, false, true],
    );
  });
});

describe("a melt recorded at a real exchange", () => {
  const { melt, reveal } = protocol.recorded;
  const denominations = protocol.recorded.denominations_by_hash;
  const denominationOf = (hash: string) => denominations[hash as keyof typeof denominations];
  const oldCoinPub = bytesOf(melt.path.split("/")[2] ?? "");
  const newDenominations = reveal.request.new_denoms_h.map((hash) =>
    rsaDenomination(bytesOf(denominationOf(hash).rsa_pub)),
  );

  it("has the signatures we would make and expect", async () => {
    const { confirm_sig, rc, value_with_fee, denom_pub_hash, denom_sig } = melt.request;
    const commitment = bytesOf(rc);
    const old = denominationOf(denom_pub_hash);
    const confirmed = coinMelt({
      commitment,
      denominationHash: bytesOf(denom_pub_hash),
      amount: amount.parse(value_with_fee),
      refreshFee: amount.parse(old.fee_refresh),
    });
    assert.equal(await verify(oldCoinPub, confirmed, bytesOf(confirm_sig)), true);
    assert.equal(isCoin(rsaDenomination(bytesOf(old.rsa_pub)), oldCoinPub, bytesOf(denom_sig.rsa_signature)), true);
    const { noreveal_index: norevealIndex, exchange_pub, exchange_sig } = melt.response;
    const answer = meltConfirmation({ commitment, norevealIndex });
    assert.equal(await verify(bytesOf(exchange_pub), answer, bytesOf(exchange_sig)), true);
    assert.equal(
      await verify(bytesOf(exchange_pub), meltConfirmation({ commitment, norevealIndex: 0 }), bytesOf(exchange_sig)),
      false,
    );
  });

  it("has the commitment we compute from what was revealed", async () => {
    const { transfer_pub, transfer_privs, coin_evs } = reveal.request;
    const chosen = {
      transferPub: bytesOf(transfer_pub),
      planchets: coin_evs.map(({ rsa_blinded_planchet }) => ({ blinded: bytesOf(rsa_blinded_planchet) })),
    };
    const commitment = await openedCommitment(
      { oldCoinPub, amount: amount.parse(melt.request.value_with_fee), denominations: newDenominations },
      { chosen, transferPrivs: transfer_privs.map(bytesOf) },
      melt.response.noreveal_index,
    );
    assert.equal(textOf(commitment), melt.request.rc);
  });

  it("has links signed by the old coin", async () => {
    const { transfer_pub, coin_evs, link_sigs } = reveal.request;
    for (const [index, denomination] of newDenominations.entries()) {
      const blinded = bytesOf(coin_evs[index]?.rsa_blinded_planchet ?? "");
      const block = coinLink({
        denominationHash: denomination.hash,
        transferPub: bytesOf(transfer_pub),
        envelopeHash: envelopeHash(denomination.hash, blinded),
      });
      assert.equal(await verify(oldCoinPub, block, bytesOf(link_sigs[index] ?? "")), true);
    }
  });
});
