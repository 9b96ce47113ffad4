/** What is taken along from under an old secret: rows, and neither deletions nor what the document does not hold. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AdoptSight } from "../store/adopt.ts";
import { coins } from "../store/entities/coin.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { reserves } from "../store/entities/reserve.ts";
import { trustedKeys } from "../store/entities/trusted-key.ts";
import type { Membership } from "../store/row.ts";
import { emptySet, type State, withChanges } from "../store/state.ts";
import { deviceA, deviceB, docWith, emptyDoc, sampleExchange } from "../testing/documents.ts";
import { Lasting, lastingRoot, Shelf } from "../testing/lasting.ts";
import { freshDisk } from "../testing/replica.ts";
import { Mint, month, Shopper, year } from "../testing/shopper.ts";
import { checkBooks } from "../wallet/books/books.plan.ts";
import { springsOf } from "../wallet/tidy/springs.ts";
import { countsIn } from "./hearsay.ts";
import { planTakingAlong } from "./taken-along.plan.ts";

const other = { ...sampleExchange, key: "https://other.example.com/", ins: { count: 5, device: deviceA } };
const mine = { ...sampleExchange, key: "https://mine.example.com/" };
const url = "https://sync.example.com/";

/** The state of a device that has this one row, once it has taken along what the document holds. */
function taken(sets: Parameters<typeof docWith>[0], own: Membership = mine): State {
  const counts = { [deviceA]: 3, [deviceB]: 2 };
  const set = { ...emptySet, rows: new Map([[own.key, own]]) };
  const state: State = { counts, sets: new Map([[exchanges.name, set]]), providers: [url] };
  const sight: AdoptSight = { state, self: { ...freshDisk("ME").self, counts }, enrolments: [], removals: [] };
  const { changes } = planTakingAlong({ doc: docWith(sets), hash: "H" }, "FRESH", 0)(sight);
  return changes ? withChanges(state, changes) : state;
}

const rowOf = ({ sets }: State, key: string) => sets.get(exchanges.name)?.rows.get(key);
const keysIn = ({ sets }: State) => [...(sets.get(exchanges.name)?.rows.keys() ?? [])];

describe("money that lies under an old secret", () => {
  it("brings along what it needs of what was cleared away here, and the books add up", () => {
    const [start, late] = [56 * year, 62 * year];
    const [shelf, old] = [new Shelf("https://sync.example/"), new Shelf("https://old.example/")];
    const [one, two] = [new Lasting(1, shelf), new Lasting(2, shelf)];
    for (const device of [one, two, one]) device.sync(shelf, start);
    const hoarder = new Shopper(new Mint(), { device: two.self.device, root: lastingRoot, slot: 2 });
    two.do(hoarder.live(start, 1));
    for (const device of [two, one]) device.sync(shelf, start + month);
    two.use(old);
    for (let at = start + year; at < start + 4 * year; at += 3 * month) two.do(hoarder.live(at, 0));
    two.sync(old, late);
    one.tidy(late);
    assert.deepEqual([one.rows(coins), one.rows(refreshes)], [[], []]);
    const { state, self } = one;
    const sight: AdoptSight = { state, self, enrolments: [], removals: [] };
    const doc = old.doc ?? assert.fail("nothing was told");
    const { changes } = planTakingAlong({ doc, hash: old.hash }, "FRESH", late * 1000)(sight);
    one.state = withChanges(state, changes ?? assert.fail("nothing was taken along"));
    const sources = new Set([...one.rows(reserves), ...one.rows(refreshes)].map(({ key }) => key));
    const oldCoins = new Map(one.rows(refreshes).map(({ key, facts }) => [key, facts.coin]));
    const names = one.rows(coins).map(({ key }) => key);
    const springs = [...springsOf(names, (key) => oldCoins.get(key))];
    assert.ok(names.length > 0 && springs.length > 0);
    assert.ok(springs.every((key) => sources.has(key)));
    assert.deepEqual(checkBooks(one.holdings, () => undefined, late).flaws, []);
  });
});

describe("what lies under an old secret", () => {
  it("is taken along with all that its document knew of the sets it is in, and of no other", () => {
    const after = taken({ exchanges: { rows: [other] } });
    assert.deepEqual(keysIn(after), [mine.key, other.key]);
    const { counts } = after;
    for (const [device, count] of Object.entries(emptyDoc.counts)) {
      assert.equal(countsIn(exchanges.name, counts)[device], count);
      assert.equal(countsIn(trustedKeys.name, counts)[device], { [deviceA]: 3, [deviceB]: 2 }[device]);
    }
  });

  it("deletes nothing here: neither by a tombstone, nor by what the document knew and has no more", () => {
    const del = { count: 20, device: deviceB };
    const after = taken({ exchanges: { rows: [other], tombstones: [{ key: mine.key, del, since: 2 }] } });
    assert.deepEqual(keysIn(after), [mine.key, other.key]);
    assert.equal(after.sets.get(exchanges.name)?.tombstones.size, 0);
  });

  it("leaves no mark on what outlives that by value", () => {
    const valued = { ...mine, worth: { ME: 5 } };
    assert.deepEqual(rowOf(taken({ exchanges: { rows: [other] } }, valued), mine.key), valued);
    const tombstones = [{ key: mine.key, del: { count: 20, device: deviceB }, since: 2 }];
    assert.deepEqual(rowOf(taken({ exchanges: { rows: [other], tombstones } }, valued), mine.key), valued);
  });

  it("changes nothing if there is nothing new in it", () => {
    assert.deepEqual(taken({ exchanges: { rows: [mine] } }).counts, { [deviceA]: 3, [deviceB]: 2 });
  });
});
