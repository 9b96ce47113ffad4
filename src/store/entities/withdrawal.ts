/** Money on its way from a bank account into coins, since the user accepted it. */
import { amount } from "../../taler/amount.ts";
import { object, oneOf, text } from "../../taler/codec.ts";
import { publicKey } from "../../taler/crockford.ts";
import { deviceId } from "../clock.ts";
import { earliest, entity, type FactsOf, fixed, latest, once, type RowOf, value } from "../entity.ts";
import { baseUrl, payto } from "../spelling.ts";

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
  /** Everything the reserve held is coins, or too small to be one. */
  finishedAt: earliest(),
};

type WithdrawalFacts = FactsOf<typeof facts>;

export type WithdrawalStatus = "selecting" | "confirming" | "transferring" | "withdrawing" | "aborted" | "done";

/** Read off the facts; evidence beats intent: money that came in spite of a cancellation is withdrawn. */
export function withdrawalStatus({ facts }: { readonly facts: WithdrawalFacts }): WithdrawalStatus {
  if (facts.finishedAt) return "done";
  if (facts.arrivedAt) return "withdrawing";
  if (facts.abortedAt) return "aborted";
  if (facts.kind === "manual") return "transferring";
  if (facts.confirmedAt) return "transferring";
  return facts.selectedAt ? "confirming" : "selecting";
}

/** Keyed by the public key of its reserve. */
export const withdrawals = entity("withdrawals", publicKey, facts, {
  status: withdrawalStatus,
  bank: ({ facts: { bank } }) => bank && `${bank.url}${bank.operation}`,
});
export type Withdrawal = RowOf<typeof withdrawals>;
