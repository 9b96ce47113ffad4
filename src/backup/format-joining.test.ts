/** What FORMAT.md says of joining and collecting is what the code does: its examples are read and played. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { compareStamps } from "../store/clock.ts";
import { lawsOf } from "../store/join.ts";
import { isLaw, joinFact, type Law } from "../store/law.ts";
import { isPresent } from "../store/row.ts";
import { type SetState, type State, withChanges } from "../store/state.ts";
import type { Json } from "../taler/codec.ts";
import { textOf } from "../taler/crockford.ts";
import { sha512, utf8 } from "../taler/hash.ts";
import { things } from "../testing/replica.ts";
import { Replicas } from "../testing/replicas.ts";
import type { Doc } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";
import { mergeDoc, mergeKey, type Side } from "./merge.ts";
import { planUpload } from "./upload.plan.ts";

const specification = readFileSync("src/backup/FORMAT.md", "utf8");

/** The JSON printed in the section of this number. */
function blocksUnder(section: string): readonly string[] {
  const [text = ""] = specification.slice(specification.indexOf(`\n## ${section}. `) + 1).split(/\n(?=## )/);
  return [...text.matchAll(/```json\n(.*?)\n```/gs)].map(([, block = ""]) => block);
}

interface Example {
  readonly what: string;
  readonly one: Side;
  readonly other: Side;
  readonly joined: Omit<Side, "counts">;
}

describe("the examples of joining", () => {
  const examples: readonly Example[] = JSON.parse(blocksUnder("12")[0] ?? "[]");
  const lawOf = lawsOf("examples", { tags: "union" });
  const joined = (one: Side, other: Side) => {
    const { row, tombstone } = mergeKey(one, other, lawOf);
    return { ...(row && { row }), ...(tombstone && { tombstone }) };
  };

  for (const { what, one, other, joined: expected } of examples) {
    it(`holds: ${what}`, () => {
      assert.deepEqual(joined(one, other), expected);
      assert.deepEqual(joined(other, one), expected, "whichever side is which");
    });
  }

  it("show rows that live, rows that die, and every part of a row", () => {
    assert.ok(examples.length >= 8);
    const ends = examples.map(({ joined: { row, tombstone } }) => ({ row, tombstone }));
    assert.ok(ends.some(({ row }) => row?.del && isPresent(row) && compareStamps(row.ins, row.del) < 0));
    assert.ok(ends.some(({ row }) => row?.worth && row.saw));
    assert.ok(ends.some(({ tombstone }) => tombstone?.saw));
  });
});

describe("the examples of laws", () => {
  const examples: readonly { readonly law: Law; readonly one: Json; readonly other: Json; readonly joined: Json }[] =
    JSON.parse(blocksUnder("13")[0] ?? "[]");

  it("hold, whichever side is which", () => {
    const lawsShown = new Set(examples.map(({ law }) => (typeof law === "string" ? law : "mapOf")));
    assert.equal(lawsShown.size, 6);
    for (const { law, one, other, joined } of examples) {
      assert.deepEqual(joinFact(law, one, other), joined);
      assert.deepEqual(joinFact(law, other, one), joined);
      assert.ok(isLaw(law));
    }
  });
});

describe("the example of a whole sync", () => {
  const [, held = "", served = "", sent = ""] = blocksUnder("13");
  const [, servedHash] = /with the hash `([0-9A-Z]{103})`/.exec(specification) ?? [];
  const [, size, sentHash] = /SHA-512 of these (\d+) bytes is `([0-9A-Z]{103})`/.exec(specification) ?? [];
  const url = "https://p.example/";

  /** What the device holds, as its store would have read it. */
  function heldState(): State {
    const { counts, sets }: Pick<Doc, "counts" | "sets"> = JSON.parse(held);
    const states = Object.entries(sets).map(([name, { laws, rows, tombstones }]): [string, SetState] => {
      const buried = tombstones.map((one) => [one.key, { ...one, open: [url] }] as const);
      return [
        name,
        { laws, rows: new Map(rows.map((row) => [row.key, row])), tombstones: new Map(buried), unread: new Map() },
      ];
    });
    return { counts, sets: new Map(states), providers: [url] };
  }

  it("makes these very bytes of these", () => {
    const { doc, unread } = readDocument(utf8(served), "W");
    assert.deepEqual(unread, []);
    assert.equal(new TextDecoder().decode(writeDocument(doc)), served);
    const before = heldState();
    const state = withChanges(before, mergeDoc(before, doc).changes);
    const enrolment = { revision: doc.revision };
    const plan = planUpload({ doc, docHash: servedHash, state, enrolment, me: "B", wallet: "W", now: 0 });
    const bytes = writeDocument(plan.isDue ? plan.doc : assert.fail("nothing to upload"));
    assert.equal(new TextDecoder().decode(bytes), sent);
    assert.deepEqual([String(bytes.length), textOf(sha512(bytes))], [size, sentHash]);
  });
});

describe("the life of a deletion", () => {
  const lines = specification.split("\n");
  const start = lines.indexOf("| what happens | revision | clocks | tombstones |") + 2;
  const steps = lines.slice(start, lines.indexOf("", start)).map((line) => {
    const [what = "", ...cells] = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { what, cells };
  });

  it("goes as the table says", () => {
    const p = "https://p.example/";
    const world = new Replicas();
    const a = world.device("A", p);
    const b = world.device("B", p);
    const stands = () => {
      const { revision, clocks, sets } = world.provider(p).current?.doc ?? assert.fail("no document");
      const named = Object.entries(clocks).map(([id, clock]) => `${id.charAt(0)} ${clock}`);
      const buried = (sets[things.name]?.tombstones ?? []).map(({ key, since }) => `${key} since ${since}`);
      return [String(revision), named.sort().join(", "), buried.join(", ")];
    };
    assert.ok(steps.length >= 6);
    for (const { what, cells } of steps) {
      const device = what.startsWith("A") ? a : b;
      if (what.includes("inserts k")) assert.ok(world.insert(device, "k"));
      if (what.includes("deletes k")) assert.ok(world.remove(device, "k"));
      const before = world.uploads;
      world.sync(device, p);
      assert.equal(world.uploads - before, what.includes("nothing to say") ? 0 : 1, what);
      assert.deepEqual(stands(), cells, what);
    }
  });
});
