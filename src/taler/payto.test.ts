/** Addresses of accounts, compared with the reference. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { amount } from "./amount.ts";
import { FormatError } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import {
  normalizedPaytoHash,
  normalizePayto,
  parsePayto,
  payto,
  paytoHash,
  reservePayto,
  transferPayto,
  wireHash,
} from "./payto.ts";
import vectors from "./vectors/protocol.json" with { type: "json" };

interface Vector {
  readonly id: string;
  readonly in: {
    readonly payto?: string;
    readonly exchange_base_url?: string;
    readonly reserve_pub?: string;
    readonly wire_salt?: string;
  };
  readonly out: {
    readonly valid?: boolean;
    readonly full_payto_hash?: string;
    readonly normalized?: string;
    readonly normalized_payto_hash?: string;
    readonly h_wire?: string;
  };
}

const group: readonly Vector[] = vectors.vectors.payto;

describe("payto", () => {
  for (const { id, in: given, out } of group) {
    it(`agrees with the reference on ${id}`, () => {
      const text = given.payto ?? reservePayto(given.exchange_base_url ?? "", given.reserve_pub ?? "");
      if (out.valid === false) assert.throws(() => payto.parse(text), FormatError);
      else assert.equal(payto.parse(text), text);
      if (out.full_payto_hash !== undefined) assert.equal(textOf(paytoHash(text)), out.full_payto_hash);
      if (out.normalized !== undefined) assert.equal(normalizePayto(text), out.normalized);
      if (out.normalized_payto_hash !== undefined)
        assert.equal(textOf(normalizedPaytoHash(text)), out.normalized_payto_hash);
      if (given.wire_salt !== undefined) assert.equal(textOf(wireHash(text, bytesOf(given.wire_salt))), out.h_wire);
    });
  }

  it("drops the bank's code in front of an IBAN", () => {
    const text = "payto://iban/MARKDEFF/DE89370400440532013000?receiver-name=Alice";
    assert.equal(normalizePayto(text), "payto://iban/DE89370400440532013000");
  });

  it("notices every wrong digit of an IBAN", () => {
    const iban = "DE89370400440532013000";
    for (const index of [...iban].keys()) {
      const wrong = iban.slice(0, index) + (iban[index] === "7" ? "8" : "7") + iban.slice(index + 1);
      assert.throws(() => parsePayto(`payto://iban/${wrong}?receiver-name=A`), FormatError, wrong);
    }
  });

  it("takes an address apart", () => {
    const { method, target, parameters } = parsePayto("payto://X-Taler-Bank/localhost/42?receiver-name=A%20B");
    assert.deepEqual([method, target, parameters.get("receiver-name")], ["x-taler-bank", "localhost/42", "A B"]);
  });

  for (const bad of [
    "",
    "payto://",
    "payto://iban",
    "payto://iban?x=y",
    "payto://x-taler-bank/host?receiver-name=A",
    "payto://a/b c",
    "payto://a/'",
    `payto://a/${"b".repeat(3000)}`,
    5,
  ]) {
    it(`refuses ${String(bad).slice(0, 50)}`, () => assert.throws(() => payto.parse(bad), FormatError));
  }
});

describe("reservePayto", () => {
  it("refuses what is not a base URL", () => {
    for (const bad of ["ftp://x/", "https://x", "exchange.example.com/"])
      assert.throws(() => reservePayto(bad, "A"), FormatError);
  });
});

describe("transferPayto", () => {
  const account = "payto://iban/DE75512108001245126199?receiver-name=Exchange";
  const ten = amount.parse("EUR:10");

  it("adds amount and subject", () =>
    assert.equal(transferPayto(account, ten, "ABC"), `${account}&amount=EUR:10&message=ABC`));

  it("replaces what was there", () => {
    assert.equal(
      transferPayto(`${account}&amount=EUR:1&message=old`, ten, "new"),
      `${account}&amount=EUR:10&message=new`,
    );
    assert.equal(
      transferPayto("payto://bitcoin/bc1?message", ten, "new"),
      "payto://bitcoin/bc1?amount=EUR:10&message=new",
    );
  });

  it("stays valid and readable whatever the subject", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (message) => {
        const { parameters } = parsePayto(transferPayto(account, ten, message));
        assert.deepEqual([parameters.get("message"), parameters.get("amount")], [message, "EUR:10"]);
        assert.equal(parameters.get("receiver-name"), "Exchange");
      }),
    );
  });
});
