import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WalletError } from "../../api/problems.ts";
import type { Exchange } from "../../store/entities/exchange.ts";
import { accountFor, wireType } from "./account.ts";

type Account = NonNullable<Exchange["facts"]["learned"]>["value"]["accounts"][number];
const iban = "payto://iban/DE89370400440532013000?receiver-name=Exchange";
const bank = "payto://x-taler-bank/bank.test/exchange?receiver-name=The%20Exchange";
const account = (payto: string, more: Partial<Account> = {}): Account => ({
  payto,
  priority: 0,
  isConverted: false,
  isRestricted: false,
  ...more,
});
const stamp = { count: 1, device: "A" };
const exchangeWith = (...accounts: readonly Account[]): Exchange => ({
  key: "http://exchange.test/",
  ins: stamp,
  seq: 1,
  ix: {},
  facts: {
    learned: { value: { version: "23:0:6", closingDelay: 0, accounts, wireFees: [], signkeys: [] }, at: stamp },
  },
});

describe("the exchange's account for a wire", () => {
  it("is of a kind the bank can pay to", () => {
    assert.equal(accountFor(exchangeWith(account(iban), account(bank)), ["x-taler-bank"]), bank);
    assert.equal(accountFor(exchangeWith(account(bank), account(iban)), ["iban", "x-void"]), iban);
  });

  it("is the preferred one, then the first by spelling, on every device", () => {
    assert.equal(
      accountFor(exchangeWith(account(iban, { priority: 1 }), account(bank, { priority: 2 })), undefined),
      bank,
    );
    assert.equal(accountFor(exchangeWith(account(bank), account(iban)), undefined), iban);
    assert.equal(accountFor(exchangeWith(account(iban), account(bank)), undefined), iban);
  });

  it("is none that converts or does not take money from everybody", () => {
    const odd = [account(iban, { isConverted: true }), account(bank, { isRestricted: true })];
    for (const wireTypes of [undefined, ["iban"], ["x-taler-bank"], []]) {
      assert.throws(() => accountFor(exchangeWith(...odd), wireTypes), named);
    }
  });

  it("is none when nothing is known of the exchange", () => {
    assert.throws(() => accountFor({ ...exchangeWith(), facts: {} }, undefined), named);
  });

  const named = (error: unknown) => error instanceof WalletError && error.problem.code === "noMatchingAccount";
});

describe("the kind of an account", () => {
  it("is read off its address", () => {
    const table = [iban, bank, "payto://IBAN/DE1", "payto://iban", "https://example.org/", ""].map(wireType);
    assert.deepEqual(table, ["iban", "x-taler-bank", "iban", "", "", ""]);
  });
});
