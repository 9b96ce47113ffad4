/** Hashes of JSON and of contracts, compared with the reference. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { canonicalJson } from "./canonical.ts";
import { FormatError, type Json } from "./codec.ts";
import { contractHash, jsonHash } from "./contract.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { cstr, kdf } from "./hash.ts";
import vectors from "./vectors/protocol.json" with { type: "json" };

const groups = vectors.vectors as unknown as Record<"contract_hash" | "json_hash", readonly Vector[]>;

interface Vector {
  readonly id: string;
  readonly in: { readonly json_text?: string; readonly original_text?: string; readonly after_forget?: Json };
  readonly out: {
    readonly ok?: boolean;
    readonly hash?: string;
    readonly json_hash?: string;
    readonly h_contract_terms?: string;
  };
}

describe("jsonHash", () => {
  for (const { id, in: given, out } of [...groups.json_hash, ...groups.contract_hash]) {
    const expected = out.hash ?? out.json_hash;
    if (expected === undefined || given.json_text === undefined) continue;
    const value: Json = JSON.parse(given.json_text);
    it(`agrees with the reference on ${id}`, () => assert.equal(textOf(jsonHash(value)), expected));
  }
});

describe("contractHash", () => {
  for (const { id, in: given, out } of groups.contract_hash) {
    const { json_text: text = given.original_text ?? "", after_forget: afterwards } = given;
    it(`agrees with the reference on ${id}`, () => {
      if (out.ok === false) return assert.throws(() => contractHash(JSON.parse(text)), FormatError);
      assert.equal(textOf(contractHash(JSON.parse(text))), out.h_contract_terms);
      if (afterwards !== undefined) assert.equal(textOf(contractHash(afterwards)), out.h_contract_terms);
    });
  }

  const salt = "SALT";
  const secret: Json = { street: "Main", number: 5 };
  const contract = { summary: "apples", address: secret, note: { x: "y" }, $forgettable: { address: salt } };

  it("changes with every remaining member", () => {
    const hash = textOf(contractHash(contract));
    assert.notEqual(textOf(contractHash({ ...contract, summary: "pears" })), hash);
    assert.notEqual(textOf(contractHash({ ...contract, address: { ...secret, number: 6 } })), hash);
    assert.notEqual(textOf(contractHash({ ...contract, $forgettable: { address: "other" } })), hash);
  });

  it("is the same when a part of a part is forgotten", () => {
    const forgotten = textOf(kdf(64, cstr(salt), cstr(canonicalJson(secret))));
    const { address: _, $forgettable: __, ...rest } = contract;
    const shorter = { ...rest, $forgotten: { address: forgotten } };
    assert.deepEqual(contractHash({ list: [shorter] }), contractHash({ list: [contract] }));
  });

  it("does not overlook a member that is called like an inner part of JavaScript", () => {
    const tricky: Json = JSON.parse('{"summary":"apples","__proto__":{"price":5}}');
    assert.deepEqual(contractHash(tricky), jsonHash(tricky));
    assert.notDeepEqual(contractHash(tricky), contractHash({ summary: "apples" }));
  });

  it("is a hash of 64 bytes", () => assert.equal(bytesOf(textOf(contractHash(contract))).length, 64));

  it("refuses a member that claims to be forgotten, because the hash would not cover it", () => {
    assert.throws(() => contractHash({ amount: "KUDOS:1", $forgotten: { amount: "ABCD" } }), FormatError);
  });

  for (const bad of [
    '{"$forgettable":[]}',
    '{"$forgettable":{"a":1},"a":1}',
    '{"$forgotten":"x"}',
    '{"$forgotten":null}',
  ]) {
    it(`refuses ${bad}`, () => assert.throws(() => contractHash(JSON.parse(bad)), FormatError));
  }

  it("refuses endless nesting", () => {
    const deep: Json = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`);
    assert.throws(() => contractHash(deep), FormatError);
  });
});
