import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Counts, joinCounts } from "../store/clock.ts";
import { entities } from "../store/entities.ts";
import { tombstoneOf } from "../store/join.ts";
import { isPresent, type Membership } from "../store/row.ts";
import { emptySet, isSilent, type SetState, type State } from "../store/state.ts";
import { rowsOf, stampsIn } from "../testing/arbitrary.ts";
import type { Doc } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";
import { emptied, isEmptied } from "./emptied.ts";
import { mergeDoc } from "./merge.ts";
import { planUpload } from "./upload.plan.ts";

const [provider, me] = ["https://sync.example/", "ME"];
const hash = "0".repeat(103);

const countsOf = ({ saw = {}, worth = {}, ...row }: Membership): Counts =>
  [saw, worth, ...stampsIn({ saw, worth, ...row }).map(({ device, count }) => ({ [device]: count }))].reduce(
    joinCounts,
    {},
  );

/** A device that holds any rows and any tombstones of any sets. */
const anyState: fc.Arbitrary<State> = fc
  .tuple(...entities.map((entity) => fc.array(rowsOf(entity), { maxLength: 2 })))
  .map((drawn) => ({
    counts: drawn
      .flat()
      .map(countsOf)
      .reduce(joinCounts, { [me]: 1 }),
    sets: new Map(entities.map(({ name }, index) => [name, setOf(drawn[index] ?? [])])),
    providers: [provider],
  }));

function setOf(rows: readonly Membership[]): SetState {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const all = [...byKey.values()];
  const open = [provider];
  return {
    ...emptySet,
    rows: new Map(all.filter(isPresent).map((row) => [row.key, row])),
    tombstones: new Map(
      all
        .filter((row) => !isPresent(row))
        .map(({ key, ins, del = ins, saw }) => [key, { ...tombstoneOf(key, del, saw), open }]),
    ),
  };
}

const anyDoc = fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.array(fc.constant(hash), { maxLength: 64 })).map(
  ([revision, previous]): Doc => ({
    version: { major: 1, minor: 1 },
    wallet: "0".repeat(52),
    revision,
    clocks: { [me]: revision },
    counts: { [me]: revision },
    previous,
    sets: {},
  }),
);

describe("an emptied document", () => {
  it("deletes nothing on any device that reads it, and teaches it nothing", () => {
    fc.assert(
      fc.property(anyState, anyDoc, (state, doc) => {
        const { changes, removed } = mergeDoc(state, emptied(doc, hash));
        assert.ok(isSilent(changes));
        assert.deepEqual(removed, []);
      }),
      { numRuns: 40 },
    );
  });

  it("is followed by everything that the device holds", () => {
    fc.assert(
      fc.property(anyState, anyDoc, (state, doc) => {
        const after = emptied(doc, hash);
        const question = { state, me, wallet: doc.wallet, now: 0, enrolment: { revision: doc.revision } };
        const plan = planUpload({ ...question, doc: after, docHash: hash });
        assert.ok(plan.isDue);
        assert.ok(plan.doc.revision > after.revision);
        for (const [name, { rows }] of state.sets) {
          assert.deepEqual(new Set(plan.doc.sets[name]?.rows.map(({ key }) => key)), new Set(rows.keys()));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is a document like any other, of the next revision, and tells of itself", () => {
    fc.assert(
      fc.property(anyDoc, (doc) => {
        const after = emptied(doc, hash);
        assert.deepEqual(readDocument(writeDocument(after), doc.wallet).doc, after);
        assert.equal(after.revision, doc.revision + 1);
        assert.equal(after.previous.at(-1), hash);
        assert.deepEqual([isEmptied(after), isEmptied(doc)], [true, false]);
      }),
    );
  });
});
