import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Exchange } from "../store/entities/exchange.ts";
import { styleOf, styleOfCurrency } from "./currency-style.ts";

const at = { count: 1, device: "A" };

function exchange(currency: string, unit: string, digits: readonly [number, number, number], isUsed = true): Exchange {
  const [input, normal, zeros] = digits;
  const specification = {
    name: `the ${unit}`,
    num_fractional_input_digits: input,
    num_fractional_normal_digits: normal,
    num_fractional_trailing_zero_digits: zeros,
    alt_unit_names: { "0": unit, "3": "k" },
  };
  return {
    key: "http://exchange.test/",
    ins: at,
    seq: 1,
    ix: {},
    facts: {
      currency: { value: currency, at },
      specification: { value: specification, at },
      ...(isUsed && { usedAt: 7 }),
    },
  };
}

describe("how a sum over exchanges is written", () => {
  const one = exchange("CHF", "Fr.", [2, 2, 2]);

  it("is as its only exchange wants it", () => {
    assert.deepEqual(styleOfCurrency([undefined, one, exchange("EUR", "€", [3, 3, 3])], "CHF"), styleOf(one));
    assert.equal(styleOfCurrency([one], "EUR"), undefined);
  });

  it("is what all agree on where they differ, in whatever order they are known", () => {
    const other = exchange("CHF", "SFr", [3, 1, 0]);
    const expected = {
      name: "CHF",
      inputDigits: 2,
      normalDigits: 2,
      trailingZeroDigits: 2,
      unitNames: { "3": "k" },
    };
    assert.deepEqual(styleOfCurrency([one, other], "CHF"), expected);
    assert.deepEqual(styleOfCurrency([other, one, one], "CHF"), expected);
  });

  it("is not for one to say that was only looked at, while another is in use", () => {
    const stranger = exchange("CHF", "€", [8, 8, 8], false);
    assert.deepEqual(styleOfCurrency([stranger, one], "CHF"), styleOf(one));
    assert.deepEqual(styleOfCurrency([stranger], "CHF"), styleOf(stranger));
  });
});
