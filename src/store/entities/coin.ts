/** A coin: the path its secrets are derived by is its name; the exchange's signature makes it money. */
import { FormatError, plain } from "../../taler/codec.ts";
import { bytesUpTo } from "../../taler/crockford.ts";
import { entity, type FactsOf, once, value } from "../entity.ts";

const facts = {
  /** The unblinded signature over the coin's public key. */
  sig: value(once(bytesUpTo(600))),
};

/** Where a coin came from, and of what denomination it is. */
export interface CoinPath {
  /** `w`: withdrawn, `of` is the reserve's public key. `r`: from a refresh, `of` is its commitment. */
  readonly source: "w" | "r";
  readonly of: string;
  readonly index: number;
  readonly denom: string;
}

const spelled = /^([wr]):([0-9A-Z]{52,103}):(\d{1,7}):([0-9A-Z]{103})$/;

/** The name of a coin: a coin's secrets follow from it and the root secret, so they need not be stored. */
export function coinKey({ source, of, index, denom }: CoinPath): string {
  return `${source}:${of}:${index}:${denom}`;
}

/** The path that a coin's name spells. Throws a FormatError on anything else. */
export function coinPath(key: string): CoinPath {
  const [, source, of, index, denom] = spelled.exec(key) ?? [];
  if (!source || !of || !index || !denom) throw new FormatError("not a coin's name");
  return { source: source as "w" | "r", of, index: Number(index), denom };
}

const name = plain((value) => {
  if (typeof value !== "string") throw new FormatError("not a text");
  return coinKey(coinPath(value));
});

/** A coin as far as its value is concerned. */
export interface CoinLike {
  readonly key: string;
  readonly facts: FactsOf<typeof facts>;
}

/** Coins of one sort are worth the same: those of one denomination. Empty for one that nobody has signed. */
export const coinSort = ({ key, facts: { sig } }: CoinLike): string => (sig ? coinPath(key).denom : "");

export const coins = entity("coins", name, facts, { denom: ({ key }) => coinPath(key).denom }, coinSort);
