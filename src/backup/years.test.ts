/** Ten years of a wallet: what nobody needs any more leaves its documents and its devices, whoever comes and goes. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { Lasting, lastingRoot, Shelf } from "../testing/lasting.ts";
import { day, Mint, month, Shopper, year } from "../testing/shopper.ts";
import { checkBooks } from "../wallet/books/books.plan.ts";

const start = 56 * year;
const retention = 2;

/** Everybody buys something once in so many months. */
const gap = 2;

describe("ten years of a wallet that keeps two years of its history", () => {
  const mint = new Mint();
  const shelf = new Shelf("https://sync.example/");
  const newDevice = (number: number) => new Lasting(number, shelf);
  const [one, two, retired, silent] = [newDevice(1), newDevice(2), newDevice(3), newDevice(4)];
  const everybody = [one, two, retired, silent];
  const shoppers = new Map(
    everybody.map((device, index) => {
      const me = { device: device.self.device, root: lastingRoot, slot: index + 1 };
      return [device, new Shopper(mint, me)] as const;
    }),
  );
  /** Per living device, round by round; tombstones are those of the document. */
  const seen: { readonly rows: number; readonly tombstones: number }[] = [];

  /** Each of them buys something, clears away what is over, and meets the others. */
  function pass(years: number, ...living: readonly Lasting[]): void {
    for (let round = 0; round < (years * 12) / gap; round++) {
      const from = start + seen.length * gap * month;
      const end = from + gap * month;
      for (const device of living) {
        device.do(shoppers.get(device)?.live(from, 1) ?? []);
        device.tidy(end - 2 * day);
        device.sync(shelf, end - 2 * day);
      }
      for (const device of living) device.sync(shelf, end);
      const { rows, tombstones } = shelf.sizes();
      seen.push({ rows: rows / living.length, tombstones });
    }
  }

  before(() => {
    for (const device of [...everybody, one]) device.sync(shelf, start);
    one.do([learn(devices, one.self.device, { historyYears: retention })]);
    pass(1, ...everybody);
    one.do([learn(devices, retired.self.device, { retired: "yes" })]);
    pass(6, one, two);
    pass(3, one, two, silent);
    for (let days = 0; days < 3; days++)
      for (const device of [one, two, silent]) device.sync(shelf, start + 10 * year + days * day);
  });

  it("holds no more in the last years than in the first ones", () => {
    const most = (from: number, to: number) =>
      Math.max(...seen.slice((from * 12) / gap, (to * 12) / gap).map(({ rows }) => rows));
    assert.ok(most(2, 4) > 200, "there was nothing to clear away");
    assert.ok(most(7, 10) <= most(2, 7), `${most(7, 10)} rows for each device after ${most(2, 7)}`);
  });

  it("forgets deletions once everybody has them, and waits for nobody for ever", () => {
    assert.ok(seen.every(({ tombstones }) => tombstones < 10));
    assert.deepEqual([shelf.sizes().tombstones, ...everybody.map(({ tombstones }) => tombstones)], [0, 0, 0, 0, 0]);
    const { clocks = {}, counts = {} } = shelf.doc ?? {};
    const names = (...some: readonly Lasting[]) => some.map(({ self }) => self.device).sort();
    assert.deepEqual(Object.keys(clocks).sort(), names(one, two, silent));
    assert.deepEqual(Object.keys(counts).sort(), names(...everybody));
  });

  it("asks nobody, and all hold the same, of which the books add up", () => {
    for (const device of [one, two, silent]) {
      assert.equal(device.asked, undefined);
      assert.ok(!device.sync(shelf, start + 10 * year + 3 * day), "there is something to say");
      const { flaws, pages } = checkBooks(device.holdings, () => undefined, start + 10 * year);
      assert.deepEqual(flaws, []);
      assert.deepEqual([pages.length, pages[0]?.missing, pages[0]?.surplus], [1, undefined, undefined]);
    }
  });
});
