/** A plan to turn part of a reserve into coins, and what became of it: named by its content, so that it can be repeated. */
import { hash256, publicKey } from "../../taler/crockford.ts";
import { earliest, entity, fixed, local, type RowOf, union, value } from "../entity.ts";
import { instant, plannedCoins, refusal } from "../spelling.ts";

const facts = {
  reserve: fixed(publicKey),
  coins: fixed(plannedCoins),
  plannedAt: earliest(),
  doneAt: value(earliest()),
  /** The exchange refused it for good: nothing was withdrawn by it. */
  refusals: union(refusal),
  /** This device need not wait for a backup with it: its coins are to pay for one. */
  uncoveredAt: local(instant),
};

/** Keyed by the hash of reserve and coins. */
export const batches = entity("batches", hash256, facts, {
  reserve: (row) => row.facts.reserve,
});
export type Batch = RowOf<typeof batches>;

/** A batch that is neither done nor refused is in the air: it may be done at the exchange already. */
export function batchStatus({ facts }: Pick<Batch, "facts">): "pending" | "done" | "refused" {
  if (facts.doneAt) return "done";
  return (facts.refusals ?? []).length > 0 ? "refused" : "pending";
}
