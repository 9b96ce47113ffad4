/** How the exchange wants its currency written, in the words of the pages. */
import type { CurrencyStyle } from "../api/views.ts";
import type { Exchange } from "../store/entities/exchange.ts";

/** Undefined when nothing is known yet. */
export function styleOf(exchange: Exchange | undefined): CurrencyStyle | undefined {
  const specification = exchange?.facts.specification?.value;
  if (specification === undefined) return undefined;
  const units = Object.entries(specification.alt_unit_names);
  return {
    name: specification.name.slice(0, 100),
    inputDigits: specification.num_fractional_input_digits,
    normalDigits: specification.num_fractional_normal_digits,
    trailingZeroDigits: specification.num_fractional_trailing_zero_digits,
    unitNames: Object.fromEntries(units.map(([power, unit]) => [power, unit.slice(0, 20)])),
  };
}

/**
 * How sums over several exchanges are written: each amount of one exchange is written as that exchange wants it, and of
 * a sum only what all of them agree on is used. As many digits are shown as any of them shows, and so few may be typed
 * that all of them take it. Exchanges in use decide; those that were only looked at, only where none is in use.
 */
export function styleOfCurrency(known: readonly (Exchange | undefined)[], currency: string): CurrencyStyle | undefined {
  const all = known.filter((one) => one?.facts.currency?.value === currency);
  const used = all.filter((one) => one?.facts.usedAt !== undefined);
  const [first, ...others] = (used.length > 0 ? used : all).flatMap((one) => styleOf(one) ?? []);
  return first && others.reduce((so, one) => common(so, one, currency), first);
}

function common(a: CurrencyStyle, b: CurrencyStyle, currency: string): CurrencyStyle {
  return {
    name: a.name === b.name ? a.name : currency,
    inputDigits: Math.min(a.inputDigits, b.inputDigits),
    normalDigits: Math.max(a.normalDigits, b.normalDigits),
    trailingZeroDigits: Math.max(a.trailingZeroDigits, b.trailingZeroDigits),
    unitNames: Object.fromEntries(Object.entries(a.unitNames).filter(([power, unit]) => b.unitNames[power] === unit)),
  };
}
