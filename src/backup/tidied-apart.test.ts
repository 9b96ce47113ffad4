/** Devices that clear away apart from each other, and what they make of it when they meet. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Deed, learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { purchases } from "../store/entities/purchase.ts";
import { Lasting, lastingRoot, Shelf } from "../testing/lasting.ts";
import { day, Mint, month, Shopper, year } from "../testing/shopper.ts";
import { checkBooks } from "../wallet/books/books.plan.ts";

const start = 56 * year;

/** Two devices of one wallet; the first shops. */
function couple(historyYears = 0) {
  const shelf = new Shelf("https://sync.example/");
  const [one, two] = [new Lasting(1, shelf), new Lasting(2, shelf)];
  const shopper = new Shopper(new Mint(), { device: one.self.device, root: lastingRoot, slot: 1 });
  for (const device of [one, two, one]) device.sync(shelf, start);
  one.do([learn(devices, one.self.device, { historyYears })]);
  return { shelf, one, two, shopper };
}

/** They meet until nobody has anything to say; nobody was asked anything, and the books of both add up. */
function assertEqualEnd(shelf: Shelf, at: number, ...all: readonly Lasting[]): void {
  for (let round = 0; round < 3; round++) for (const device of all) device.sync(shelf, at + round * day);
  for (const device of all) {
    assert.equal(device.asked, undefined, "the user is asked");
    assert.ok(!device.sync(shelf, at + 3 * day), "there is something to say");
    assert.deepEqual(checkBooks(device.holdings, () => undefined, at).flaws, []);
    assert.equal(device.tombstones, 0);
  }
  assert.equal(shelf.sizes().tombstones, 0);
}

/** As somebody knows it who has not heard that the time for money back is over. */
const stillOpen = (deed: Deed): Deed =>
  deed.entity === purchases ? { ...deed, facts: { ...deed.facts, closedAt: undefined as never } } : deed;

describe("a device that comes back after years", () => {
  for (const retention of [0, 2])
    it(`asks nobody about what others cleared away, ${retention} years of history`, () => {
      const { shelf, one, two, shopper } = couple(retention);
      for (let months = 0; months < 12; months++) one.do(shopper.live(start + months * month, 3).map(stillOpen));
      for (const device of [one, two]) device.sync(shelf, start + year);
      const bought = one.rows(purchases);
      one.do(bought.map(({ key }) => learn(purchases, key, { closedAt: start + year + month })));
      for (let at = start + year; at < start + 7 * year; at += month / 2) {
        one.tidy(at);
        one.sync(shelf, at);
      }
      assert.ok(shelf.sizes().rows < two.holdings.coins.length, "nothing was cleared away");
      assertEqualEnd(shelf, start + 7 * year, one, two);
      assert.equal(two.rows(purchases).length, retention === 0 ? bought.length : 0);
      assert.equal(two.trashed, 0);
    });
});
