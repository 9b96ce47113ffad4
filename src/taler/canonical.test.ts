/** Equal values are equal texts, spelled as the reference spells them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { canonicalJson } from "./canonical.ts";
import { FormatError, type Json } from "./codec.ts";
import vectors from "./vectors/protocol.json" with { type: "json" };

const wholeNumbers = fc.maxSafeInteger();
const wholeText = fc.string({ unit: "binary" });
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    wholeNumbers,
    wholeText,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(wholeText, tie("value"), { maxKeys: 5 }),
  ),
})).value;

describe("canonicalJson", () => {
  for (const { id, in: given, out } of vectors.vectors.contract_hash) {
    const { canonical_utf8_hex: hex } = out as { canonical_utf8_hex?: string };
    if (hex === undefined) continue;
    it(`spells ${id} as the reference does`, () => {
      const text = canonicalJson(JSON.parse((given as { json_text: string }).json_text));
      assert.equal(Buffer.from(text, "utf8").toString("hex"), hex);
    });
  }

  it("keeps the value and forgets the order of its members", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
        assert.equal(canonicalJson(backwards(value)), text);
      }),
    );
  });

  it("sorts members by the bytes of their names", () => {
    fc.assert(
      fc.property(fc.uniqueArray(wholeText, { maxLength: 6 }), (keys) => {
        const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
        const byBytes = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        assert.equal(text, `{${byBytes.map((key) => `${JSON.stringify(key)}:0`).join(",")}}`);
      }),
    );
  });

  it("puts a rare character after a common one, as their bytes do", () => {
    assert.equal(
      canonicalJson({ "\u{1f600}": 1, "\uffee": 2, "9": 3, "10": 4 }),
      '{"10":4,"9":3,"\uffee":2,"\u{1f600}":1}',
    );
  });

  it("sorts members that are called like numbers as names, wherever they stand", () => {
    const text = '[{"10":3,"9":2,"b":{"1":0,"c":0}}]';
    assert.equal(canonicalJson(JSON.parse('[{"b":{"c":0,"1":0},"9":2,"10":3}]')), text);
    assert.equal(canonicalJson(JSON.parse(text)), text);
  });

  it("keeps a member that is called like an inner part of JavaScript", () => {
    assert.equal(canonicalJson(JSON.parse('{"__proto__":{"a":1}}')), '{"__proto__":{"a":1}}');
    const last = '{"\\"":[{"__proto__":{"a":1,"b":2},"a":2}]}';
    assert.equal(canonicalJson(JSON.parse('{"\\"":[{"a":2,"__proto__":{"b":2,"a":1}}]}')), last);
  });

  it("leaves what it spells as it was", () => {
    const value = { b: [{ d: 1, c: 2 }], a: 0 };
    canonicalJson(value);
    assert.equal(JSON.stringify(value), '{"b":[{"d":1,"c":2}],"a":0}');
  });

  const deep = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`);
  const refused: Readonly<Record<string, unknown>> = {
    "a fraction": [1.5],
    "no number": Number.NaN,
    "a number that JSON cannot hold exactly": 2 ** 53,
    "half a character": "a\ud83d",
    "half a character in a name": { "\ude00": 1 },
    "a member without a value": { a: undefined },
    "endless nesting": deep,
  };
  for (const [name, value] of Object.entries(refused)) {
    it(`refuses ${name}`, () => assert.throws(() => canonicalJson(value as Json), FormatError));
  }
});

function backwards(value: Json): Json {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, one]) => [key, backwards(one)]));
}
