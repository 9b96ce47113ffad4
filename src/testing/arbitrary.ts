/** Random values of any codec and random rows of any entity, found by letting the codec complain until it is content. */
import fc from "fast-check";
import type { Counts, Stamp } from "../store/clock.ts";
import { coinKey } from "../store/entities/coin.ts";
import type { Entity } from "../store/entity.ts";
import { rowOf } from "../store/join.ts";
import { isPresent, type Membership } from "../store/row.ts";
import { type Codec, FormatError, type Json } from "../taler/codec.ts";
import { textOf } from "../taler/crockford.ts";
import { dice } from "./dice.ts";

/** Draws one of a few values, so that two draws often meet. */
type Draw = <T>(...choices: readonly T[]) => T;

/** Each complaint of a codec, and values that meet it. */
const remedies: readonly (readonly [RegExp, (draw: Draw, ...found: string[]) => Json])[] = [
  [/^missing$/, (draw) => draw(false, true)],
  [/^not an object$/, (draw) => draw<Json>({}, { a: false }, { a: false, b: false })],
  [/^not a list$/, (draw) => draw<Json>([], [false], [false, true])],
  [/^not a text$/, (draw) => draw("a", "b", "")],
  [/^not a truth value$/, (draw) => draw(false, true)],
  [/^not a whole number$/, (draw) => draw(0, 1, 2, 3)],
  [/^not between (-?\d+) and (\d+)$/, (draw, min) => Number(min) + draw(0, 1, 2)],
  [/^not one of (.+)$/, (draw, words = "") => draw(...words.split(", "))],
  [/^not (\d+) bytes of base32$/, (draw, size) => textOf(new Uint8Array(Number(size)).fill(draw(0, 1, 2)))],
  [/^not (a length of )?base32$/, (draw) => textOf(new Uint8Array(4).fill(draw(0, 1, 2)))],
  [/^not an amount$/, (draw) => draw("KUDOS:0", "KUDOS:1", "KUDOS:2.5")],
  [/^not a currency$/, (draw) => draw("KUDOS", "EUR")],
  [/^not a moment$/, (draw) => draw<Json>(0, 1, "never")],
  [/^not a (base URL|web address)$/, (draw) => draw("https://a.example/", "https://b.example/")],
  [/^not an account address$/, (draw) => `payto://x-taler-bank/bank.example/${draw("a", "b")}?receiver-name=A`],
  [
    /^not a coin's name$/,
    (draw) => coinKey({ source: draw("w", "r"), of: digits(52), index: draw(0, 1), denom: digits(103) }),
  ],
  [/^not an auditor's name$/, (draw) => `${draw("KUDOS", "EUR")}/${digits(52)}`],
  [/^not the name of a spend$/, (draw) => draw(`p:${digits(103)}:${digits(52)}`, `m:${digits(103)}`)],
];
const digits = (length: number) => "0".repeat(length);

/** A value that `codec` reads, in canonical spelling. Throws when it complains in a way that nothing above mends. */
export function drawn<T>(codec: Codec<T>, roll: (sides: number) => number): T {
  const draw: Draw = (...choices) => choices[roll(choices.length)] as (typeof choices)[0];
  return withoutTraces(() => {
    const whole = mended(codec, false, draw);
    const optional = absentMembers(codec, whole).filter(() => draw(false, true));
    const more = optional.reduce<Json>((value, path) => put(value, path, false), whole);
    return codec.parse(mended(codec, more, draw));
  });
}

const valuesOf = <T>(codec: Codec<T>): fc.Arbitrary<T> => fc.nat().map((seed) => drawn(codec, dice(seed)));

/** Thousands of complaints are thrown, and nobody asks where from: that would cost most of the time of such a test. */
function withoutTraces<T>(deed: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return deed();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function mended(codec: Codec<unknown>, first: Json, draw: Draw): Json {
  let value = first;
  for (let tries = 0; tries < 1000; tries++) {
    try {
      codec.parse(value);
      return value;
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      value = put(value, error.path === "" ? [] : error.path.split("."), remedy(error.reason, draw));
    }
  }
  throw new Error("a codec that is never content");
}

function remedy(reason: string, draw: Draw): Json {
  for (const [complaint, mend] of remedies) {
    const found = complaint.exec(reason);
    if (found) return mend(draw, ...found.slice(1));
  }
  throw new Error(`nothing mends "${reason}"`);
}

function put(value: Json, [step, ...path]: readonly string[], part: Json): Json {
  if (step === undefined) return part;
  if (Array.isArray(value))
    return value.map((one: Json, index) => (String(index) === step ? put(one, path, part) : one));
  const map = value as { readonly [key: string]: Json };
  return { ...map, [step]: put(map[step] ?? false, path, part) };
}

/** Where the codec looks for members that are not there: those are optional. */
function absentMembers(codec: Codec<unknown>, value: Json): readonly (readonly string[])[] {
  const absent: (readonly string[])[] = [];
  const watched = (one: Json, path: readonly string[]): Json => {
    if (typeof one !== "object" || one === null) return one;
    const inner = Object.entries(one).map(([key, part]) => [key, watched(part, [...path, key])] as const);
    const copy = Array.isArray(one) ? inner.map(([, part]) => part) : Object.fromEntries(inner);
    return new Proxy(copy, {
      getOwnPropertyDescriptor(target, key) {
        if (typeof key === "string" && !Object.hasOwn(target, key)) absent.push([...path, key]);
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    });
  };
  codec.parse(watched(value, []));
  return absent;
}

const devices = ["A", "B", "C"] as const;
export const anyStamp: fc.Arbitrary<Stamp> = plainRecord({
  count: fc.integer({ min: 1, max: 4 }),
  device: fc.constantFrom(...devices),
});
export const someCounts: fc.Arbitrary<Counts> = fc.dictionary(
  fc.constantFrom(...devices),
  fc.integer({ min: 1, max: 4 }),
  {
    maxKeys: 3,
    noNullPrototype: true,
  },
);

/** Facts of an entity: those that are fixed, and some of the others. */
function factsOf(entity: Entity): fc.Arbitrary<Membership["facts"]> {
  const told = Object.entries(entity.fields).filter(([, { law }]) => law !== undefined);
  const values = Object.fromEntries(told.map(([name, { stored }]) => [name, valuesOf(stored as Codec<Json>)]));
  const requiredKeys = told.filter(([, { kind }]) => kind === "fixed").map(([name]) => name);
  return fc.record(values, { requiredKeys, noNullPrototype: true });
}

/** A row that is there. */
export function rowsOf(entity: Entity, key = valuesOf(entity.key)): fc.Arbitrary<Membership> {
  const parts = plainRecord({ del: fc.option(anyStamp, { nil: undefined }), saw: someCounts, worth: someCounts });
  return fc
    .tuple(key, anyStamp, parts, factsOf(entity))
    .map(([name, ins, membership, facts]) => rowOf(name, ins, membership, facts))
    .filter(isPresent);
}

function plainRecord<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true });
}

/** Every stamp in a row, those inside its facts included. */
export function stampsIn(value: unknown): readonly Stamp[] {
  if (typeof value !== "object" || value === null) return [];
  const { count, device } = value as Partial<Stamp>;
  if (typeof count === "number" && typeof device === "string") return [{ count, device }];
  return Object.values(value).flatMap(stampsIn);
}
