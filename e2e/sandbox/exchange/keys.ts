/** The keys of the sandbox exchange: a master key, signing keys and denominations that come and go with the time. */
import { textOf } from "../../../src/taler/crockford.ts";
import { publicKeyOf, sign } from "../../../src/taler/eddsa.ts";
import { signingKeyValidity } from "../../../src/taler/master-signatures.ts";
import { seconds } from "../../../src/taler/time.ts";
import { chanceFrom } from "../chance.ts";
import type { World } from "../world.ts";
import {
  type Kind,
  type Lifetimes,
  type Mint,
  mintDenomination,
  type SandboxDenomination,
  usualKinds,
  usualLifetimes,
} from "./denominations.ts";
import { rememberedSignature } from "./remembered-signature.ts";

export interface KeySettings {
  readonly world: World;
  readonly currency: string;
  /** Exchanges with the same seed have the same keys; within a process they are then made only once. */
  readonly seed: string;
  readonly rsaBits: number;
  readonly kinds?: readonly Kind[];
  readonly lifetimes?: Lifetimes;
}

/** A key with which the exchange signs its answers; moments in seconds since 1970. */
export interface SigningKey {
  readonly priv: Uint8Array;
  readonly pub: Uint8Array;
  readonly masterSig: string;
  readonly start: number;
  readonly expire: number;
  readonly end: number;
}

const hour = 60 * 60;
const day = 24 * hour;
/** A new signing key starts a day before the old one expires; what it signed is proof for two years. */
const signing = { spacing: 13 * day, life: 14 * day, proof: 2 * 365 * day };

export class ExchangeKeys {
  readonly settings: KeySettings;
  readonly master: { readonly priv: Uint8Array; readonly pub: Uint8Array };
  readonly #lifetimes: Lifetimes;
  readonly #kinds: readonly Kind[];
  readonly #mint: Mint;
  /** The moment, in seconds, from which generations are counted. */
  readonly #epoch: number;
  readonly #denominationByHash = new Map<string, SandboxDenomination>();
  readonly #signingKeyByNumber = new Map<number, SigningKey>();
  readonly #minted = new Set<number>();
  readonly #revoked = new Set<string>();
  #isAged = false;

  constructor(settings: KeySettings) {
    const { world, currency, seed, rsaBits } = settings;
    const priv = chanceFrom(`${seed} master`)(32);
    this.settings = settings;
    this.master = { priv, pub: publicKeyOf(priv) };
    this.#kinds = settings.kinds ?? usualKinds(currency);
    this.#lifetimes = settings.lifetimes ?? usualLifetimes;
    this.#mint = { seed, rsaBits, masterPriv: priv, masterPub: this.master.pub, lifetimes: this.#lifetimes };
    // An hour ago, so that a wallet whose clock is a little behind finds the keys valid.
    this.#epoch = Math.floor(seconds(world.now()) / hour) * hour - hour;
  }

  /** The moment in seconds since 1970. */
  now(): number {
    return seconds(this.settings.world.now());
  }

  /** The denominations that are or were offered and are not revoked; the present generation, the next, and the past. */
  denominations(): readonly SandboxDenomination[] {
    this.#rotate();
    return [...this.#denominationByHash.values()].filter(({ hash }) => !this.#revoked.has(hash));
  }

  /** What `/keys` lists: all of them, or, once they are told to age, only those that nobody can withdraw any more. */
  advertised(): readonly SandboxDenomination[] {
    const now = this.now();
    return this.denominations().filter(({ expireWithdraw }) => !this.#isAged || expireWithdraw <= now);
  }

  get isAged(): boolean {
    return this.#isAged;
  }

  /** From now on `/keys` lists only outdated denominations, as if nobody made new ones. Coins keep their worth. */
  age(): void {
    this.#isAged = true;
    // Long enough ago that they cannot be withdrawn, and not so long that their coins are worth nothing.
    const { spacing, withdraw } = this.#lifetimes;
    this.#mintGeneration(this.#generation(spacing) - Math.ceil(withdraw / spacing) - 1);
  }

  /** Somebody makes new denominations again. */
  renew(): void {
    this.#isAged = false;
  }

  /** Also when it is revoked; undefined when there never was such a one. */
  denomination(hash: string): SandboxDenomination | undefined {
    this.#rotate();
    return this.#denominationByHash.get(hash);
  }

  /** From now on the exchange takes no coins of this denomination and hands out none. */
  revoke(hash: string): void {
    this.#revoked.add(hash);
  }

  isRevoked(hash: string): boolean {
    return this.#revoked.has(hash);
  }

  revoked(): readonly string[] {
    return [...this.#revoked];
  }

  /** The signing key of the moment and the one after it. */
  signingKeys(): readonly [SigningKey, SigningKey] {
    const present = Math.floor((this.now() - this.#epoch) / signing.spacing);
    return [this.#signingKey(present), this.#signingKey(present + 1)];
  }

  /** When the next key comes into force, in seconds since 1970: until then /keys stays as it is. */
  nextChange(): number {
    const next = (spacing: number) => this.#epoch + (this.#generation(spacing) + 1) * spacing;
    return Math.min(next(this.#lifetimes.spacing), next(signing.spacing));
  }

  #generation(spacing: number): number {
    return Math.floor((this.now() - this.#epoch) / spacing);
  }

  /** Makes the present and the next generation unless they are there. Generations nobody looked at are never made. */
  #rotate(): void {
    const { spacing } = this.#lifetimes;
    const present = this.#generation(spacing);
    this.#mintGeneration(present);
    this.#mintGeneration(present + 1);
    for (const { hash, expireLegal } of this.#denominationByHash.values()) {
      if (expireLegal <= this.now()) this.#denominationByHash.delete(hash);
    }
  }

  #mintGeneration(generation: number): void {
    if (this.#minted.has(generation)) return;
    this.#minted.add(generation);
    for (const kind of this.#kinds) {
      const one = mintDenomination(this.#mint, kind, generation, this.#epoch + generation * this.#lifetimes.spacing);
      this.#denominationByHash.set(one.hash, one);
    }
  }

  #signingKey(number: number): SigningKey {
    const known = this.#signingKeyByNumber.get(number);
    if (known !== undefined) return known;
    const priv = chanceFrom(`${this.settings.seed} signing key ${number}`)(32);
    const pub = publicKeyOf(priv);
    const start = this.#epoch + number * signing.spacing;
    const times = { start, expire: start + signing.life, end: start + signing.proof };
    const masterSig = rememberedSignature(this.master.priv, signingKeyValidity({ ...times, key: pub }));
    const key = { priv, pub, masterSig, ...times };
    this.#signingKeyByNumber.set(number, key);
    return key;
  }
}

/** The members of a signed answer, by the signing key of the moment. */
export async function signedByExchange(keys: ExchangeKeys, block: Uint8Array) {
  const [{ priv, pub }] = keys.signingKeys();
  return { exchange_sig: textOf(await sign(priv, block)), exchange_pub: textOf(pub) };
}
