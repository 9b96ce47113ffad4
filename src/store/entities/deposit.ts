/** Money on its way from coins to a bank account of one's own; the wallet plays the merchant (design, section 7). */
import { amount } from "../../taler/amount.ts";
import { text } from "../../taler/codec.ts";
import { hash512 } from "../../taler/crockford.ts";
import { deviceId } from "../clock.ts";
import { earliest, entity, type FactsOf, fixed, latest, local, once, type RowOf, union, value } from "../entity.ts";
import { baseUrl, instant, legitimization, payto, refusal, summary, transfer } from "../spelling.ts";
import { storyPlace } from "../story-place.ts";

const facts = {
  exchange: fixed(baseUrl),
  /** Where the money goes, to the letter: signatures name it by its hash. */
  account: fixed(payto),
  /** What the coins bring after their own fees, and what the exchange keeps of it for the wire, as agreed. */
  amount: fixed(amount),
  wireFee: fixed(amount),
  /** Merchant key and salt derive from this root, the exchange and the account. */
  root: fixed(text(64)),
  /** Who began it, and when in milliseconds: with what is above it names the deposit. */
  device: fixed(deviceId),
  begun: fixed(instant),
  /** From then on the exchange may wire; until then further coins go with the same wire. */
  wireBy: fixed(instant),
  acceptedAt: value(earliest()),
  /** The device that does the work; another takes over only when it must (design, section 1). */
  runner: latest(deviceId),
  legitimization: latest(legitimization),
  /** The exchange has signed that it owes the money. */
  takenAt: earliest(),
  /** Nothing more is sent; what was taken stays taken. */
  abortedAt: earliest(),
  /** Given up, and the exchange has taken nothing. */
  settledAt: earliest(),
  /** Why the exchange refused for good; the code of the protocol. */
  refusals: union(refusal),
  /** What was left on coins is planned to become new ones. */
  sweptAt: earliest(),
  transfers: value(union(transfer)),
  /** All of it was wired. */
  wiredAt: earliest(),
  /** The user took it off the list: hides the story, stops nothing. */
  hiddenAt: earliest(),
  /** Its plans and coins have been cleared away: what it came to. */
  summary: once(summary),
  /** When this device last asked for news, in milliseconds; when the exchange means to wire. */
  askedAt: local(instant),
  dueAt: local(instant),
};

type DepositFacts = FactsOf<typeof facts>;

export type DepositStatus = "sending" | "aborting" | "taken" | "wired" | "aborted";

/** Read off the facts; evidence beats intent: what was wired was taken, and what was taken was not given up. */
export function depositStatus({ facts }: { readonly facts: DepositFacts }): DepositStatus {
  if (facts.wiredAt !== undefined) return "wired";
  if (facts.takenAt !== undefined) return "taken";
  if (facts.abortedAt === undefined) return "sending";
  return facts.settledAt === undefined ? "aborting" : "aborted";
}

/** What is still to be done: nothing once it has ended and its change is planned for. */
export function depositWork(row: { readonly facts: DepositFacts }): DepositStatus | "sweeping" | undefined {
  const status = depositStatus(row);
  if (status !== "wired" && status !== "aborted") return status;
  return row.facts.sweptAt === undefined ? "sweeping" : undefined;
}

/** Keyed by the hash of its contract: exchange, account, amount, device and moment. */
export const deposits = entity(
  "deposits",
  hash512,
  facts,
  {
    open: depositWork,
    story: ({ key, facts }) => storyPlace(facts.acceptedAt, key),
  },
  // Counted as events of the story, all alike.
  () => "event",
);
export type Deposit = RowOf<typeof deposits>;
