/** Documents under the right key from a device that somebody else has in hand: they may do harm, and must bar no way back. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { highestLead } from "../store/clock.ts";
import { highestSlot } from "../store/entities/device.ts";
import type { Membership } from "../store/row.ts";
import type { Json } from "../taler/codec.ts";
import {
  assertSame,
  available,
  backedUp,
  change,
  gathered,
  joined,
  looked,
  rich,
  sheetOf,
  slotIn,
} from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { accountOf, spoiled } from "../testing/planted.ts";
import { plant } from "../testing/shelf.ts";
import { newTown } from "../testing/town.ts";
import type { Doc } from "./doc.ts";

const stranger = "STRANGERSTRANGERSTRANGER00";

/** A wallet, and a way to put what the stranger's device tells into the place of its document. */
async function scene() {
  const town = await newTown("hostile");
  const env = await backedUp(await rich(town));
  const sheet = await sheetOf(env);
  const account = accountOf(sheet);
  const tells = (count: number, facts?: Readonly<Record<string, Json>>) =>
    plant(
      town,
      account,
      spoiled(town, account, (doc) => told(doc, count, facts)),
    );
  const fresh = (seed: string): Promise<TestEnv> => joined(town, sheet, { seed });
  return { town, env, sheet, tells, fresh };
}

/** The document after an upload of the stranger, who has come so far and says this of itself. */
function told(doc: Doc, count: number, facts?: Readonly<Record<string, Json>>): Doc {
  const { devices } = doc.sets;
  if (!devices) throw new Error("a document without devices");
  const row: Membership = { key: stranger, ins: { count, device: stranger }, facts: { joinedAt: 1, ...facts } };
  const rows = facts ? [...devices.rows.filter(({ key }) => key !== stranger), row] : devices.rows;
  return {
    ...doc,
    revision: doc.revision + 1,
    counts: { ...doc.counts, [stranger]: count },
    sets: { ...doc.sets, devices: { ...devices, rows } },
  };
}

describe("what a stranger's device tells", () => {
  it("keeps nobody from restoring: neither a leap through the time of all counts nor the last of all slots", async () => {
    const { env, tells, fresh } = await scene();
    await tells(highestLead, { slots: [{ slot: highestSlot, at: { count: 5, device: stranger } }] });
    await looked(env);
    await change(env);
    await looked(env);
    const one = await fresh("one");
    const two = await fresh("two");
    await gathered(env, one, two);
    assert.equal(await available(two), await available(env));
    assert.deepEqual([await slotIn(env), await slotIn(one), await slotIn(two)], [1, 2, 3]);
    await assertSame(env, two);
  });
});
