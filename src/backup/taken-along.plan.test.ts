/** What is taken along from under an old secret: rows, and neither deletions nor what the document does not hold. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AdoptSight } from "../store/adopt.ts";
import { exchanges } from "../store/entities/exchange.ts";
import type { Membership } from "../store/row.ts";
import { emptySet, type State, withChanges } from "../store/state.ts";
import { deviceA, deviceB, docWith, emptyDoc, sampleExchange } from "../testing/documents.ts";
import { freshDisk } from "../testing/replica.ts";
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
  const { changes } = planTakingAlong({ doc: docWith(sets), hash: "H" }, "FRESH")(sight);
  return changes ? withChanges(state, changes) : state;
}

const rowOf = ({ sets }: State, key: string) => sets.get(exchanges.name)?.rows.get(key);
const keysIn = ({ sets }: State) => [...(sets.get(exchanges.name)?.rows.keys() ?? [])];

describe("what lies under an old secret", () => {
  it("is taken along with all that its document knew of", () => {
    const after = taken({ exchanges: { rows: [other] } });
    assert.deepEqual(keysIn(after), [mine.key, other.key]);
    assert.deepEqual(after.counts, emptyDoc.counts);
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
