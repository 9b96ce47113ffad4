/** How an amount of the sandbox's money is written for people. */
import type { Json } from "../../src/taler/codec.ts";

/** Two digits after the point; a sign of its own only for KUDOS. */
export const currencySpecification = (currency: string): Json => ({
  name: currency === "KUDOS" ? "Kudos (play money)" : currency,
  currency,
  num_fractional_input_digits: 2,
  num_fractional_normal_digits: 2,
  num_fractional_trailing_zero_digits: 2,
  alt_unit_names: { "0": currency },
});
