/** Ten thousand rows that are over: each look reads contracts of a few, and writes of them in small transactions. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Lasting, lastingRoot } from "../../testing/lasting.ts";
import { Mint, month, Shopper, year } from "../../testing/shopper.ts";
import { checkBooks } from "../books/books.plan.ts";
import { garbageIn, type Holdings } from "./garbage.plan.ts";
import { heaped, mostRows } from "./tidy-job.ts";

const start = 56 * year;
const late = start + 20 * year;

function shopping(months: number): Lasting {
  const device = new Lasting(1);
  const shopper = new Shopper(new Mint(), { device: device.self.device, root: lastingRoot, slot: 1 });
  device.do(Array.from({ length: months }, (_, at) => shopper.live(start + at * month, 12)).flat());
  return device;
}

describe("a backlog of what is over", () => {
  it("of ten thousand rows is cleared away in slices that block nobody", () => {
    const device = shopping(114);
    const backlog = rowsOf(device);
    assert.ok(backlog > 10_000, `only ${backlog} rows`);
    let slices = 0;
    for (let isMore = true; isMore; slices++) {
      const { holdings, reads } = counted(device.holdings);
      const parts = garbageIn(holdings, { now: late, years: 0, most: mostRows });
      const heaps = heaped(parts);
      const rows = heaps.flat().length;
      const largest = Math.max(0, ...parts.map((part) => part.length));
      assert.ok(rows < mostRows + largest, `${rows} rows in one look`);
      assert.ok(heaps.every((heap) => heap.length < 200 + largest));
      assert.ok(reads() <= rows, `${reads()} contracts read for ${rows} rows`);
      for (const deeds of heaps) device.do(deeds);
      isMore = rows >= mostRows;
    }
    assert.ok(slices > 9);
    assert.ok(rowsOf(device) < backlog / 3);
  });

  it("comes to the same end in slices as all at once, and the books add up after each", () => {
    const [device, whole] = [shopping(4), shopping(4)];
    for (let isMore = true; isMore; ) {
      const parts = garbageIn(device.holdings, { now: late, years: 0, most: 60 });
      for (const deeds of parts) device.do(deeds);
      assert.deepEqual(checkBooks(device.holdings, () => undefined, late).flaws, []);
      isMore = parts.flat().length >= 60;
    }
    whole.tidy(late);
    assert.deepEqual(keysOf(device), keysOf(whole));
  });
});

const keysOf = ({ holdings: { ghosts: _, ...sets } }: Lasting) =>
  Object.fromEntries(Object.entries(sets).map(([name, rows]) => [name, rows.map(({ key }) => key).sort()]));

const rowsOf = ({ holdings }: Lasting): number => Object.values(holdings).reduce((sum, rows) => sum + rows.length, 0);

/** The same, and how many contracts were read of it: that takes longer than all else. */
function counted(all: Holdings): { readonly holdings: Holdings; readonly reads: () => number } {
  const read = new Set<string>();
  const purchases = all.purchases.map((row) => {
    const { contract, ...facts } = row.facts;
    const watched = {
      ...facts,
      get contract() {
        read.add(row.key);
        return contract;
      },
    };
    return { ...row, facts: watched };
  });
  return { holdings: { ...all, purchases }, reads: () => read.size };
}
