/** Currencies: their names, how their amounts are written for people, and that one answer speaks of only one. */
import { type Amount, currencyOf } from "./amount.ts";
import { dictionary, FormatError, integer, type ObjectOf, object, optional, plain, text } from "./codec.ts";

/** One to eleven letters A to Z. */
export const currencyName = plain((value) => {
  if (typeof value !== "string" || !/^[A-Z]{1,11}$/.test(value)) throw new FormatError("not a currency");
  return value;
});

const digits = integer(0, 8);

const specification = {
  /** For people: "Kudos". */
  name: text(256),
  currency: optional(currencyName),
  /** How many digits after the point a user may enter. */
  num_fractional_input_digits: digits,
  /** How many are shown. */
  num_fractional_normal_digits: digits,
  /** How many are shown even when they are zero. */
  num_fractional_trailing_zero_digits: digits,
  /** Symbols of the unit by powers of ten: "0" of the unit itself, "3" of thousands, "-2" of hundredths. */
  alt_unit_names: dictionary(text(64), 64),
};

export const currencySpecification = object(specification);
export type CurrencySpecification = ObjectOf<typeof specification>;

/** Throws a {@link FormatError} that names the first of these amounts that is in another currency. */
export function requireCurrency(
  currency: string,
  amounts: Readonly<Record<string, Amount | undefined>>,
  path = "",
): void {
  for (const [name, one] of Object.entries(amounts)) {
    if (one === undefined || currencyOf(one) === currency) continue;
    throw new FormatError(`not in ${currency}`, path === "" ? name : `${path}.${name}`);
  }
}
