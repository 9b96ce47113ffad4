/** Random deeds on rows of every kind: each fact of the table is told, by its law, and few values and keys often meet. */
import { type Deed, insert, learn, remove } from "../store/deed.ts";
import type { Entity } from "../store/entity.ts";
import type { Codec, Json } from "../taler/codec.ts";
import { drawn } from "./arbitrary.ts";
import { dice } from "./dice.ts";
import { type Writer, weighted } from "./random-history.ts";

type Roll = (sides: number) => number;
type Given = Readonly<Record<string, Json>>;

/** So many keys of one kind, and values of one fact. */
const mostKeys = 2;
const mostValues = 4;

/** What may be told of rows of one kind. */
interface Vocabulary {
  readonly entity: Entity;
  readonly keys: readonly string[];
  /** By the name of the fact, as one tells it: without the stamp that the store adds. */
  readonly valuesByFact: ReadonlyMap<string, readonly Json[]>;
}

function vocabularyOf(entity: Entity): Vocabulary {
  const values = (codec: Codec<unknown>, count: number) => {
    const drawnOnes = Array.from({ length: 8 * count }, (_, seed) => drawn(codec, dice(seed)) as Json);
    const bySpelling = new Map(drawnOnes.map((one) => [JSON.stringify(one), one]));
    return [...bySpelling.values()].slice(0, count);
  };
  const given = (kind: string, value: Json) =>
    kind === "latest" ? (value as { readonly value: Json }).value : fromOfOld(value);
  const facts = Object.entries(entity.fields).map(([name, { kind, stored }]) => {
    const told = values(stored, mostValues).map((value) => given(kind, value));
    return [name, told] as const;
  });
  return { entity, keys: values(entity.key, mostKeys) as string[], valuesByFact: new Map(facts) };
}

/** Stamps that stand in facts, as in claims of slots, are older than all deeds here: no counts are without them. */
const fromOfOld = (value: Json): Json =>
  JSON.parse(JSON.stringify(value), (name, inner) =>
    name === "at" && typeof inner === "object" ? { ...inner, count: 0 } : inner,
  );

const pick = <T>(list: readonly T[], roll: Roll): T => list[roll(list.length)] as T;

/** What is known from the start, and some of what may be. */
function firstFacts({ entity, valuesByFact }: Vocabulary, roll: Roll): Given {
  const told = [...valuesByFact].filter(([name]) => entity.fields[name]?.kind === "fixed" || roll(3) === 0);
  return Object.fromEntries(told.map(([name, values]) => [name, pick(values, roll)]));
}

function news({ valuesByFact }: Vocabulary, roll: Roll): Given {
  const [name, values] = pick([...valuesByFact], roll);
  return { [name]: pick(values, roll) };
}

/** Somebody who does things to rows of these kinds, as often as others do them to things. */
export function writerOf(entities: readonly Entity[]): Writer {
  const vocabularies = entities.map(vocabularyOf);
  return (world, device, roll) => {
    const vocabulary = pick(vocabularies, roll);
    const { entity, keys } = vocabulary;
    const key = pick(keys, roll);
    const deeds: readonly (readonly [number, () => Deed])[] = [
      [14, () => insert(entity, key, firstFacts(vocabulary, roll) as never)],
      [11, () => learn(entity, key, news(vocabulary, roll) as never)],
      [10, () => remove(entity, key)],
    ];
    const deed = weighted(deeds, roll)();
    if (!world.do(device, deed)) return undefined;
    return `${device.name} ${deed.verb} ${entity.name} ${key.slice(0, 12)} ${JSON.stringify(deed.facts)}`;
  };
}
