/** What pages see of an exchange: its three statuses (seed 004), and what went wrong with it. */
import { integer, type Of, object, oneOf, optional, text, yesNo } from "../taler/codec.ts";
import { exchangeTrust } from "./trust-views.ts";
import { problemCode } from "./views.ts";

/** Milliseconds since 1970. */
const when = integer();

/** A download or a check that failed: since when, when last, how often in a row. */
export const exchangeTrouble = object({
  code: problemCode,
  detail: optional(text(2000)),
  since: when,
  at: when,
  times: integer(1),
});
export type ExchangeTrouble = Of<typeof exchangeTrouble>;

export const exchangeView = object({
  url: text(512),
  currency: optional(text(12)),
  /** It is in the list that came with this build. */
  isPreset: yesNo,
  entry: oneOf("preset", "ephemeral", "used"),
  update: oneOf(
    "initial",
    "initial-update",
    "suspended",
    "unavailable-update",
    "ready",
    "ready-update",
    "outdated-update",
  ),
  tos: oneOf("pending", "proposed", "accepted", "missing-tos"),
  /** Version tag of the terms it offers now. */
  tosVersion: optional(text(200)),
  /** When its `/keys` were last got and found good. */
  lastUpdate: optional(when),
  /** When it is asked again by itself; absent where nobody will. */
  nextUpdate: optional(when),
  /** The last download or check of its `/keys`, if that failed; and of its terms. */
  trouble: optional(exchangeTrouble),
  tosTrouble: optional(exchangeTrouble),
  /** The protocol's version that it speaks, as it was last understood. */
  version: optional(text(40)),
  /** The master key that is trusted, and the one it shows now, where that is another. */
  masterPub: optional(text(52)),
  otherMasterPub: optional(text(52)),
  /** Why one might trust it; absent while nothing is known of it. */
  trust: optional(exchangeTrust),
});
export type ExchangeView = Of<typeof exchangeView>;
