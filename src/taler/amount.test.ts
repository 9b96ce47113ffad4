/** Amounts against the vectors of the C library, and the laws of arithmetic. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  type Amount,
  add,
  amount,
  amountBytes,
  compare,
  currencyOf,
  divide,
  isZero,
  multiply,
  parts,
  roundDown,
  subtract,
  subtractOrUndefined,
  sum,
  zero,
} from "./amount.ts";
import { FormatError } from "./codec.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

const x = (text: string) => amount.parse(`X:${text}`);
const money: fc.Arbitrary<Amount> = fc
  .tuple(fc.nat({ max: 10 ** 12 }), fc.nat({ max: 99_999_999 }))
  .map(([value, fraction]) => x(`${value}.${String(fraction).padStart(8, "0")}`));

type Vector = (typeof protocol.vectors.amount)[number];

/** Does what a vector asks for; the result as text. */
function compute({ in: given }: Vector): string {
  const a = amount.parse(given.a);
  if (given.factor !== undefined) return multiply(a, given.factor);
  if (given.divisor !== undefined) return divide(a, given.divisor);
  if (given.unit !== undefined) return roundDown(a, amount.parse(given.unit));
  return given.op === "add" ? add(a, amount.parse(given.b)) : subtract(a, amount.parse(given.b));
}

describe("amount", () => {
  for (const vector of protocol.vectors.amount) {
    const { id, in: given, out } = vector;
    it(`does ${id} as the C library`, () => {
      if (given.string === undefined) {
        if (out.ok === false) assert.throws(() => compute(vector), RangeError);
        else assert.equal(compute(vector), out.result);
        return;
      }
      if (!out.ok) return assert.throws(() => amount.parse(given.string), FormatError);
      const read = amount.parse(given.string);
      assert.equal(read, out.canonical);
      if (out.nbo_hex === undefined) return;
      assert.equal(Buffer.from(amountBytes(read)).toString("hex"), out.nbo_hex);
      assert.deepEqual(parts(read), { currency: currencyOf(read), value: out.value, fraction: out.fraction });
    });
  }

  it("adds in any order and takes away again", () => {
    fc.assert(
      fc.property(money, money, money, (a, b, c) => {
        assert.equal(add(a, b), add(b, a));
        assert.equal(add(add(a, b), c), add(a, add(b, c)));
        assert.equal(sum("X", [a, b, c]), add(add(a, b), c));
        assert.equal(subtract(add(a, b), b), a);
        assert.equal(add(a, zero("X")), a);
        assert.equal(isZero(subtract(a, a)), true);
      }),
    );
  });

  it("orders as subtraction does", () => {
    fc.assert(
      fc.property(money, money, (a, b) => {
        assert.equal(compare(a, b), -compare(b, a) + 0);
        assert.equal(compare(a, b) >= 0, subtractOrUndefined(a, b) !== undefined);
        assert.equal(compare(a, b) === 0, a === b);
      }),
    );
  });

  it("multiplies as it adds and divides with less than a divisor left", () => {
    fc.assert(
      fc.property(money, fc.integer({ min: 1, max: 50 }), (a, n) => {
        assert.equal(multiply(a, n), sum("X", Array(n).fill(a)));
        assert.equal(divide(multiply(a, n), n), a);
        const left = subtract(a, multiply(divide(a, n), n));
        assert.ok(compare(left, multiply(x("0.00000001"), n)) < 0);
      }),
    );
  });

  it("writes what it reads", () => {
    fc.assert(fc.property(money, (a) => assert.equal(amount.parse(amount.format(a)), a)));
  });

  it("never mixes currencies", () => {
    const [a, b] = [amount.parse("X:1"), amount.parse("Y:1")];
    for (const mix of [add, subtract, subtractOrUndefined, compare, roundDown])
      assert.throws(() => mix(a, b), RangeError);
    assert.throws(() => sum("X", [b]), RangeError);
  });

  it("refuses factors and divisors that are no counts", () => {
    for (const bad of [-1, 0.5, Number.NaN]) assert.throws(() => multiply(x("1"), bad), RangeError);
    for (const bad of [-1, 0, 0.5]) assert.throws(() => divide(x("1"), bad), RangeError);
    assert.throws(() => roundDown(x("1"), x("0")), RangeError);
  });

  it("knows nothing of any currency, but not of a name that is none", () => {
    assert.equal(sum("KUDOS", []), "KUDOS:0");
    assert.throws(() => zero("kudos"), FormatError);
    assert.throws(() => amount.parse(12), FormatError);
    assert.throws(() => amount.parse(`X:${"0".repeat(200)}`), FormatError);
  });
});
