/** A step on the way of an event in the story of the money. */
import { integer, type Of, object, oneOf, optional, yesNo } from "../taler/codec.ts";

/** Done, or still to come. */
export const transactionStep = object({
  kind: oneOf(
    "accepted",
    "planned",
    "confirmed",
    "arrived",
    "coins",
    "backedUp",
    "paid",
    "moneyBack",
    // Of money for a bank account: the exchange knows whose it is, has the coins, has made the transfer.
    "identified",
    "taken",
    "wired",
    // Of what another device did: seen by its traces, then told by itself.
    "noticed",
    "told",
    // Of coins that the exchange takes back.
    "revoked",
    "takenBack",
    // Of an order that two devices have paid.
    "paidTwice",
    "secondBack",
    "keptTwice",
    // How it can end instead.
    "cancelled",
    "cancelledAtBank",
    "refused",
    "refusedByShop",
    "declined",
    "spentElsewhere",
    "paidElsewhere",
  ),
  isDone: yesNo,
  /** Milliseconds since 1970. */
  at: optional(integer()),
});
export type TransactionStep = Of<typeof transactionStep>;
