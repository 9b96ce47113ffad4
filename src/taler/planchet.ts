/** A coin before it is signed: derived from a secret, hidden from the exchange, and uncovered when signed. */
import { ciphers, type Denomination } from "./denomination.ts";
import { publicKeyOf } from "./eddsa.ts";
import { kdf, preparedSalt, sha512, u32, utf8, zeros } from "./hash.ts";
import { blind, blindAll, unblind, verifyBlindSigned } from "./rsa-blind.ts";

/** The two secrets of a coin, 32 bytes each. */
export interface PlanchetSecrets {
  /** The seed of the coin's Ed25519 key. */
  readonly coinPriv: Uint8Array;
  readonly blindingSecret: Uint8Array;
}

export interface Planchet extends PlanchetSecrets {
  readonly coinPub: Uint8Array;
  readonly denominationHash: Uint8Array;
  /** What the exchange signs: a number in as few bytes as it takes. */
  readonly blinded: Uint8Array;
  /** What reserve and link signatures name. */
  readonly envelopeHash: Uint8Array;
}

const coinSalt = preparedSalt(utf8("coin"));
const blindingSalt = preparedSalt(utf8("bks"));

/** Both secrets from one of 32 bytes. In a refresh the exchange does the same; in a withdrawal it never sees them. */
export function planchetSecrets(secret: Uint8Array): PlanchetSecrets {
  return { coinPriv: kdf(32, coinSalt, secret), blindingSecret: kdf(32, blindingSalt, secret) };
}

/** What is signed for a coin: the hash of its key and, if there is one that is not all zero, of its age commitment. */
export function coinPubHash(coinPub: Uint8Array, ageCommitmentHash: Uint8Array = zeros(32)): Uint8Array {
  return ageCommitmentHash.every((byte) => byte === 0) ? sha512(coinPub) : sha512(coinPub, ageCommitmentHash);
}

/** The hash of a blinded coin together with the denomination that shall sign it, 64 bytes. */
export function envelopeHash(denominationHash: Uint8Array, blinded: Uint8Array): Uint8Array {
  return sha512(denominationHash, u32(ciphers.RSA), blinded);
}

/** A planchet of this denomination. Throws a {@link FormatError} when the denomination's key is malicious. */
export function makePlanchet(
  { key, hash }: Denomination,
  secrets: PlanchetSecrets,
  ageCommitmentHash?: Uint8Array,
): Planchet {
  const coinPub = publicKeyOf(secrets.coinPriv);
  const blinded = blind(key, secrets.blindingSecret, coinPubHash(coinPub, ageCommitmentHash));
  return { ...secrets, coinPub, denominationHash: hash, blinded, envelopeHash: envelopeHash(hash, blinded) };
}

/** As {@link makePlanchet}, for several whose public keys are known, in their order: quicker than each for itself. */
export function makePlanchets(
  { key, hash }: Denomination,
  all: readonly (PlanchetSecrets & Pick<Planchet, "coinPub">)[],
): Planchet[] {
  const coins = all.map((secrets) => ({ ...secrets, message: coinPubHash(secrets.coinPub) }));
  const blinded = blindAll(key, coins);
  return coins.map(({ message: _, ...coin }, index) => {
    const own = blinded[index] ?? zeros(0);
    return { ...coin, denominationHash: hash, blinded: own, envelopeHash: envelopeHash(hash, own) };
  });
}

/** The denomination's signature of the coin, or undefined when what the exchange sent is not one. */
export function uncoverSignature(
  denomination: Denomination,
  planchet: Pick<Planchet, "coinPub" | "blindingSecret">,
  blindSignature: Uint8Array,
): Uint8Array | undefined {
  return unblind(denomination.key, planchet.blindingSecret, coinPubHash(planchet.coinPub), blindSignature);
}

/** Whether the denomination signed this coin, so that it is worth something. */
export function isCoin(denomination: Denomination, coinPub: Uint8Array, signature: Uint8Array): boolean {
  return verifyBlindSigned(denomination.key, coinPubHash(coinPub), signature);
}
