import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dictionary, FormatError, integer, list, object, optional, parseJson, text } from "./codec.ts";

const refused = (read: () => unknown, message: string) =>
  assert.throws(read, (error: unknown) => error instanceof FormatError && error.message === message);

describe("codecs", () => {
  const shape = object({ name: text(5), inner: optional(list(object({ count: integer(0, 9) }), 2)) });

  it("keep what was promised and drop what was not", () => {
    assert.deepEqual(shape.parse({ name: "a", inner: null, other: 1 }), { name: "a" });
    assert.deepEqual(shape.parse({ name: "a", inner: [{ count: 9 }] }), { name: "a", inner: [{ count: 9 }] });
  });

  it("name the place of what is wrong, and never its content", () => {
    refused(() => shape.parse({}), "name: missing");
    refused(() => shape.parse({ name: "secret" }), "name: text longer than 5");
    refused(
      () => shape.parse({ name: "a", inner: [{ count: 1 }, { count: 10 }] }),
      "inner.1.count: not between 0 and 9",
    );
    refused(() => shape.parse({ name: "a", inner: [1, 2, 3] }), "inner: list longer than 2");
    refused(() => parseJson("{"), "not JSON");
    refused(() => parseJson("[1,2]", 3), "JSON longer than 3");
  });

  it("take no member from a prototype and no entry that would become one", () => {
    refused(() => object({ toString: text() }).parse({}), "toString: not a text");
    refused(() => dictionary(text()).parse(JSON.parse('{"__proto__":"x"}')), "an entry named __proto__");
  });

  it("refuse halves of characters, which no hash could take", () => {
    refused(() => text().parse("a\ud800"), "half a character");
    refused(() => dictionary(text()).parse({ "a\ud800": "x" }), "half a character in a name");
    assert.deepEqual(dictionary(text()).parse({ "\u{1f600}": "x" }), { "\u{1f600}": "x" });
    assert.equal(text().parse("a😀"), "a😀");
  });
});
