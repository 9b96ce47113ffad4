import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chanceFrom } from "../../e2e/sandbox/chance.ts";
import { partKind } from "../api/keeping-views.ts";
import { entities } from "../store/entities.ts";
import type { Membership } from "../store/row.ts";
import { textOf } from "../taler/crockford.ts";
import type { Doc, DocSet } from "./doc.ts";
import { formatVersion } from "./doc.ts";
import { largestParts, sizesIn } from "./parts.ts";

const chance = chanceFrom("parts");

/** So many rows that no compression makes small. */
const setOf = (count: number): DocSet => ({
  laws: {},
  rows: Array.from({ length: count }, (_, index): Membership => {
    return { key: `${index}`, ins: { count: 1, device: "A" }, facts: { sig: textOf(chance(256)) } };
  }),
  tombstones: [],
  unread: [],
});

const docOf = (sets: Doc["sets"]): Doc => ({
  version: formatVersion,
  wallet: "W",
  revision: 1,
  clocks: {},
  counts: {},
  previous: [],
  sets,
});

describe("what makes a backup large", () => {
  it("is told by the bytes that each set takes once it is compressed", async () => {
    const sizes = await sizesIn(docOf({ coins: setOf(40), purchases: setOf(20), devices: setOf(1) }));
    assert.ok((sizes.coins ?? 0) > 40 * 256 && (sizes.coins ?? 0) < 40 * 420, `${sizes.coins}`);
    assert.ok((sizes.purchases ?? 0) > 20 * 256 && (sizes.purchases ?? 0) < (sizes.coins ?? 0));
    assert.deepEqual(Object.keys(sizes), ["coins", "purchases", "devices"]);
  });

  it("is named as people name it, sets together that belong together, the largest first", () => {
    const sizes = { coins: 50, purchases: 30, payments: 31, devices: 2, providers: 1, novelties: 9, constructor: 1 };
    assert.deepEqual(largestParts(sizes), [
      { kind: "purchases", size: 61 },
      { kind: "coins", size: 50 },
      { kind: "newer", size: 10 },
    ]);
    assert.deepEqual(largestParts({}), []);
  });

  it("has a name of its own for every kind of thing the wallet keeps", () => {
    for (const { name } of entities) {
      const [part] = largestParts({ [name]: 1 });
      assert.ok(part && part.kind !== "newer", name);
      assert.equal(partKind.parse(part.kind), part.kind);
    }
  });
});
