import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { madeUpTerms } from "../testing/contracts.ts";
import { FormatError, type Json } from "./codec.ts";
import { contractTerms, fulfillmentOf, inLanguage, orderId } from "./contract-terms.ts";

const read = (more: Readonly<Record<string, Json | undefined>> = {}) => contractTerms.parse(madeUpTerms(more));
const refuses = (more: Readonly<Record<string, Json | undefined>>, place: RegExp) =>
  assert.throws(
    () => read(more),
    (error) => error instanceof FormatError && place.test(error.message),
  );

describe("contract terms", () => {
  it("are made canonical", () => {
    const terms = read({ amount: "KUDOS:03.50" });
    assert.equal(terms.amount, "KUDOS:3.5");
    assert.equal(terms.exchanges[0]?.url, "https://exchange.test/");
    assert.equal(terms.timestamp, 1_700_000_000);
  });

  it("may say much more than they must", () => {
    const terms = read({
      version: 0,
      auditors: [],
      max_wire_fee: "KUDOS:1",
      merchant: { name: "Shop", address: { town: "Bern", address_lines: ["Gerechtigkeitsgasse 1"] }, jurisdiction: {} },
      products: [
        {
          description: "Bread",
          description_i18n: { de: "Brot" },
          quantity: 2,
          price: "KUDOS:1.75",
          taxes: [{ name: "VAT", tax: "KUDOS:0.10" }],
          delivery_date: { t_s: 1_700_090_000 },
        },
      ],
      auto_refund: { d_us: 60_000_000 },
      delivery_location: { country: "CH" },
      summary_i18n: { de: "Ein Laib Brot" },
      extra: { anything: [1, 2, 3] },
      minimum_age: null,
    });
    assert.equal(terms.products?.[0]?.taxes?.[0]?.tax, "KUDOS:0.1");
    assert.equal(terms.auto_refund, 60_000_000);
    assert.equal("extra" in terms, false);
    assert.deepEqual(contractTerms.parse(contractTerms.format(terms)), terms);
  });

  it("may leave out the time for refunds, which is then none", () => {
    assert.equal(read({ refund_deadline: undefined }).refund_deadline, undefined);
  });

  it("need every member that is signed or shown", () => {
    for (const name of Object.keys(madeUpTerms()).filter((one) => one !== "refund_deadline")) {
      refuses({ [name]: undefined }, new RegExp(`^${name}: missing$`));
    }
  });

  it("are refused when they contradict themselves", () => {
    refuses({ max_fee: "EUR:0.05" }, /^max_fee: not in KUDOS/);
    refuses({ refund_deadline: { t_s: 1_700_172_801 } }, /^refund_deadline/);
    refuses({ wire_transfer_deadline: { t_s: "never" } }, /^wire_transfer_deadline/);
    refuses({ timestamp: { t_s: "never" } }, /^timestamp/);
    const [exchange] = madeUpTerms().exchanges as readonly { readonly [key: string]: Json }[];
    refuses({ exchanges: [{ ...exchange, max_contribution: "EUR:1" }] }, /^exchanges\.0\.max_contribution/);
  });

  it("send nobody to an address that a browser would run", () => {
    for (const address of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "shop",
      "taler://pay/x/y/",
    ]) {
      refuses({ fulfillment_url: address }, /^fulfillment_url/);
      refuses({ public_reorder_url: address }, /^public_reorder_url/);
    }
  });

  it("are bounded", () => {
    refuses({ summary: "x".repeat(5000) }, /^summary/);
    refuses({ products: Array(1001).fill({ description: "Bread" }) }, /^products/);
  });
});

describe("what happens after paying", () => {
  it("is a page, a message or nothing", () => {
    const message = { fulfillment_message: "Take a seat", fulfillment_message_i18n: { de: "Nehmen Sie Platz" } };
    assert.deepEqual(fulfillmentOf(read()), { kind: "none" });
    assert.deepEqual(fulfillmentOf(read(message)), {
      kind: "message",
      text: "Take a seat",
      translations: { de: "Nehmen Sie Platz" },
    });
    const url = "https://shop.test/bread";
    assert.deepEqual(fulfillmentOf(read({ ...message, fulfillment_url: url })), { kind: "page", url });
  });

  it("may be a message in the dress of an address", () => {
    const said = (fulfillment_url: string) => {
      const fulfillment = fulfillmentOf(read({ fulfillment_url }));
      return fulfillment.kind === "message" ? fulfillment.text : undefined;
    };
    assert.equal(said("taler://fulfillment-success/Well+done%21"), "Well done!");
    assert.equal(said("taler+http://fulfillment-success/100%"), "100%");
  });
});

describe("a text in several languages", () => {
  const translations = { de: "Brot", "fr-CH": "Pain", en_GB: "Loaf" };

  it("is read in the first language that it is in", () => {
    assert.equal(inLanguage("Bread", translations, ["it", "de-AT", "fr-CH"]), "Brot");
    assert.equal(inLanguage("Bread", translations, ["FR-ch"]), "Pain");
    assert.equal(inLanguage("Bread", translations, ["en-GB"]), "Loaf");
  });

  it("is read as written when it is in none of them", () => {
    assert.equal(inLanguage("Bread", translations, ["it"]), "Bread");
    assert.equal(inLanguage("Bread", undefined, ["de"]), "Bread");
    assert.equal(inLanguage("Bread", { constructor: "x" }, []), "Bread");
  });
});

describe("the number of an order", () => {
  it("is no path to somewhere else", () => {
    for (const bad of ["", ".", "..", 5, null, "x".repeat(257)]) assert.throws(() => orderId.parse(bad), FormatError);
    assert.equal(orderId.parse("2026.1-A/B"), "2026.1-A/B");
  });
});
