/** The denominations of the sandbox exchange: generation after generation of keys, each for coins of one worth. */
import { type Amount, amount } from "../../../src/taler/amount.ts";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import { denominationHash } from "../../../src/taler/denomination.ts";
import { concat, u16 } from "../../../src/taler/hash.ts";
import { denominationValidity } from "../../../src/taler/master-signatures.ts";
import { chanceFrom } from "../chance.ts";
import { rememberedSignature } from "./remembered-signature.ts";
import { type RsaKey, rsaKey } from "./rsa-keys.ts";

export interface Fees {
  readonly withdraw: Amount;
  readonly deposit: Amount;
  readonly refresh: Amount;
  readonly refund: Amount;
}

/** Coins of one worth, one kind of key and the same fees. */
export interface Kind {
  readonly cipher: "RSA" | "RSA+age_restricted" | "CS";
  readonly value: Amount;
  readonly fees: Fees;
  /** Zero unless coins of this kind know of age. */
  readonly ageMask: number;
}

/** How long a denomination is good for, all in seconds from its start; a new one starts every `spacing`. */
export interface Lifetimes {
  readonly spacing: number;
  readonly withdraw: number;
  readonly deposit: number;
  readonly legal: number;
}

export interface SandboxDenomination extends Kind {
  /** The hash of the key, as text. */
  readonly hash: string;
  /** The key as it stands in /keys: RSA with its lengths, or 32 bytes of Clause-Schnorr; as text. */
  readonly keyText: string;
  readonly masterSig: string;
  /** Seconds since 1970. */
  readonly start: number;
  readonly expireWithdraw: number;
  readonly expireDeposit: number;
  readonly expireLegal: number;
  /** Signs blinded coins; the sandbox does not know how to sign with Clause-Schnorr. */
  readonly press?: RsaKey;
}

const day = 24 * 60 * 60;

export const usualLifetimes: Lifetimes = {
  spacing: 6 * day,
  withdraw: 7 * day,
  deposit: 2 * 365 * day,
  legal: 5 * 365 * day,
};

/** Value and fees: withdraw, deposit, refresh, refund. */
const priceList = [
  ["10", "0.02", "0.02", "0.03", "0.01"],
  ["5", "0.01", "0.01", "0.03", "0.01"],
  ["2", "0.01", "0.01", "0.03", "0.01"],
  ["1", "0.01", "0.01", "0.03", "0.01"],
  ["0.5", "0.01", "0.01", "0.02", "0.01"],
  ["0.2", "0.01", "0.01", "0.01", "0.01"],
  ["0.1", "0.01", "0.01", "0.01", "0.01"],
  ["0.05", "0.01", "0", "0.01", "0"],
  ["0.02", "0", "0.01", "0.01", "0"],
  ["0.01", "0", "0", "0", "0"],
] as const;

/** Groups begin at 8, 10, 12, 14, 16, 18 and 21 years. */
const usualAgeMask = 0b1001010101010100000001;

/** Ten kinds of coins from 0.01 to 10, and two that wallets without age groups or Clause-Schnorr must pass over. */
export function usualKinds(currency: string): readonly Kind[] {
  const kind = ([value, withdraw, deposit, refresh, refund]: readonly string[]): Kind => {
    const money = (digits = "") => amount.parse(`${currency}:${digits}`);
    const fees = { withdraw: money(withdraw), deposit: money(deposit), refresh: money(refresh), refund: money(refund) };
    return { cipher: "RSA", value: money(value), fees, ageMask: 0 };
  };
  const usual = priceList.map(kind);
  const one = kind(priceList[3]);
  return [...usual, { ...one, cipher: "CS" }, { ...one, cipher: "RSA+age_restricted", ageMask: usualAgeMask }];
}

/** The key of a denomination, as written and as a press where there is one. */
function keyOf({ cipher }: Kind, seed: string, bits: number): { readonly key: Uint8Array; readonly press?: RsaKey } {
  if (cipher === "CS") return { key: chanceFrom(seed)(32) };
  const press = rsaKey(seed, bits);
  const { modulus, exponent } = press;
  return { key: concat(u16(modulus.length), u16(exponent.length), modulus, exponent), press };
}

export interface Mint {
  /** Whoever has the seed has the keys: the same seed makes the same denominations. */
  readonly seed: string;
  readonly rsaBits: number;
  readonly masterPriv: Uint8Array;
  readonly masterPub: Uint8Array;
  readonly lifetimes: Lifetimes;
}

/** Makes the denomination of this kind and generation, good from `start` on, and signs it with the master key. */
export function mintDenomination(mint: Mint, kind: Kind, generation: number, start: number): SandboxDenomination {
  const { masterPub, lifetimes, seed, rsaBits } = mint;
  const name = `${seed} ${kind.cipher} ${kind.value} ${generation}`;
  const { key, press } = keyOf(kind, name, rsaBits);
  const hash = denominationHash(kind.cipher === "CS" ? "CS" : "RSA", key, kind.ageMask);
  const times = {
    start,
    expireWithdraw: start + lifetimes.withdraw,
    expireDeposit: start + lifetimes.deposit,
    expireLegal: start + lifetimes.legal,
  };
  const { withdraw, deposit, refresh, refund } = kind.fees;
  const block = denominationValidity({
    masterPub,
    ...times,
    value: kind.value,
    feeWithdraw: withdraw,
    feeDeposit: deposit,
    feeRefresh: refresh,
    feeRefund: refund,
    denominationHash: hash,
  });
  const masterSig = rememberedSignature(mint.masterPriv, block);
  return { ...kind, ...times, hash: textOf(hash), keyText: textOf(key), masterSig, ...(press && { press }) };
}

/** The signature's bytes, which the exchange signs over once more in /keys. */
export const masterSignatureOf = ({ masterSig }: SandboxDenomination): Uint8Array => bytesOf(masterSig);
