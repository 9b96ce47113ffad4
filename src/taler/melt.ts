/** Refreshing: an old coin becomes new ones that cannot be traced to it, yet its owner can find them again. */
import { type Amount, amountBytes } from "./amount.ts";
import { ciphers, type Denomination } from "./denomination.ts";
import { type EcdhPair, ecdhEddsa, ecdhPairOf, eddsaEcdh } from "./ecdh.ts";
import { publicKeyOf, sign, verify } from "./eddsa.ts";
import { kdf, preparedSalt, type Salt, sha512, u32, utf8, zeros } from "./hash.ts";
import {
  makePlanchet,
  makePlanchets,
  type Planchet,
  type PlanchetSecrets,
  planchetSecrets,
  uncoverSignature,
} from "./planchet.ts";
import { publicKeysOf } from "./public-keys.ts";
import { coinLink } from "./wallet-signatures.ts";

/** How many candidates are prepared; the exchange has all but one of them revealed. */
export const candidateCount = 3;

/** The exchange takes fewer than 256 new coins at once. */
export const maxNewCoins = 255;

/** What the commitment fixes of one of the three sets of new coins. */
interface Committed {
  readonly transferPub: Uint8Array;
  readonly planchets: readonly Pick<Planchet, "blinded">[];
}

/** One of the three sets of new coins, as only the wallet knows it before it reveals. */
export interface Candidate extends Committed {
  readonly transferPriv: Uint8Array;
  /** One per new coin, in the order of the denominations. */
  readonly planchets: readonly Planchet[];
}

export interface Melt {
  readonly oldCoinPub: Uint8Array;
  readonly candidates: readonly Candidate[];
  /** What the old coin signs, 64 bytes. */
  readonly commitment: Uint8Array;
}

export interface MeltInput {
  /** 32 secret bytes of this melt; together with the old coin everything follows from them. */
  readonly masterSecret: Uint8Array;
  readonly oldCoinPriv: Uint8Array;
  /** What the old coin loses, fee included. */
  readonly amount: Amount;
  /** Of the new coins; one that occurs twice makes two. */
  readonly denominations: readonly Denomination[];
}

/** What tells the new coins of one melt apart. */
const saltOfCoin = (coinIndex: number): Salt => preparedSalt(u32(coinIndex));

/** The secrets that both sides derive for one new coin from the 64 bytes shared by transfer key and old coin. */
function refreshedSecrets(transferSecret: Uint8Array, salt: Salt): PlanchetSecrets {
  return planchetSecrets(kdf(32, salt, transferSecret, utf8("taler-coin-derivation")));
}

function transferKey(masterSecret: Uint8Array, oldCoinPriv: Uint8Array, candidate: number): EcdhPair {
  return ecdhPairOf(kdf(32, u32(candidate), oldCoinPriv, masterSecret, utf8("taler-transfer-priv-derivation")));
}

/** The secrets of one new coin of a melt whose candidate the exchange has chosen, without making all the others. */
export async function secretsOfNewCoin(
  { masterSecret, oldCoinPriv }: Pick<MeltInput, "masterSecret" | "oldCoinPriv">,
  norevealIndex: number,
  coinIndex: number,
): Promise<PlanchetSecrets> {
  const transfer = transferKey(masterSecret, oldCoinPriv, norevealIndex);
  return refreshedSecrets(await ecdhEddsa(transfer, publicKeyOf(oldCoinPriv)), saltOfCoin(coinIndex));
}

/** The new coins of several candidates, as the exchange derives them when their transfer keys are revealed. */
async function revealedPlanchets(
  transfers: readonly EcdhPair[],
  oldCoinPub: Uint8Array,
  denominations: readonly Denomination[],
): Promise<readonly (readonly Planchet[])[]> {
  const shared = await Promise.all(transfers.map((transfer) => ecdhEddsa(transfer, oldCoinPub)));
  const secretsByCoin = denominations.map((_, coin) => {
    const salt = saltOfCoin(coin);
    return shared.map((secret) => refreshedSecrets(secret, salt));
  });
  const publicKeys = publicKeysOf(secretsByCoin.flat().map(({ coinPriv }) => coinPriv)).values();
  const withPublic = (secrets: PlanchetSecrets) => ({ ...secrets, coinPub: publicKeys.next().value ?? zeros(0) });
  const byCoin = denominations.map((denomination, coin) =>
    makePlanchets(denomination, (secretsByCoin[coin] ?? []).map(withPublic)),
  );
  return transfers.map((_, candidate) => byCoin.flatMap((planchets) => planchets[candidate] ?? []));
}

/** The hash that fixes a melt: all transfer keys, the new denominations, the old coin and every blinded new coin. */
function meltCommitment(
  oldCoinPub: Uint8Array,
  amount: Amount,
  denominations: readonly Denomination[],
  candidates: readonly Committed[],
): Uint8Array {
  return sha512(
    ...candidates.map(({ transferPub }) => transferPub),
    ...denominations.map(({ hash }) => hash),
    oldCoinPub,
    amountBytes(amount),
    ...candidates.flatMap(({ planchets }) => planchets.flatMap(({ blinded }) => [u32(ciphers.RSA), blinded])),
  );
}

