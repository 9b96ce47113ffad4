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
