/** Turning what is left of a coin into new ones at an exchange: melt, reveal, and finding the new coins again by link. */
import { amount } from "./amount.ts";
import { type Codec, FormatError, integer, list, literal, type Of, object, optional } from "./codec.ts";
import { blindedCoin, blindSignature, blindSignatures, coinSignature } from "./coin-format.ts";
import { bytesOf, bytesUpTo, hash256, hash512, privateKey, publicKey, signature } from "./crockford.ts";
import { rsaDenomination } from "./denomination.ts";
import { endpoint } from "./endpoint.ts";
import { isProven, proofFields, type Signers } from "./exchange-proof.ts";
import { meltConfirmation } from "./exchange-signatures.ts";
import { candidateCount, type Linked, maxNewCoins } from "./melt.ts";

/** `confirm_sig` is by the old coin over the commitment `rc`; `value_with_fee` is what the coin loses. */
export const meltRequest = object({
  denom_pub_hash: hash512,
  denom_sig: coinSignature,
  confirm_sig: signature,
  value_with_fee: amount,
  rc: hash512,
  age_commitment_hash: optional(hash256),
});

/** The same candidate again when the same is sent again. */
export const meltAnswer = object({ noreveal_index: integer(0, candidateCount - 1), ...proofFields });

/** Whether the exchange has signed that it took the melt with this commitment (base32) and chose this candidate. */
export function verifyMelt(commitment: string, answer: Of<typeof meltAnswer>, signers: Signers): Promise<boolean> {
  const block = meltConfirmation({ commitment: bytesOf(commitment), norevealIndex: answer.noreveal_index });
  return isProven(signers, answer, block);
}

const revealOnWire = object({
  transfer_pub: publicKey,
  /** Of the candidates that were not chosen, in order. */
  transfer_privs: list(privateKey, candidateCount - 1),
  new_denoms_h: list(hash512, maxNewCoins),
  coin_evs: list(blindedCoin, maxNewCoins),
  link_sigs: list(signature, maxNewCoins),
});
type RevealRequest = Of<typeof revealOnWire>;

/** Throws a {@link FormatError} in both directions when the lists do not fit each other. */
export const revealRequest: Codec<RevealRequest> = {
  parse: (value) => checkReveal(revealOnWire.parse(value)),
  format: (value) => revealOnWire.format(checkReveal(value)),
};

function checkReveal(request: RevealRequest): RevealRequest {
  const { transfer_privs, new_denoms_h, coin_evs, link_sigs } = request;
  if (transfer_privs.length !== candidateCount - 1) throw new FormatError("not all but one", "transfer_privs");
  if (coin_evs.length === 0) throw new FormatError("no new coin", "coin_evs");
  if (new_denoms_h.length !== coin_evs.length) throw new FormatError("not one per new coin", "new_denoms_h");
  if (link_sigs.length !== coin_evs.length) throw new FormatError("not one per new coin", "link_sigs");
  return request;
}

/** In the order of the new coins. */
export const revealAnswer = blindSignatures(maxNewCoins);

/** The new coins of one melt; the key of the denomination is in it, so no `/keys` is needed. */
const linkedMelt = object({
  transfer_pub: publicKey,
  new_coins: list(
    object({
      denom_pub: object({
        cipher: literal("RSA"),
        age_mask: optional(integer(0, 0xffff_ffff)),
        rsa_pub: bytesUpTo(1100),
      }),
      ev_sig: blindSignature,
      coin_idx: integer(0, maxNewCoins - 1),
      link_sig: signature,
    }),
    maxNewCoins,
  ),
});

/** One entry per melt that was revealed. */
export const linkAnswer = list(linkedMelt, 1000);

/** The coins of one melt as {@link recoverLinked} takes them. Throws a {@link FormatError} when a key is none. */
export const linkedCoins = ({ new_coins }: Of<typeof linkedMelt>): readonly Linked[] =>
  new_coins.map(({ denom_pub, ev_sig, coin_idx, link_sig }) => ({
    coinIndex: coin_idx,
    denomination: rsaDenomination(bytesOf(denom_pub.rsa_pub), denom_pub.age_mask),
    blindSignature: bytesOf(ev_sig.blinded_rsa_signature),
    linkSignature: bytesOf(link_sig),
  }));

export const refreshEndpoints = {
  /** The exchange chooses which candidate need not be revealed. */
  melt: endpoint("POST", "coins/:coinPub/melt", meltRequest, meltAnswer),
  /** Only while the new denominations can be withdrawn; soon after the melt, therefore. */
  reveal: endpoint("POST", "refreshes/:commitment/reveal", revealRequest, revealAnswer),
  /** Anybody may ask, only the owner of the old coin can use it. 404 (1400) while nothing was revealed. */
  link: endpoint("GET", "coins/:coinPub/link", undefined, linkAnswer),
} as const;
