/** One bad member of a set stops no other: it is set aside with the reason, and handed on as it came. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
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
  sampleWallet,
  spoiled,
} from "../testing/documents.ts";
import type { DocTombstone } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";

/** Reads a set with this as one of its rows (or tombstones) beside a good one; returns why it was set aside. */
function reasonFor(set: string, member: Json, part: "rows" | "tombstones" | "unread" = "rows"): string {
  const good = docWith({ coins: { rows: [sampleCoin(1)] }, strange: { rows: [{ ...sampleCoin(1), key: "good" }] } });
  const bytes = spoiled(good, ({ sets }) => {
    const sound = (sets as Record<string, Record<string, Json[]>>)[set] ?? {};
    return { sets: { ...(sets as object), [set]: { ...sound, [part]: [...(sound[part] ?? []), member] } } };
  });
  const { doc, unread } = readDocument(bytes, sampleWallet);
  assert.equal(doc.sets[set]?.rows.length, 1, "the good row was not read");
  assert.deepEqual(
    doc.sets[set]?.unread,
    unread.map((one) => one.raw),
  );
  assert.equal(unread.length, 1, "the bad one was");
  assert.equal(unread[0]?.set, set);
  return unread[0]?.reason ?? "";
}

describe("a bad member", () => {
  const raw = (row: object) => JSON.parse(JSON.stringify(row)) as Record<string, Json>;
  const tomb: DocTombstone = { key: sampleCoin(2).key, del: { count: 5, device: deviceA }, since: 2 };

  it("is set aside with the reason, and the rest is read", () => {
    const cases: readonly (readonly [string, Json, string])[] = [
      ["coins", "SECRET", "not an object"],
      ["coins", raw({ ...sampleCoin(2), facts: [] }), "facts: not an object"],
      ["coins", raw({ ...sampleCoin(2), ins: { count: 11, device: deviceA } }), "a stamp that the counts do not cover"],
      ["coins", raw({ ...sampleCoin(2), ins: { count: 1, device: "C" } }), "a stamp that the counts do not cover"],
      ["coins", raw({ ...sampleCoin(2), del: { count: 21, device: deviceB } }), "a stamp that the counts do not cover"],
      ["coins", raw({ ...sampleCoin(2), saw: { [deviceA]: 11 } }), "a stamp that the counts do not cover"],
      ["coins", raw({ ...sampleCoin(2), worth: { [deviceA]: 11 } }), "a stamp that the counts do not cover"],
      ["coins", raw({ ...sampleCoin(2), ins: { count: 2 ** 53, device: deviceA } }), "not canonical JSON"],
      ["coins", raw({ ...sampleCoin(2), key: 7 }), "key: not a text"],
      ["coins", raw({ ...sampleCoin(2), key: "half \ud800" }), "not canonical JSON"],
      ["coins", raw({ ...sampleCoin(2), facts: { sig: 0.5 } }), "not canonical JSON"],
      ["coins", raw({ ...sampleCoin(2), facts: { sig: "half \ud800" } }), "not canonical JSON"],
      ["coins", raw({ ...sampleCoin(2), facts: { "half \udc00": 1 } }), "not canonical JSON"],
      ["coins", raw({ ...sampleCoin(2), facts: { sig: { deep: [{ deeper: 2 ** 53 }] } } }), "not canonical JSON"],
      ["coins", raw(sampleCoin(1)), "its key is there twice"],
      ["strange", raw({ ...sampleCoin(1), key: "bad", facts: { half: "\ud800" } }), "not canonical JSON"],
      ["strange", { key: "bad" }, "ins: missing"],
    ];
    for (const [set, member, reason] of cases) assert.equal(reasonFor(set, member), reason);
    assert.equal(reasonFor("coins", raw({ ...tomb, since: 8 }), "tombstones"), "since: a revision to come");
    assert.equal(reasonFor("coins", raw({ ...tomb, since: 0 }), "tombstones").slice(0, 15), "since: not betw");
    assert.equal(reasonFor("coins", raw({ ...tomb, key: sampleCoin(1).key }), "tombstones"), "its key is there twice");
    assert.equal(reasonFor("coins", "still not understood", "unread"), "not an object");
  });

  it("is one whose change of a value has a stamp from nowhere, of known fields and of unknown ones", () => {
    const from = (count: number) => ({ value: "KUDOS", at: { count, device: deviceB } });
    const rows = [
      { ...sampleExchange, facts: { currency: from(21) } },
      { ...sampleExchange, key: "https://b.example.com/", facts: { later: from(21) } },
      { ...sampleExchange, key: "https://c.example.com/", facts: { later: from(20), currency: from(20) } },
    ];
    const bytes = writeDocument(docWith({ exchanges: { laws: { later: "latest" }, rows } }));
    const { doc, unread } = readDocument(bytes, sampleWallet);
    assert.deepEqual(doc.sets.exchanges?.rows, rows.slice(2));
    assert.deepEqual(unread.map((one) => one.reason).sort(), [
      "currency: a stamp that the counts do not cover",
      "later: a stamp that the counts do not cover",
    ]);
  });

  it("is one that claims a slot at a moment from nowhere, which nobody could ever follow", () => {
    const claiming = (count: number) => ({
      key: deviceA,
      ins: { count: 1, device: deviceA },
      facts: { joinedAt: 1, slots: [{ slot: 3, at: { count, device: deviceB } }] },
    });
    const read = (count: number) =>
      readDocument(writeDocument(docWith({ devices: { rows: [claiming(count)] } })), sampleWallet);
    assert.deepEqual(read(20).unread, []);
    assert.deepEqual(
      read(21).unread.map((one) => one.reason),
      ["slots: a stamp that the counts do not cover"],
    );
  });

  it("keeps its key known, so that nothing is concluded from its absence", () => {
    const bad = raw({ ...sampleCoin(2), facts: "????????" });
    const { unread } = readDocument(
      spoiled(emptyDoc, () => ({ sets: { coins: { ...emptySet, rows: [bad] } } })),
      sampleWallet,
    );
    assert.deepEqual(unread, [{ set: "coins", key: sampleCoin(2).key, raw: bad, reason: "facts: not an object" }]);
  });

  it("is handed on as it came, and tried again by every version", () => {
    const bad = raw({ ...sampleCoin(2), facts: "????????" });
    const once = readDocument(
      spoiled(emptyDoc, () => ({ sets: { coins: { ...emptySet, rows: [bad] } } })),
      sampleWallet,
    ).doc;
    const twice = readDocument(writeDocument(once), sampleWallet);
    assert.deepEqual(twice.doc, once);
    assert.deepEqual(twice.doc.sets.coins?.unread, [bad]);
    const understood = docWith({
      coins: { rows: [sampleCoin(3)], unread: [raw(sampleCoin(2)), raw({ ...tomb, key: sampleCoin(1).key })] },
    });
    const { doc, unread } = readDocument(writeDocument(understood), sampleWallet);
    assert.deepEqual(unread, []);
    assert.deepEqual(doc.sets.coins?.rows, [sampleCoin(2), sampleCoin(3)]);
    assert.deepEqual(doc.sets.coins?.tombstones, [{ ...tomb, key: sampleCoin(1).key }]);
  });

  it("is joined with what there is of its key by now, once it is understood", () => {
    const [old, dead] = [sampleCoin(2), sampleCoin(3)];
    const renewed = { ...old, ins: { count: 6, device: deviceA }, worth: { [deviceA]: 6 } };
    const buried = { ...tomb, key: dead.key };
    const { doc, unread } = readDocument(
      writeDocument(
        docWith({
          coins: { rows: [old], tombstones: [buried], unread: [raw(renewed), raw(dead), raw({ ...buried, since: 4 })] },
        }),
      ),
      sampleWallet,
    );
    assert.deepEqual(unread, []);
    assert.deepEqual(doc.sets.coins?.rows, [renewed, dead]);
    assert.deepEqual(doc.sets.coins?.tombstones, [{ ...buried, since: 4 }], "what stands there later is told longer");
  });

  it("without a canonical spelling is handed on as text", () => {
    const bad = raw({ ...sampleCoin(2), facts: { sig: "0", other: 0.5 } });
    const bytes = spoiled(emptyDoc, () => ({ sets: { coins: { ...emptySet, rows: [bad] } } }));
    const { doc } = readDocument(bytes, sampleWallet);
    assert.deepEqual(doc.sets.coins?.unread, [{ key: sampleCoin(2).key, text: JSON.stringify(bad) }]);
    assert.deepEqual(readDocument(writeDocument(doc), sampleWallet).doc, doc);
  });

  it("nested without end is no trouble for anyone else", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const withRow = (member: string) =>
      utf8(
        new TextDecoder()
          .decode(writeDocument(docWith({ coins: { rows: [sampleCoin(1)] } })))
          .replace('"rows":[', `"rows":[${member},`),
      );
    const { doc, unread } = readDocument(withRow(nested(1000)), sampleWallet);
    assert.equal(doc.sets.coins?.rows.length, 1);
    assert.deepEqual(
      unread.map((one) => [one.reason, one.raw]),
      [["not canonical JSON", { text: nested(1000) }]],
    );
    assert.ok(writeDocument(doc).length > 1000);
    assert.throws(
      () => readDocument(withRow(nested(1_000_000)), sampleWallet),
      /^WalletError: backupDamaged: nested too deeply$/,
    );
  });

  it("with a field that cannot be copied is set aside", () => {
    const bytes = spoiled(docWith({ coins: { rows: [sampleCoin(1)] } }), ({ sets }) => ({
      sets: JSON.parse(JSON.stringify(sets).replace('"facts":{', '"facts":{"__proto__":{"sig":"0"},')),
    }));
    assert.deepEqual(
      readDocument(bytes, sampleWallet).unread.map((one) => one.reason),
      ["facts: a fact named __proto__"],
    );
  });

  it("is not made of facts or a key that this version cannot read: they stay as they came", () => {
    const sig = sampleCoin(1).facts.sig as string;
    const rows = [
      { ...sampleCoin(1), key: "no name of a coin" },
      { ...sampleCoin(2), key: sampleCoin(2).key.toLowerCase() },
      { ...sampleCoin(3), facts: {} },
      { ...sampleCoin(4), facts: { sig: "????????" } },
      { ...sampleCoin(5), facts: { sig: [null, { sig }] } },
      { ...sampleCoin(6), facts: { sig: sig.toLowerCase() } },
      { ...sampleExchange, facts: { currency: "KUDOS", learned: { value: 7, at: { count: -1, device: "" } } } },
    ].sort((a, b) => (a.key < b.key ? -1 : 1));
    const tombstones = [{ ...tomb, key: "no name either" }];
    const doc = docWith({ coins: { rows, tombstones } });
    const bytes = writeDocument(doc);
    assert.deepEqual(readDocument(bytes, sampleWallet), { doc, unread: [] });
    assert.deepEqual(writeDocument(readDocument(bytes, sampleWallet).doc), bytes);
  });

  it("is not made of a field or law that only a newer version knows", () => {
    const rows = [{ ...sampleCoin(1), facts: { ...sampleCoin(1).facts, colour: { of: ["any", 1, null] } } }];
    const doc = docWith({ coins: { laws: { colour: "union" }, rows } });
    assert.deepEqual(readDocument(writeDocument(doc), sampleWallet), { doc, unread: [] });
    const bytes = spoiled(doc, ({ sets }) => ({
      sets: JSON.parse(
        JSON.stringify(sets).replace('"colour":"union"', '"colour":"union","odd":"newest","deep":{"mapOf":"x"}'),
      ),
    }));
    assert.deepEqual(readDocument(bytes, sampleWallet), { doc, unread: [] });
  });
});
