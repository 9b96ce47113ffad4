import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { CurrencyStyle } from "../api/views.ts";
import { amountText, figureOf, isNothing, numberSigns, typedAmount } from "./money.ts";

const style = (normalDigits: number, trailingZeroDigits: number, unit: string): CurrencyStyle => ({
  name: "Money",
  inputDigits: normalDigits,
  normalDigits,
  trailingZeroDigits,
  unitNames: { "0": unit },
});

const shown = (amount: string, locale: string, its?: CurrencyStyle) => {
  const { main, extra, unit } = figureOf(amount, numberSigns(locale), its);
  return `${main}|${extra}|${unit}`;
};

describe("figureOf", () => {
  it("shows two digits of a currency that has told no rules", () => {
    assert.equal(shown("KUDOS:8.5", "en"), "8.50||KUDOS");
    assert.equal(shown("KUDOS:0", "en"), "0.00||KUDOS");
    assert.equal(shown("CHF:12084.2", "en"), "12,084.20||CHF");
  });

  it("writes separators as the user's region does", () => {
    assert.equal(shown("CHF:12084.2", "de"), "12.084,20||CHF");
    // Which apostrophe depends on the age of the language data.
    assert.match(shown("CHF:12084.2", "de-CH"), /^12['’]084\.20\|\|CHF$/);
  });

  it("follows the currency in digits and sign", () => {
    assert.equal(shown("JPY:1200", "en", style(0, 0, "¥")), "1,200||¥");
    assert.equal(shown("CHF:8.5", "en", style(2, 2, "Fr.")), "8.50||Fr.");
    assert.equal(shown("BTC:0.5", "en", style(4, 0, "₿")), "0.5||₿");
  });

  it("prefers the name of the currency to a sign that readers of our languages cannot read", () => {
    assert.equal(shown("KUDOS:8.5", "en", style(2, 2, "ク")), "8.50||KUDOS");
  });

  it("keeps digits beyond the usual ones apart instead of rounding them away", () => {
    assert.equal(shown("KUDOS:4.00000001", "en"), "4.00|000001|KUDOS");
    assert.equal(shown("JPY:7.25", "de", style(0, 0, "¥")), "7|,25|¥");
  });

  it("loses no digit of any amount", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 52n), fc.integer({ min: 0, max: 99_999_999 }), (value, fraction) => {
        const digits = String(fraction).padStart(8, "0").replace(/0+$/, "");
        const { main, extra } = figureOf(`X:${value}${digits && `.${digits}`}`, numberSigns("en"));
        const [whole, rest = ""] = `${main}${extra}`.replaceAll(",", "").split(".");
        assert.equal(whole, String(value));
        assert.equal(rest.replace(/0+$/, ""), digits);
      }),
    );
  });

  it("is spoken with the currency's name, whatever its sign", () => {
    assert.equal(amountText(figureOf("KUDOS:8.5", numberSigns("en"), style(2, 2, "Fr."))), "8.50\u00a0KUDOS");
  });
});

describe("typedAmount", () => {
  it("understands point and comma, and needless zeros", () => {
    assert.equal(typedAmount("8.50", "KUDOS"), "KUDOS:8.5");
    assert.equal(typedAmount(" 8,5 ", "KUDOS"), "KUDOS:8.5");
    assert.equal(typedAmount("007", "KUDOS"), "KUDOS:7");
    assert.equal(typedAmount(",5", "KUDOS"), "KUDOS:0.5");
    assert.equal(typedAmount("3.", "KUDOS"), "KUDOS:3");
  });

  it("refuses what is nothing, no number, or finer than the currency", () => {
    for (const typed of ["", "0", "0,00", "-1", "1.000", "1,000.00", "1e3", "ten", "1".repeat(16)])
      assert.equal(typedAmount(typed, "KUDOS"), undefined, typed);
    assert.equal(typedAmount("1.5", "JPY", 0), undefined);
  });
});

describe("isNothing", () => {
  it("knows nothing from something", () => {
    assert.ok(isNothing("KUDOS:0"));
    assert.ok(!isNothing("KUDOS:0.00000001"));
    assert.ok(!isNothing("KUDOS:10"));
  });
});
