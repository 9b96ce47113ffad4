import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Fault } from "../../../e2e/sandbox/faults.ts";
import { badDay, type Deed, deedFaultedEverywhere } from "../../testing/deeds.ts";
import * as deeds from "../../testing/shopping-deeds.ts";

async function faulted(fault: Fault, deed: Deed, least: number): Promise<void> {
  const requests = await deedFaultedEverywhere(fault, deed);
  assert.ok(requests >= least, `only ${requests} requests`);
}

const nameOf = ({ kind, ...more }: Fault): string => `${kind} ${Object.values(more).join(" ")}`.trim();

/** Those after which a server has done more than its client knows. */
const treacherous = badDay.filter(({ kind }) => ["loseAnswer", "duplicate", "delay"].includes(kind));

describe("whatever happens to any one of its requests", () => {
  for (const fault of badDay) {
    it(`a purchase with money back ends the same after ${nameOf(fault)}`, () =>
      faulted(fault, deeds.buyingAndBringingBack, 12));
  }

  for (const fault of treacherous) {
    it(`a coin spent elsewhere is replaced after ${nameOf(fault)}`, () => faulted(fault, deeds.payingInstead, 8));
    it(`a payment given up comes back after ${nameOf(fault)}`, () => faulted(fault, deeds.abortingSent, 6));
  }
});
