/** Money: a currency and a decimal number with up to eight digits after the point, counted exactly. */
import { type Codec, FormatError, plain } from "./codec.ts";
import { concat, u32, u64, utf8, zeros } from "./hash.ts";

declare const brand: unique symbol;

/** Canonical text such as `KUDOS:4.2`, so equal amounts are equal texts. Made by {@link amount} and the sums here. */
export type Amount = string & { readonly [brand]: "Amount" };

export interface Parts {
  readonly currency: string;
  /** Whole coins, at most 2^52. */
  readonly value: number;
  /** Hundred-millionths, 0 to 99999999. */
  readonly fraction: number;
}

/** The limit of the protocol, so that amounts survive JSON numbers anywhere. */
const largestValue = 2n ** 52n;
const unitsPerValue = 100_000_000n;
const spelling = /^[ \t\n\v\f\r]*([A-Z]{1,11}):([0-9]*)(?:\.([0-9]{1,8}))?$/;
const maxText = 128;

/** An amount as text; blanks in front, needless zeros and `KUDOS:.5` are understood and made canonical. */
export const amount: Codec<Amount> = plain((value) => {
  if (typeof value !== "string" || value.length > maxText) throw new FormatError("not an amount");
  const [, currency, whole = "", fraction = ""] = spelling.exec(value) ?? [];
  if (currency === undefined || whole + fraction === "") throw new FormatError("not an amount");
  const units = BigInt(whole) * unitsPerValue + BigInt(fraction.padEnd(8, "0"));
  if (units / unitsPerValue > largestValue) throw new FormatError("amount too large");
  return ofUnits(currency, units);
});

/** Canonical text of so many hundred-millionths; a RangeError beyond what the protocol can express. */
export function ofUnits(currency: string, units: bigint): Amount {
  const value = units / unitsPerValue;
  if (units < 0n) throw new RangeError("amount below zero");
  if (value > largestValue) throw new RangeError("amount too large");
  const fraction = String(units % unitsPerValue)
    .padStart(8, "0")
    .replace(/0+$/, "");
  return `${currency}:${value}${fraction === "" ? "" : `.${fraction}`}` as Amount;
}

/** All of it in hundred-millionths. */
export function unitsOf(a: Amount): bigint {
  const { value, fraction } = parts(a);
  return BigInt(value) * unitsPerValue + BigInt(fraction);
}

function requireSameCurrency(currency: string, a: Amount): void {
  if (currencyOf(a) !== currency) throw new RangeError("amounts of different currencies");
}

/** The amount taken apart, for display and for signatures. */
export function parts(a: Amount): Parts {
  const colon = a.indexOf(":");
  const [whole = "", fraction = ""] = a.slice(colon + 1).split(".");
  return { currency: a.slice(0, colon), value: Number(whole), fraction: Number(fraction.padEnd(8, "0")) };
}

export const currencyOf = (a: Amount): string => a.slice(0, a.indexOf(":"));

/** Nothing, in a currency. Throws a FormatError when that is no name of a currency. */
export const zero = (currency: string): Amount => amount.parse(`${currency}:0`);

export const isZero = (a: Amount): boolean => a.endsWith(":0");

/** All of them together; `zero(currency)` of an empty list. Throws a RangeError as {@link add} does. */
export function sum(currency: string, list: Iterable<Amount>): Amount {
  let units = 0n;
  for (const a of list) {
    requireSameCurrency(currency, a);
    units += unitsOf(a);
  }
  return units === 0n ? zero(currency) : ofUnits(currency, units);
}

/** Throws a RangeError when the currencies differ or the sum exceeds 2^52. */
export const add = (a: Amount, b: Amount): Amount => sum(currencyOf(a), [a, b]);

/** What is left of `a`, or undefined when `b` is more. Throws a RangeError when the currencies differ. */
export function subtractOrUndefined(a: Amount, b: Amount): Amount | undefined {
  requireSameCurrency(currencyOf(a), b);
  const units = unitsOf(a) - unitsOf(b);
  return units < 0n ? undefined : ofUnits(currencyOf(a), units);
}

/** What is left of `a`. Throws a RangeError when the currencies differ or `b` is more. */
export function subtract(a: Amount, b: Amount): Amount {
  requireSameCurrency(currencyOf(a), b);
  return ofUnits(currencyOf(a), unitsOf(a) - unitsOf(b));
}

/** Negative, zero or positive, as sorting wants it. Throws a RangeError when the currencies differ. */
export function compare(a: Amount, b: Amount): number {
  requireSameCurrency(currencyOf(a), b);
  const difference = unitsOf(a) - unitsOf(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `factor` times the amount. Throws a RangeError unless `factor` is a whole number of at least 0 and the product fits. */
export function multiply(a: Amount, factor: number): Amount {
  return ofUnits(currencyOf(a), unitsOf(a) * BigInt(factor));
}

/** The `divisor`th part, cut off after eight digits. Throws a RangeError unless `divisor` is a whole number above 0. */
export function divide(a: Amount, divisor: number): Amount {
  return ofUnits(currencyOf(a), unitsOf(a) / BigInt(divisor));
}

/** The largest multiple of `unit` that is not more than `a`. Throws a RangeError for a unit of nothing. */
export function roundDown(a: Amount, unit: Amount): Amount {
  requireSameCurrency(currencyOf(a), unit);
  const units = unitsOf(a);
  return ofUnits(currencyOf(a), units - (units % unitsOf(unit)));
}

/** The 24 bytes that are signed: value, fraction, and the currency padded with zeros to twelve bytes. */
export function amountBytes(a: Amount): Uint8Array {
  const { currency, value, fraction } = parts(a);
  return concat(u64(value), u32(fraction), utf8(currency), zeros(12 - currency.length));
}
