/** Names of currencies, and the one currency of an answer. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recorded } from "../testing/recordings.ts";
import { amount } from "./amount.ts";
import { FormatError, object } from "./codec.ts";
import { currencyName, currencySpecification, requireCurrency } from "./currency.ts";
import config from "./recordings/config.json" with { type: "json" };

describe("currencyName", () => {
  it("is letters", () => assert.equal(currencyName.parse("KUDOS"), "KUDOS"));

  for (const bad of ["", "kudos", "EUR1", "TWELVELETTER", "EUR\n", 5]) {
    it(`is not ${JSON.stringify(bad)}`, () => assert.throws(() => currencyName.parse(bad), FormatError));
  }
});

describe("currencySpecification", () => {
  it("is read as recorded", () => {
    const { json } = recorded(config, "config").response;
    const { currency_specification: specification } = object({ currency_specification: currencySpecification }).parse(
      json,
    );
    assert.equal(specification.alt_unit_names["0"], "ク");
    assert.deepEqual(currencySpecification.parse(currencySpecification.format(specification)), specification);
  });
});

describe("requireCurrency", () => {
  const [kudos, euro] = [amount.parse("KUDOS:1"), amount.parse("EUR:1")];

  it("is content with one currency, and with amounts that are absent", () => {
    requireCurrency("KUDOS", { balance: kudos, fee: undefined });
  });

  it("names the place of another", () => {
    assert.throws(() => requireCurrency("KUDOS", { balance: kudos, fee: euro }), { name: "FormatError", path: "fee" });
    assert.throws(() => requireCurrency("KUDOS", { fee: euro }, "fees.2"), { name: "FormatError", path: "fees.2.fee" });
  });
});
