/** What pages see of removals: what a merge would take and waits for the user, and what lies in the trash. */
import { integer, list, type Of, object, oneOf, optional, text, yesNo } from "../taler/codec.ts";

/** Milliseconds since 1970. */
const when = integer();
const amount = text(64);

/** The document of one service would take much from this device: nothing is merged before the user has decided. */
export const removalQuestion = object({
  service: text(512),
  serviceName: text(200),
  /** Names this very question; a decision about another one is refused. */
  hash: text(200),
  since: when,
  /** Devices that removed something, by name; empty for one that nobody has named. */
  devices: list(text(100), 1000),
  /** Rows that the document has lost, though no device removed them. */
  forgotten: integer(),
  /** By currency: what would be gone, and of how much. */
  amounts: list(object({ lost: amount, of: amount }), 1000),
  /** Entries of the history. */
  entries: object({ lost: integer(), of: integer() }),
  /** The user has decided; the next look at the service does it. */
  isDecided: yesNo,
});
export type RemovalQuestion = Of<typeof removalQuestion>;

/** Something that was removed and can be brought back. */
export const removedThing = object({
  id: text(10_000),
  kind: oneOf(
    ...(["payment", "withdrawal", "deposit", "recoup", "money"] as const),
    ...(["exchange", "service", "trustedKey", "trustedAuditor"] as const),
  ),
  /** The shop, the exchange, the service, the key: whatever the thing is called. */
  name: text(2000),
  /** What was bought. */
  summary: optional(text(1000)),
  /** Of money one per currency. */
  amounts: list(amount, 1000),
  /** When it happened, for an entry of the history. */
  at: optional(when),
  removedAt: when,
  /** Until when it can be brought back. */
  until: when,
  /** `here`: on this device · `device`: on another one · `lost`: nobody removed it, a backup had lost it. */
  by: oneOf("here", "device", "lost"),
  device: optional(text(100)),
  /** The service whose document told of it. */
  service: optional(text(512)),
});
export type RemovedThing = Of<typeof removedThing>;

/** Newest first; `more`: how many older ones are not in the list. */
export const removals = object({
  questions: list(removalQuestion, 1000),
  things: list(removedThing, 1000),
  more: integer(),
});
export type Removals = Of<typeof removals>;
