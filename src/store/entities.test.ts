import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import fc from "fast-check";
import { canonicalJson } from "../taler/canonical.ts";
import { type Codec, FormatError, type Json } from "../taler/codec.ts";
import { drawn, rowsOf } from "../testing/arbitrary.ts";
import { dice } from "../testing/dice.ts";
import { schemaByVersion } from "../testing/schemas.ts";
import { localTables, schema } from "./db.ts";
import { entities, entityNamed } from "./entities.ts";
import { checkFacts } from "./entity.ts";
import { openDatabase } from "./open.ts";
import { asStored } from "./stored.ts";
import { isReadable } from "./write-changes.ts";

/** The value with half a character in one of its texts or names, or a fraction or too much in one of its numbers; all of them. */
function spoilt(value: Json): readonly Json[] {
  if (typeof value === "number") return [value + 0.5, 2 ** 53];
  if (typeof value === "string") {
    const places = [0, Math.ceil(value.length / 2), value.length];
    return places.map((at) => `${value.slice(0, at)}\ud800${value.slice(at)}`);
  }
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => spoilt(one).map((odd) => value.with(index, odd)));
  }
  const entries = Object.entries(value);
  return [
    ...entries.flatMap(([name, one]) => spoilt(one).map((odd) => ({ ...value, [name]: odd }))),
    ...entries.map(([name, one]) => ({ ...value, [`${name}\ud800`]: one })),
  ];
}

/** True when the codec refuses the value, or what it makes of it can be spelled. */
function isHarmless(codec: Codec<unknown>, value: Json): boolean {
  let accepted: unknown;
  try {
    accepted = codec.parse(value);
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error));
    return true;
  }
  return hasSpelling(accepted as Json);
}

function hasSpelling(value: Json): boolean {
  try {
    return canonicalJson(value) !== "";
  } catch {
    return false;
  }
}

/** True when the codec takes nothing but one value, whatever is offered instead. */
function hasOneValue(codec: Codec<unknown>): boolean {
  const values = Array.from({ length: 200 }, (_, seed) => canonicalJson(drawn(codec, dice(seed)) as Json));
  return new Set(values).size === 1;
}

for (const entity of entities) {
  const rows = rowsOf(entity);

  describe(`entity ${entity.name}`, () => {
    it("is found by its name, which is no name of a local table", () => {
      assert.equal(entityNamed(entity.name), entity);
      assert.ok(!Object.hasOwn(localTables, entity.name));
    });

    it("has rows that survive being written and read", () => {
      fc.assert(
        fc.property(rows, (row) => {
          const read = JSON.parse(canonicalJson(row as unknown as Json));
          assert.deepEqual(read, row);
          assert.ok(isReadable(entity, read));
          assert.deepEqual(checkFacts(entity, read.facts), row.facts);
        }),
      );
    });

    it("has random rows that tell of every fact, and not always the same", () => {
      const sampled = fc.sample(rows, { numRuns: 60, seed: 1 });
      for (const [name, { law, stored }] of Object.entries(entity.fields)) {
        if (law === undefined) continue;
        const told = sampled.flatMap(({ facts }) => (facts[name] === undefined ? [] : [canonicalJson(facts[name])]));
        assert.ok(told.length > 0, `nothing was ever said of ${name}`);
        assert.ok(new Set(told).size > 1 || hasOneValue(stored), `${name} was never different`);
      }
    });

    it("keeps facts of newer versions as they are", () => {
      fc.assert(
        fc.property(rows, fc.jsonValue(), (row, novelty) => {
          const facts = { ...row.facts, novelty };
          assert.deepEqual(checkFacts(entity, facts as never), facts);
        }),
      );
    });

    it("accepts nothing that has no canonical spelling, so that no server can put it into a document", () => {
      fc.assert(
        fc.property(rows, ({ key, facts }) => {
          for (const odd of spoilt(key)) assert.ok(isHarmless(entity.key, odd), JSON.stringify(odd));
          for (const [name, fact] of Object.entries(facts)) {
            const codec = entity.fields[name]?.stored ?? assert.fail(name);
            for (const odd of spoilt(fact)) assert.ok(isHarmless(codec, odd), `${name}: ${JSON.stringify(odd)}`);
          }
        }),
      );
    });

    it("has index columns that the database can order", () => {
      fc.assert(
        fc.property(rows, (row) => {
          const { ix } = asStored(entity, row, 1);
          for (const column of Object.values(ix)) assert.ok(typeof column === "string" || Number.isFinite(column));
        }),
      );
    });

    it("refuses a row without one of its fixed facts", () => {
      const required = Object.keys(entity.fields).filter((name) => entity.fields[name]?.kind === "fixed");
      fc.assert(
        fc.property(rows, ({ facts }) => {
          for (const name of required) {
            const { [name]: _, ...rest } = facts;
            assert.throws(() => checkFacts(entity, rest), { path: name });
          }
        }),
        { numRuns: 10 },
      );
    });
  });
}

describe("the schema of the database", () => {
  it("is that of its version", async () => {
    const db = await openDatabase("test", { indexedDB: new IDBFactory(), IDBKeyRange });
    const known = schemaByVersion[db.verno];
    assert.ok(known, "a new version of the database has its schema written down here");
    assert.deepEqual(schema(), known, "another schema needs another version of the database");
    const opened = db.tables.map(({ name, schema }) => {
      return [name, [schema.primKey, ...schema.indexes].map(({ src }) => src).join(",")];
    });
    assert.deepEqual(Object.fromEntries(opened), known);
  });
});
