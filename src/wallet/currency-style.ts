/** How the exchange wants its currency written, in the words of the pages. */
import type { CurrencyStyle } from "../api/views.ts";
import type { Exchange } from "../store/entities/exchange.ts";
import { FormatError } from "../taler/codec.ts";
import { currencySpecification } from "../taler/currency.ts";

/** Undefined when nothing is known yet, or when a newer version keeps it in words of its own. */
export function styleOf(exchange: Exchange | undefined): CurrencyStyle | undefined {
  const known = exchange?.facts.specification?.value;
  if (known === undefined) return undefined;
  try {
    const specification = currencySpecification.parse(known);
    return {
      name: specification.name.slice(0, 100),
      inputDigits: specification.num_fractional_input_digits,
      normalDigits: specification.num_fractional_normal_digits,
      trailingZeroDigits: specification.num_fractional_trailing_zero_digits,
      unitNames: Object.fromEntries(
        Object.entries(specification.alt_unit_names).map(([power, unit]) => [power, unit.slice(0, 20)]),
      ),
    };
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
