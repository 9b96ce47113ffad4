/** What FORMAT.md says of joining and collecting is what the code does: its examples are read and played. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { compareStamps } from "../store/clock.ts";
import { lawsOf } from "../store/join.ts";
import { isPresent } from "../store/row.ts";
import { things } from "../testing/replica.ts";
import { Replicas } from "../testing/replicas.ts";
import { mergeKey, type Side } from "./merge.ts";

const specification = readFileSync("src/backup/FORMAT.md", "utf8");

interface Example {
  readonly what: string;
  readonly one: Side;
  readonly other: Side;
  readonly joined: Omit<Side, "counts">;
}

describe("the examples of joining", () => {
  const [, block = "[]"] = /## 12\..*?```json\n(.*?)\n```/s.exec(specification) ?? [];
  const examples: readonly Example[] = JSON.parse(block);
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
