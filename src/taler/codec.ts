/** Reading JSON that others wrote: what is not exactly as promised is refused, with the place named. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * How one kind of value looks on the wire.
 * `parse` takes untrusted JSON and returns the value in canonical spelling or throws a {@link FormatError};
 * `format` writes a value back. Values are plain JSON themselves (binary stays base32 text, amounts stay
 * text), so a parsed value can be stored, sent to a page and compared as text.
 */
export interface Codec<T> {
  parse(value: unknown): T;
  format(value: T): Json;
}

/** The type of value that a codec reads. */
export type Of<C> = C extends Codec<infer T> ? T : never;

/** Something from outside is not spelled as its document says. The message names the place, never the content. */
export class FormatError extends Error {
  readonly path: string;
  readonly reason: string;

  constructor(reason: string, path = "") {
    super(path === "" ? reason : `${path}: ${reason}`);
    this.name = "FormatError";
    this.reason = reason;
    this.path = path;
  }
}

function within<T>(step: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(error.reason, error.path === "" ? step : `${step}.${error.path}`);
  }
}

/** A codec whose values are written as they are. */
export function plain<T extends Json>(parse: (value: unknown) => T): Codec<T> {
  return { parse, format: (value) => value };
}

/** True or false, nothing that merely looks like it. */
export const yesNo = plain((value) => {
  if (typeof value !== "boolean") throw new FormatError("not a truth value");
  return value;
});

/** Text of at most `max` UTF-16 units. */
export function text(max = 4096): Codec<string> {
  return plain((value) => {
    if (typeof value !== "string") throw new FormatError("not a text");
    if (value.length > max) throw new FormatError(`text longer than ${max}`);
    // JSON can hold halves of characters, which no UTF-8 and no hash can: they would come back as something else.
    if (halfCharacter.test(value)) throw new FormatError("half a character");
    return value;
  });
}

const halfCharacter = /\p{Surrogate}/u;

/** A whole number between `min` and `max`, both included. */
export function integer(min = 0, max = Number.MAX_SAFE_INTEGER): Codec<number> {
  return plain((value) => {
    if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new FormatError("not a whole number");
    if (value < min || value > max) throw new FormatError(`not between ${min} and ${max}`);
    return value;
  });
}

/** A finite number; only `stefan_lin` of `/keys` is one. */
export const real = plain((value) => {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new FormatError("not a number");
  return value;
});

/** One of a few words. */
export function oneOf<const W extends string>(...words: readonly W[]): Codec<W> {
  return plain((value) => {
    const word = words.find((known) => known === value);
    if (word === undefined) throw new FormatError(`not one of ${words.join(", ")}`);
    return word;
  });
}

/** Exactly this word or number. */
export function literal<const V extends string | number | boolean>(expected: V): Codec<V> {
  return plain((value) => {
    if (value !== expected) throw new FormatError(`not ${String(expected)}`);
    return expected;
  });
}

/** A list of at most `max` members. */
export function list<T>(member: Codec<T>, max = 10_000): Codec<readonly T[]> {
  return {
    parse(value) {
      if (!Array.isArray(value)) throw new FormatError("not a list");
      if (value.length > max) throw new FormatError(`list longer than ${max}`);
      return value.map((one, index) => within(String(index), () => member.parse(one)));
    },
    format: (value) => value.map((one) => member.format(one)),
  };
}

/** A map from text to values, with at most `max` entries. */
export function dictionary<T>(member: Codec<T>, max = 1000): Codec<Readonly<Record<string, T>>> {
  return {
    parse(value) {
      const entries = Object.entries(asObject(value));
      if (entries.length > max) throw new FormatError(`more than ${max} entries`);
      // Such a key would be read as the prototype wherever maps are copied member by member.
      if (entries.some(([key]) => key === "__proto__")) throw new FormatError("an entry named __proto__");
      if (entries.some(([key]) => halfCharacter.test(key))) throw new FormatError("half a character in a name");
      return Object.fromEntries(entries.map(([key, one]) => [key, within(key, () => member.parse(one))]));
    },
    format: (value) => Object.fromEntries(Object.entries(value).map(([key, one]) => [key, member.format(one)])),
  };
}

/** A member that may be absent or null (the peer treats both alike). Only meaningful inside {@link object}. */
export interface OptionalCodec<T> extends Codec<T | undefined> {
  readonly optional: true;
}

export function optional<T>(codec: Codec<T>): OptionalCodec<T> {
  return {
    optional: true,
    parse: (value) => (value === undefined || value === null ? undefined : codec.parse(value)),
    format: (value) => (value === undefined ? null : codec.format(value)),
  };
}

type Fields = Readonly<Record<string, Codec<unknown>>>;
type OptionalKeys<F> = { [K in keyof F]: F[K] extends OptionalCodec<unknown> ? K : never }[keyof F];
type Flat<T> = { [K in keyof T]: T[K] };
export type ObjectOf<F> = Flat<
  { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Of<F[K]> } & {
    readonly [K in OptionalKeys<F>]?: Exclude<Of<F[K]>, undefined>;
  }
>;

/** An object with these members; unknown ones are ignored, as the protocol asks. */
export function object<const F extends Fields>(fields: F): Codec<ObjectOf<F>> {
  const entries = Object.entries(fields);
  return {
    parse(value) {
      const given = asObject(value);
      const result: Record<string, unknown> = {};
      for (const [key, codec] of entries) {
        const one = within(key, () => {
          if (!("optional" in codec) && given[key] === undefined) throw new FormatError("missing");
          return codec.parse(Object.hasOwn(given, key) ? given[key] : undefined);
        });
        if (one !== undefined) result[key] = one;
      }
      return result as ObjectOf<F>;
    },
    format(value) {
      const result: Record<string, Json> = {};
      for (const [key, codec] of entries) {
        const one = (value as Record<string, unknown>)[key];
        if (one !== undefined) result[key] = codec.format(one);
      }
      return result;
    },
  };
}

/** Any JSON, kept as it came (raw contract terms, unknown fields of newer versions). */
export const anyJson = plain((value) => {
  if (value === undefined) throw new FormatError("missing");
  return value as Json;
});

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new FormatError("not an object");
  return value as Record<string, unknown>;
}

/**
 * JSON text to an untrusted value, bounded by `max` characters.
 * Throws a {@link FormatError} without quoting the text.
 */
export function parseJson(textOfJson: string, max = 32 * 1024 * 1024): unknown {
  if (textOfJson.length > max) throw new FormatError(`JSON longer than ${max}`);
  try {
    return JSON.parse(textOfJson);
  } catch {
    throw new FormatError("not JSON");
  }
}