/**
 * All of a melt, the same each time for the same input.
 * Throws a RangeError for more new coins than the exchange takes, a {@link FormatError} for a malicious key.
 */
export async function prepareMelt(input: MeltInput): Promise<Melt> {
  const { masterSecret, oldCoinPriv, amount, denominations } = input;
  if (denominations.length > maxNewCoins) throw new RangeError(`more than ${maxNewCoins} new coins`);
  const oldCoinPub = publicKeyOf(oldCoinPriv);
  const transfers = Array.from({ length: candidateCount }, (_, index) => transferKey(masterSecret, oldCoinPriv, index));
  const planchets = await revealedPlanchets(transfers, oldCoinPub, denominations);
  const candidates = transfers.map(({ privateKey, publicKey }, index) => ({
    transferPriv: privateKey,
    transferPub: publicKey,
    planchets: planchets[index] ?? [],
  }));
  return { oldCoinPub, candidates, commitment: meltCommitment(oldCoinPub, amount, denominations, candidates) };
}

/** What the exchange wants to see after it has chosen. */
export interface Reveal {
  readonly transferPub: Uint8Array;
  /** Of the other two candidates, in order. */
  readonly transferPrivs: readonly Uint8Array[];
  /** The new coins to be signed. */
  readonly planchets: readonly Planchet[];
  /** By the old coin, one per new coin. */
  readonly linkSignatures: readonly Uint8Array[];
}

/** Opens all candidates but the chosen one. Throws a RangeError when there is no such candidate. */
export async function revealMelt(melt: Melt, norevealIndex: number, oldCoinPriv: Uint8Array): Promise<Reveal> {
  const chosen = melt.candidates[norevealIndex];
  if (chosen === undefined) throw new RangeError("no such candidate");
  const { transferPub, planchets } = chosen;
  const transferPrivs = melt.candidates.filter((one) => one !== chosen).map(({ transferPriv }) => transferPriv);
  const linkSignatures = await Promise.all(
    planchets.map(({ denominationHash, envelopeHash }) =>
      sign(oldCoinPriv, coinLink({ denominationHash, transferPub, envelopeHash })),
    ),
  );
  return { transferPub, transferPrivs, planchets, linkSignatures };
}

/** What somebody who reveals shows of the chosen candidate, and the keys of the others in order. */
export interface Opened {
  readonly chosen: Committed;
  readonly transferPrivs: readonly Uint8Array[];
}

/** The commitment that the old coin must have signed if this is what it committed to, as an exchange computes it. */
export async function openedCommitment(
  {
    oldCoinPub,
    amount,
    denominations,
  }: { oldCoinPub: Uint8Array; amount: Amount; denominations: readonly Denomination[] },
  { chosen, transferPrivs }: Opened,
  norevealIndex: number,
): Promise<Uint8Array> {
  const transfers = transferPrivs.map(ecdhPairOf);
  const planchets = await revealedPlanchets(transfers, oldCoinPub, denominations);
  const others = transfers.map(
    ({ publicKey }, index): Committed => ({ transferPub: publicKey, planchets: planchets[index] ?? [] }),
  );
  const candidates = others.toSpliced(norevealIndex, 0, chosen);
  return meltCommitment(oldCoinPub, amount, denominations, candidates);
}

/** A new coin as the exchange gives it out to whoever owns the old one. */
export interface Linked {
  readonly coinIndex: number;
  readonly denomination: Denomination;
  readonly blindSignature: Uint8Array;
  readonly linkSignature: Uint8Array;
}

/**
 * Finds the new coins of a melt again, knowing nothing but the old coin; in the order given.
 * Undefined stands for what the old coin did not sign or the exchange did not.
 */
export async function recoverLinked(
  oldCoinPriv: Uint8Array,
  transferPub: Uint8Array,
  coins: readonly Linked[],
): Promise<readonly ({ readonly planchet: Planchet; readonly signature: Uint8Array } | undefined)[]> {
  const oldCoinPub = publicKeyOf(oldCoinPriv);
  const transferSecret = await eddsaEcdh(oldCoinPriv, transferPub);
  return Promise.all(
    coins.map(async ({ coinIndex, denomination, blindSignature, linkSignature }) => {
      const planchet = makePlanchet(denomination, refreshedSecrets(transferSecret, saltOfCoin(coinIndex)));
      const { denominationHash, envelopeHash } = planchet;
      const link = coinLink({ denominationHash, transferPub, envelopeHash });
      if (!(await verify(oldCoinPub, link, linkSignature))) return undefined;
      const signature = uncoverSignature(denomination, planchet, blindSignature);
      return signature && { planchet, signature };
    }),
  );
}
