/** Money on its way from a bank account into coins, since the user accepted it. */
import { amount } from "../../taler/amount.ts";
import { integer, object, oneOf, text } from "../../taler/codec.ts";
import { publicKey } from "../../taler/crockford.ts";
import { deviceId } from "../clock.ts";
import { earliest, entity, type FactsOf, fixed, latest, local, once, type RowOf, union, value } from "../entity.ts";
import { baseUrl, legitimization, payto, refusal, summary } from "../spelling.ts";
import { storyPlace } from "../story-place.ts";

const facts = {
  exchange: fixed(baseUrl),
  kind: fixed(oneOf("bank", "manual")),
  /** The bank's integration API and the operation there. */
  bank: once(object({ url: baseUrl, operation: text(200) })),
  /** The exchange's account the money goes to. */
  account: once(payto),
  /** What the bank sends. */
  amount: fixed(amount),
  acceptedAt: value(earliest()),
  /** The device that does the work; another takes over only when it must (design, section 1). */
  runner: latest(deviceId),
  /** The bank knows our reserve key. */
  selectedAt: earliest(),
  confirmUrl: once(text(2000)),
  /** The bank has executed the transfer. */
  confirmedAt: earliest(),
  /** The exchange has the money in the reserve. */
  arrivedAt: earliest(),
  /** The user called it off here; the bank may still have sent the money. */
  cancelledAt: earliest(),
  /** The bank says that nothing will come. */
  abortedAt: earliest(),
  /** The exchange wants to know first who its owner is. */
  legitimization: latest(legitimization),
  /** Why a server refused for good; the code of the protocol. */
  refusals: union(refusal),
  /** Everything the reserve held is coins, or too small to be one. */
  finishedAt: earliest(),
  /** The user purged the exchange: what its reserve still holds is left to the exchange, which wires it back. */
  purgedAt: earliest(),
  /** Its plans and coins have been cleared away: what it came to. */
  summary: once(summary),
  /** When this device last asked bank or exchange for news, in milliseconds; and whether the user let it go on uncovered. */
  askedAt: local(integer()),
  uncoveredAt: local(integer()),
};

type WithdrawalFacts = FactsOf<typeof facts>;

export type WithdrawalStatus = "selecting" | "confirming" | "transferring" | "withdrawing" | "aborted" | "done";

/** Read off the facts; evidence beats intent: money that came in spite of a cancellation is withdrawn. */
export function withdrawalStatus({ facts }: { readonly facts: WithdrawalFacts }): WithdrawalStatus {
  if (facts.finishedAt || facts.purgedAt !== undefined) return "done";
  if (facts.arrivedAt) return "withdrawing";
  if (facts.abortedAt) return "aborted";
  if (facts.kind === "manual") return "transferring";
  if (facts.confirmedAt) return "transferring";
  return facts.selectedAt ? "confirming" : "selecting";
}

/** Keyed by the public key of its reserve. */
export const withdrawals = entity(
  "withdrawals",
  publicKey,
  facts,
  {
    status: withdrawalStatus,
    bank: ({ facts: { bank } }) => bank && `${bank.url}${bank.operation}`,
    story: ({ key, facts }) => storyPlace(facts.acceptedAt, key),
  },
  // Counted as events of the story, all alike.
  () => "event",
);
export type Withdrawal = RowOf<typeof withdrawals>;
