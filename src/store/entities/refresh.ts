/** An old coin turning into new ones, and what became of it: named by its commitment, which its content determines. */
import { amount } from "../../taler/amount.ts";
import { integer, list, oneOf, text } from "../../taler/codec.ts";
import { hash512, publicKey, signature } from "../../taler/crockford.ts";
import { deviceId } from "../clock.ts";
import { earliest, entity, fixed, latest, local, once, type RowOf, union, value } from "../entity.ts";
import { instant, legitimization, refusal } from "../spelling.ts";
import { coinName } from "./coin.ts";

const facts = {
  /** The old coin, and what it loses, fee included. */
  coin: fixed(coinName),
  amount: fixed(amount),
  /** Of the new coins, in the order of the request. */
  denoms: fixed(list(hash512, 255)),
  /** The root and the attempt that the secret of this refresh is derived by. */
  root: fixed(text(64)),
  attempt: fixed(integer(0, 1000)),
  reason: once(oneOf("change", "refund", "expiry", "rotation")),
  plannedAt: value(earliest()),
  runner: latest(deviceId),
  /** Which of the three candidates the exchange does not want to see, and its signature of that. */
  noreveal: value(once(integer(0, 2))),
  meltedBy: once(publicKey),
  meltSig: once(signature),
  meltedAt: earliest(),
  /** The new coins are here. */
  doneAt: earliest(),
  /** The exchange wants to know first who its owner is. */
  legitimization: latest(legitimization),
  /** The exchange refused it for good: the old coin lost nothing by it. */
  refusals: union(refusal),
  /** The old coin is cleared away: the new ones stand in the books as carried over, and their secrets still follow from it. */
  carriedAt: earliest(),
  /** The user purged the exchange while it was under way: nobody goes on with it. */
  purgedAt: earliest(),
  /** The user let this device go on although no backup holds the plan. */
  uncoveredAt: local(instant),
  /** When this device last asked how far the exchange's question is, in milliseconds. */
  askedAt: local(instant),
};

export type RefreshStatus = "planned" | "melted" | "done" | "refused" | "purged";

/** Read off the facts; what the exchange has melted it has not refused, and new coins that are here are not purged. */
export function refreshStatus({ facts }: { readonly facts: Refresh["facts"] }): RefreshStatus {
  if (facts.doneAt) return "done";
  if (facts.purgedAt !== undefined) return "purged";
  if (facts.noreveal !== undefined) return "melted";
  return (facts.refusals ?? []).length > 0 ? "refused" : "planned";
}

/**
 * Whether a coin is made new that nobody pays with, before it expires or because the secret is renewed. Nobody waits for
 * that, and it is no purchase's change.
 */
export const isRenewal = ({ reason }: Pick<Refresh["facts"], "reason">): boolean =>
  reason === "expiry" || reason === "rotation";

/** Keyed by the commitment. */
export const refreshes = entity("refreshes", hash512, facts, {
  coin: ({ facts }) => facts.coin,
  open: (row) => {
    const status = refreshStatus(row);
    return status === "planned" || status === "melted" ? status : undefined;
  },
});
export type Refresh = RowOf<typeof refreshes>;
