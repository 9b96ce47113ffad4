/** A contract that the user accepted, and all that became of it. */
import { type Amount, amount, currencyOf, isZero, subtractOrUndefined, sum } from "../../taler/amount.ts";
import { text } from "../../taler/codec.ts";
import { hash512, privateKey, signature } from "../../taler/crockford.ts";
import { merchantCodes } from "../../taler/merchant-api.ts";
import { deviceId } from "../clock.ts";
import {
  earliest,
  entity,
  type FactsOf,
  fixed,
  highest,
  latest,
  local,
  once,
  type RowOf,
  union,
  value,
} from "../entity.ts";
import { baseUrl, confirmation, instant, purchaseRefund, refusal, summary } from "../spelling.ts";
import { storyPlace } from "../story-place.ts";
import { coinName } from "./coin.ts";

const facts = {
  merchant: fixed(baseUrl),
  orderId: fixed(text(200)),
  /** The contract terms to the letter, as canonical JSON: their hash names the row, so no other text fits. */
  contract: fixed(text(1_048_576)),
  /** The web page that was paid for, if any: it is not paid for twice. */
  fulfillment: once(text(2000)),
  /** By the merchant, over the hash. */
  merchantSig: fixed(signature),
  /** Where the nonce in the contract comes from: derived by this device of this root, or given by the link. */
  claimedBy: once(deviceId),
  root: once(text(64)),
  nonce: once(privateKey),
  /** The backup service whose annual fee this is. */
  service: once(baseUrl),
  acceptedAt: value(earliest()),
  /** The device that pays; another takes over only when it must (design, section 1). */
  runner: latest(deviceId),
  /** The browser session the shop last asked a proof of payment for. */
  session: latest(text(200)),
  /** The merchant's signature that it is paid. */
  paid: value(once(confirmation)),
  paidAt: earliest(),
  /** Nothing more is paid for it, and what was paid is asked back. */
  abortedAt: earliest(),
  /** Everything that the exchange had taken for it came back, or nothing had been taken. */
  settledAt: earliest(),
  /** Coins that were taken for it after it was settled: a payment that had been sent arrived later. */
  late: union(coinName),
  /** Why a server refused for good; the code of the protocol. */
  refusals: union(refusal),
  refunds: value(union(purchaseRefund)),
  /** How many refunds there were when coins were last made of what is left on coins, and one more. */
  swept: highest(),
  /** Everything that may be refunded has been, or the time for it is over. */
  closedAt: earliest(),
  /** The user took it off the list: hides the story, stops nothing. */
  hiddenAt: earliest(),
  /** Its plans and coins have been cleared away: what it came to. */
  summary: once(summary),
  /** When this device last asked the merchant about refunds, and when the user last told it to, in milliseconds. */
  askedAt: local(instant),
  refundWishedAt: local(instant),
  /** What the merchant last said to give back in all; the exchange may not have heard of it yet. */
  announced: local(amount),
};

type PurchaseFacts = FactsOf<typeof facts>;

export type PurchaseStatus = "paying" | "aborting" | "paid" | "aborted";

/** Read off the facts; evidence beats intent: what is paid is paid, whatever was called off before. */
export function purchaseStatus({ facts }: { readonly facts: PurchaseFacts }): PurchaseStatus {
  if (facts.paid) return "paid";
  if (facts.abortedAt === undefined) return "paying";
  return facts.settledAt === undefined || isTakenLate(facts) ? "aborting" : "aborted";
}

/** What was taken after all is asked back as well, until it is here or the shop does not give it. */
const isTakenLate = ({ late = [], refunds = [], refusals = [] }: PurchaseFacts): boolean =>
  late.some((coin) => !refunds.some((refund) => refund.coin === coin)) &&
  !refusals.some(({ code }) => code === merchantCodes.abortPaid);

/** Something was paid or came back since coins were last made of what is left on coins. */
export const needsSweep = ({ swept = 0, refunds = [] }: PurchaseFacts): boolean => swept <= refunds.length;

/** What the merchant has promised beyond all that came; undefined when that is nothing. */
export function stillAnnounced({ announced, refunds = [] }: PurchaseFacts): Amount | undefined {
  if (announced === undefined) return undefined;
  const currency = currencyOf(announced);
  const own = refunds.filter((one) => currencyOf(one.amount) === currency);
  const missing = subtractOrUndefined(
    announced,
    sum(
      currency,
      own.map((one) => one.amount),
    ),
  );
  return missing === undefined || isZero(missing) ? undefined : missing;
}

/** What is still to be done, or to be expected: `refundable` may bring money back until its time is over. */
export type PurchaseWork = "paying" | "aborting" | "sweeping" | "refundable";

/** Undefined when it has ended for good. */
export function purchaseWork(row: { readonly facts: PurchaseFacts }): PurchaseWork | undefined {
  const status = purchaseStatus(row);
  if (status === "paying" || status === "aborting") return status;
  if (needsSweep(row.facts)) return "sweeping";
  return status === "paid" && row.facts.closedAt === undefined ? "refundable" : undefined;
}

/** Keyed by the hash of the contract terms. */
export const purchases = entity(
  "purchases",
  hash512,
  facts,
  {
    open: purchaseWork,
    announced: ({ facts }) => (stillAnnounced(facts) === undefined ? undefined : "yes"),
    order: ({ facts: { merchant, orderId } }) => `${merchant}${orderId}`,
    fulfillment: ({ facts }) => facts.fulfillment,
    story: ({ key, facts }) => storyPlace(facts.acceptedAt, key),
  },
  // Counted as events of the story, all alike.
  () => "event",
);
export type Purchase = RowOf<typeof purchases>;
