/** Objects of several kinds, told apart by their `type`; kinds of a newer server are kept as they came. */
import { type Codec, FormatError, type Json, type Of } from "./codec.ts";

/** An entry of a kind we do not know. */
interface UnknownEntry {
  readonly type: "UNKNOWN";
  readonly raw: Json;
}

type Kinds = Readonly<Record<string, Codec<{ readonly type: string }>>>;
/** An entry of a kind we know. */
export type Known<K extends Kinds> = { [T in keyof K]: Of<K[T]> }[keyof K];
export type Tagged<K extends Kinds> = Known<K> | UnknownEntry;

/** Reads each kind with its codec, which must read the `type` as well. */
export function tagged<const K extends Kinds>(kinds: K): Codec<Tagged<K>> {
  const isKind = (type: unknown): type is keyof K => typeof type === "string" && Object.hasOwn(kinds, type);
  return {
    parse(value) {
      if (typeof value !== "object" || value === null || !("type" in value)) throw new FormatError("not an entry");
      if (!isKind(value.type)) return { type: "UNKNOWN", raw: value as Json };
      return kinds[value.type]?.parse(value) as Tagged<K>;
    },
    format(value) {
      const entry: Tagged<K> | UnknownEntry = value;
      if ("raw" in entry) return entry.raw as Json;
      const codec = kinds[entry.type];
      if (codec === undefined) throw new FormatError("not an entry");
      return codec.format(entry);
    },
  };
}
