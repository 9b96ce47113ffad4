/** A document comes back as it was written, and what does not belong to the wallet is refused by name. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Problem, WalletError } from "../api/problems.ts";
import { highestCount, highestLead } from "../store/clock.ts";
import { entities } from "../store/entities.ts";
import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import { utf8 } from "../taler/hash.ts";
import {
  deviceA,
  deviceB,
  docWith,
  emptyDoc,
  emptySet,
  sampleCoin,
  sampleExchange,
  sampleText,
  sampleWallet,
  spoiled,
} from "../testing/documents.ts";
import type { Doc } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";

function problemOf(bytes: Uint8Array, time?: number): Problem {
  try {
    readDocument(bytes, sampleWallet, time);
  } catch (error) {
    assert.ok(error instanceof WalletError, String(error));
    return error.problem;
  }
  throw new assert.AssertionError({ message: "it was read" });
}

describe("a document", () => {
  const json = fc
    .jsonValue({ maxDepth: 3, noUnicodeString: false })
    .map((value) => JSON.parse(JSON.stringify(value), whole));
  const whole = (_: string, value: unknown) => (typeof value === "number" ? Math.trunc(value % 2 ** 53) || 0 : value);
  const stamp = fc.oneof(
    fc.record({ count: fc.integer({ min: 1, max: 10 }), device: fc.constant(deviceA) }, { noNullPrototype: true }),
    fc.record({ count: fc.integer({ min: 1, max: 20 }), device: fc.constant(deviceB) }, { noNullPrototype: true }),
  );
  const counts = fc.dictionary(fc.constantFrom(deviceA, deviceB), fc.integer({ min: 0, max: 10 }), {
    noNullPrototype: true,
  });
  const name = fc.string({ minLength: 1, maxLength: 10, unit: "grapheme" }).filter((one) => one !== "__proto__");
  const knownField = fc.constantFrom(...entities.flatMap(({ fields }) => Object.keys(fields)));
  const row = fc.record(
    {
      key: name,
      ins: stamp,
      del: stamp,
      saw: counts,
      worth: counts,
      facts: fc.dictionary(fc.oneof(name, knownField), json, { noNullPrototype: true }),
    },
    { requiredKeys: ["key", "ins", "facts"], noNullPrototype: true },
  );
  const tombstone = fc.record(
    { key: name.map((one) => `†${one}`), del: stamp, saw: counts, since: fc.integer({ min: 1, max: 7 }) },
    { requiredKeys: ["key", "del", "since"], noNullPrototype: true },
  );
  const byKey = (x: { key: string }, y: { key: string }) => (x.key < y.key ? -1 : 1);
  const sortedBy = <T extends { key: string }>(one: fc.Arbitrary<T>) =>
    fc.uniqueArray(one, { selector: ({ key }) => key, maxLength: 5 }).map((all) => all.sort(byKey));
  const set = fc.record(
    {
      laws: fc.dictionary(name, fc.constantFrom("fixed", "union", { mapOf: "highest" }), { noNullPrototype: true }),
      rows: sortedBy(row),
      tombstones: sortedBy(tombstone),
      unread: fc.array(fc.integer(), { maxLength: 2 }),
    },
    { noNullPrototype: true },
  );
  const sets = fc.dictionary(
    fc.oneof(
      name.map((one) => `set ${one}`),
      fc.constantFrom(...entities.map((one) => one.name)),
    ),
    set,
    { noNullPrototype: true, maxKeys: 4 },
  );

  it("comes back as it was, whatever its facts are, sets of other versions included", () => {
    fc.assert(
      fc.property(sets, fc.nat(9), (given, minor) => {
        const doc = { ...emptyDoc, version: { major: 1, minor }, sets: given as unknown as Doc["sets"] };
        const bytes = writeDocument(doc);
        assert.deepEqual(readDocument(bytes, sampleWallet).doc, doc);
        assert.deepEqual(writeDocument(readDocument(bytes, sampleWallet).doc), bytes);
      }),
    );
  });

  it("comes back in the order and spelling that it has one of, whatever order its members came in", () => {
    const doc = docWith({
      coins: { laws: { sig: "fixed" }, rows: [sampleCoin(1), sampleCoin(2)] },
      exchanges: { rows: [sampleExchange] },
    });
    const bytes = spoiled(doc, ({ sets }) => {
      const { coins, exchanges } = sets as Record<string, { rows: Json[] }>;
      return { sets: { exchanges, coins: { ...coins, rows: [...(coins?.rows ?? [])].reverse() } } };
    });
    assert.deepEqual(readDocument(bytes, sampleWallet), { doc, unread: [] });
    assert.deepEqual(writeDocument(readDocument(bytes, sampleWallet).doc), writeDocument(doc));
  });

  it("is canonical JSON: equal documents are equal bytes", () => {
    const doc = docWith({ coins: { rows: [sampleCoin(1)] } });
    const { sets, wallet, ...rest } = doc;
    assert.deepEqual(writeDocument({ sets, wallet, ...rest }), writeDocument(doc));
    const written = new TextDecoder().decode(writeDocument(doc));
    assert.equal(written, canonicalJson(JSON.parse(written)));
    assert.match(
      written,
      /^\{"clocks":.*"format":"satchel-backup",.*"version":\{"major":1,"minor":0\},"wallet":"[0-9A-Z]{52}"\}$/,
    );
  });

  it("is refused when it is none of ours", () => {
    const code = "notABackup";
    for (const other of [
      "[]",
      "null",
      '"satchel-backup"',
      "{}",
      '{"format":"something"}',
      '{"format":"satchel-backup"}',
    ]) {
      assert.equal(problemOf(utf8(other)).code, code, other);
    }
    assert.equal(problemOf(spoiled(emptyDoc, () => ({ version: { major: 0, minor: 1 } }))).code, code);
  });

  it("is refused by name when a newer format wrote it, whatever else is in it", () => {
    const newer = { format: "satchel-backup", version: { major: 2, minor: 0, patch: "x" }, rooms: [] };
    assert.deepEqual(problemOf(utf8(JSON.stringify(newer))), { code: "backupTooNew", detail: "format 2" });
  });

  it("is refused when it is another wallet's", () => {
    const other = { ...emptyDoc, wallet: sampleText("other", 32) };
    assert.deepEqual(problemOf(writeDocument(other)), { code: "backupOfOtherWallet" });
  });

  it("is refused as damaged, naming the place and nothing of the content", () => {
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [utf8("SECRET"), "not JSON"],
      [Uint8Array.of(0x22, 0xff, 0x22), "not UTF-8"],
      [spoiled(emptyDoc, () => ({ revision: 0 })), `revision: not between 1 and ${highestCount}`],
      [spoiled(emptyDoc, () => ({ revision: 1.5 })), "revision: not a whole number"],
      [spoiled(emptyDoc, () => ({ clocks: { [deviceA]: 8 } })), "clocks: a revision to come"],
      [
        spoiled(emptyDoc, () => ({ clocks: { [deviceA]: -1 } })),
        `clocks.${deviceA}: not between 0 and ${highestCount}`,
      ],
      [spoiled(emptyDoc, () => ({ counts: { [deviceA]: 2 ** 53 } })), `counts.${deviceA}: not a whole number`],
      [spoiled(emptyDoc, () => ({ counts: { constructor: 1 } })), "counts: a name that is in every map"],
      [spoiled(emptyDoc, () => ({ clocks: { toString: 1 } })), "clocks: a name that is in every map"],
      [spoiled(emptyDoc, () => ({ previous: ["SECRET"] })), "previous.0: not 64 bytes of base32"],
      [
        spoiled(emptyDoc, () => ({ previous: Array(65).fill(sampleText("hash", 64)) })),
        "previous: list longer than 64",
      ],
      [spoiled(emptyDoc, () => ({ sets: [] })), "sets: not an object"],
      [spoiled(emptyDoc, () => ({ sets: { coins: { rows: "SECRET" } } })), "sets.coins.laws: missing"],
      [spoiled(emptyDoc, () => ({ sets: { coins: { ...emptySet, rows: "SECRET" } } })), "sets.coins.rows: not a list"],
    ];
    for (const [bytes, detail] of cases) assert.deepEqual(problemOf(bytes), { code: "backupDamaged", detail });
  });

  it("is refused when its counts are so far ahead that they would win for ever", () => {
    const ahead = { ...emptyDoc, counts: { [deviceA]: highestLead + 5 } };
    assert.deepEqual(problemOf(writeDocument(ahead)), { code: "backupDamaged", detail: "counts: too far ahead" });
    assert.equal(problemOf(writeDocument(ahead), 4).code, "backupDamaged");
    assert.deepEqual(readDocument(writeDocument(ahead), sampleWallet, 5).doc, ahead);
  });

  it("is neither written nor read beyond the bounds", () => {
    const many = Array.from({ length: 250_001 }, () => 0);
    const tooLarge = { code: "backupTooLarge", detail: "250001 members" };
    assert.deepEqual(problemOf(spoiled(emptyDoc, () => ({ sets: { coins: { ...emptySet, rows: many } } }))), tooLarge);
    assert.throws(() => writeDocument(docWith({ coins: { unread: many } })), /backupTooLarge/);
    const halves = Object.fromEntries(["x", "y", "z"].map((one) => [one, { unread: many.slice(0, 200_000) }]));
    assert.throws(() => writeDocument(docWith(halves)), /backupTooLarge: 600000 members/);
    const mapOf = <T>(size: number, value: T) =>
      Object.fromEntries(Array.from({ length: size }, (_, i) => [`x${i}`, value]));
    for (const beyond of [
      { ...emptyDoc, counts: mapOf(10_001, 1) },
      docWith(mapOf(201, {})),
      docWith({ coins: { laws: mapOf(1001, "fixed" as const) } }),
    ]) {
      assert.throws(() => writeDocument(beyond), /backupTooLarge/);
      assert.equal(problemOf(utf8(JSON.stringify({ format: "satchel-backup", ...beyond }))).code, "backupDamaged");
    }
    assert.deepEqual(problemOf(new Uint8Array(2 ** 27 + 1)), {
      code: "backupTooLarge",
      detail: "134217729 bytes of document",
    });
  });
});
