import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { devices } from "../store/entities/device.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import type { Membership } from "../store/row.ts";
import { emptySet, type State } from "../store/state.ts";
import type { Amount } from "../taler/amount.ts";
import type { Doc } from "./doc.ts";
import type { Removed } from "./merge.ts";
import { isMuch, type Loss, lossOf, nameOf, removers, takenByOthers } from "./removal.plan.ts";

const nothing: Loss = { amounts: [], entries: { lost: 0, of: 100 }, forgotten: 0 };
const money = (lost: string, of: string): Loss => ({
  ...nothing,
  amounts: [{ lost: `KUDOS:${lost}` as Amount, of: `KUDOS:${of}` as Amount }],
});
const entries = (lost: number, of: number): Loss => ({ ...nothing, entries: { lost, of } });
const forgotten = (count: number): Loss => ({ ...nothing, forgotten: count });

describe("a loss is asked about", () => {
  for (const [what, loss, isOrdinary, expected] of [
    ["nothing", nothing, true, false],
    ["exactly a fifth of the money", money("2", "10"), true, false],
    ["a little more than a fifth of the money", money("2.00000001", "10"), true, true],
    ["all of very little money", money("0.01", "0.01"), true, true],
    ["all money, when joining again", money("7", "7"), false, true],
    [
      "a fifth of one currency and half of another",
      { ...nothing, amounts: [...money("1", "9").amounts, ...money("1", "2").amounts] },
      true,
      true,
    ],
    ["all of a history of nine entries", entries(9, 9), true, false],
    ["ten entries of forty-nine", entries(10, 49), true, true],
    ["ten entries of fifty", entries(10, 50), true, false],
    ["a fifth of a long history", entries(200, 1000), true, false],
    ["more than a fifth of a long history, when joining again", entries(201, 1000), false, true],
    ["ten forgotten rows", forgotten(10), true, false],
    ["eleven forgotten rows", forgotten(11), true, true],
    ["eleven forgotten rows, when joining again", forgotten(11), false, false],
  ] as const) {
    it(`${expected ? "when it is" : "not when it is"} ${what}`, () => assert.equal(isMuch(loss, isOrdinary), expected));
  }
});

const me = "ME";
const row = (key: string, facts: Membership["facts"] = {}): Membership => ({
  key,
  ins: { count: 3, device: me },
  facts,
});
const removed = (set: string, one: Membership, device: string, isForgotten = false): Removed => ({
  set,
  row: one,
  del: { count: 9, device },
  isForgotten,
});
const withdrawal = (number: number) => row(String(number).repeat(52), { acceptedAt: number });
const stateOf = (rowsBySet: Readonly<Record<string, readonly Membership[]>>): State => ({
  counts: { [me]: 9 },
  providers: [],
  sets: new Map(
    Object.entries(rowsBySet).map(([name, rows]) => [
      name,
      { ...emptySet, rows: new Map(rows.map((one) => [one.key, one])) },
    ]),
  ),
});

describe("what others take", () => {
  it("is neither what this device removed, under whichever name, nor anything that is left out of what was forgotten", () => {
    const all = [
      removed("a", row("1"), me),
      removed("a", row("2"), "FORMER"),
      removed("a", row("3"), "OTHER"),
      removed("a", row("4"), me, true),
    ];
    const taken = takenByOthers(all, { me: new Set([me, "FORMER"]) });
    assert.deepEqual(
      taken.map((one) => one.row.key),
      ["3", "4"],
    );
  });

  it("is measured by the entries of the history, not by other rows", () => {
    const rows = [1, 2, 3, 4].map(withdrawal);
    const state = stateOf({ [withdrawals.name]: rows, [exchanges.name]: [row("https://e.example/")] });
    const taken = [
      ...rows.slice(0, 2).map((one) => removed(withdrawals.name, one, "OTHER")),
      removed(exchanges.name, row("https://e.example/"), "OTHER", true),
    ];
    assert.deepEqual(lossOf(state, taken, { root: "ROOT", now: 0 }), {
      amounts: [],
      entries: { lost: 2, of: 4 },
      forgotten: 1,
    });
  });

  it("is named by the insert that goes: the same row put in again is another thing", () => {
    const first = removed("a", row("1"), "OTHER");
    const again = { ...first, row: { ...first.row, ins: { count: 4, device: me } } };
    assert.notEqual(nameOf(first), nameOf(again));
    assert.equal(nameOf(first), "a 1 3 ME");
  });

  it("is told with the names of the devices, of which the document may know one more", () => {
    const named = (key: string, value: string) => row(key, { name: { value, at: { count: 1, device: key } } });
    const set = { laws: {}, rows: [named("THIRD", "Tablet")], tombstones: [], unread: [] };
    const doc = { sets: { [devices.name]: set } } as unknown as Doc;
    const taken = ["THIRD", "SECOND", "UNKNOWN", "SECOND"].map((device, key) => removed("a", row(`${key}`), device));
    assert.deepEqual(removers(taken, stateOf({ [devices.name]: [named("SECOND", "Phone")] }), doc), [
      { id: "SECOND", name: "Phone" },
      { id: "THIRD", name: "Tablet" },
      { id: "UNKNOWN", name: "" },
    ]);
  });
});
