import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Json } from "../taler/codec.ts";
import type { KeysAccount, KeysLimits, KeysView } from "../taler/keys-view.ts";
import { kudos } from "../testing/offers.ts";
import { conditionsOf } from "./conditions.ts";

const noLimits: KeysLimits = { identified: [], most: [], balances: [] };

const account = (payto: string, more: Partial<KeysAccount> = {}): KeysAccount => ({
  payto,
  priority: 1,
  debitRestrictions: [],
  creditRestrictions: [],
  ...more,
});

const of = (accounts: readonly KeysAccount[], limits: Partial<KeysLimits> = {}) =>
  conditionsOf({ accounts, limits: { ...noLimits, ...limits } } as unknown as KeysView);

const iban = "payto://iban/CH9300762011623852957?receiver-name=x";
const swiss = { type: "regex", payto_regex: "^payto://iban/CH", human_hint: "Swiss accounts only" };

describe("what an exchange says of its accounts", () => {
  const table: readonly [string, KeysAccount, object][] = [
    ["an IBAN and its country", account(iban), { method: "iban", country: "CH", rules: [] }],
    [
      "an IBAN behind the code of its bank",
      account("payto://IBAN/SOGEDEFFXXX/de75512108001245126199?receiver-name=x"),
      { method: "iban", country: "DE", rules: [] },
    ],
    ["another method", account("payto://x-taler-bank/CH12/exchange"), { method: "x-taler-bank", rules: [] }],
    [
      "another currency",
      account(iban, { conversionUrl: "https://convert.example/" }),
      { method: "iban", country: "CH", isConverted: true, rules: [] },
    ],
    [
      "no money from anybody",
      account(iban, { creditRestrictions: [{ type: "deny" }] }),
      { method: "iban", country: "CH", isClosed: true, rules: [] },
    ],
    [
      "from whom, in other languages too",
      account(iban, { creditRestrictions: [{ ...swiss, human_hint_i18n: { de: "Nur Schweizer Konten", fr: 3 } }] }),
      {
        method: "iban",
        country: "CH",
        rules: [{ hint: "Swiss accounts only", hintByLanguage: { de: "Nur Schweizer Konten" } }],
      },
    ],
    [
      "a rule without words",
      account(iban, { creditRestrictions: [{ ...swiss, human_hint: 7 }, "nonsense", null, [1]] }),
      { method: "iban", country: "CH", rules: [] },
    ],
  ];
  for (const [name, given, expected] of table) it(name, () => assert.deepEqual(of([given]).accounts, [expected]));

  it("is bounded, whatever stands there", () => {
    const rule = fc.oneof(fc.jsonValue(), fc.record({ type: fc.string(), human_hint: fc.string({ minLength: 1000 }) }));
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 20 }), (rules) => {
        const [one] = of([account(iban, { creditRestrictions: rules as Json[] })]).accounts;
        assert.ok(JSON.stringify(one).length < 5 * 2000);
      }),
    );
  });
});

describe("what an exchange asks of those who withdraw", () => {
  const day = 86_400_000_000;
  const withdraw = (amount: string, timeframe: number | "forever") => ({
    operation: "WITHDRAW",
    threshold: kudos(amount),
    timeframe,
  });
  const table: readonly [string, Partial<KeysLimits>, object][] = [
    ["nothing", {}, {}],
    ["who one is", { identified: ["WITHDRAW"] }, { isIdentified: true }],
    ["who one is before one holds anything", { identified: ["BALANCE"] }, { isIdentified: true }],
    ["nothing for what we do not do", { identified: ["MERGE", "CLOSE"] }, {}],
    [
      "no more than that in a day",
      { most: [withdraw("500", 30 * day), withdraw("100", day), { ...withdraw("1", day), operation: "DEPOSIT" }] },
      { most: { amount: "KUDOS:100", seconds: 86_400 } },
    ],
    ["no more than that ever", { most: [withdraw("9", "forever")] }, { most: { amount: "KUDOS:9" } }],
    [
      "who one is when one holds more than the least of the limits",
      { balances: [kudos("300"), kudos("200")], most: [{ ...withdraw("150", day), operation: "BALANCE" }] },
      { balance: "KUDOS:150" },
    ],
  ];
  for (const [name, limits, expected] of table) it(name, () => assert.deepEqual(of([], limits).limits, expected));
});
