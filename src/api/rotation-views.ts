/** What pages see of renewing the recovery secret: what it would cost, and how far the last one is. */
import { integer, list, type Of, object, oneOf, optional, text, yesNo } from "../taler/codec.ts";
import { trouble } from "./views.ts";

/** Milliseconds since 1970. */
const when = integer();
const url = text(512);
const amount = text(64);
const name = text(200);

/** Coins of one currency at one exchange, and what becomes of them. */
const coinsAt = object({
  exchange: url,
  coins: integer(),
  amount,
  /** What the exchange takes for making new ones. */
  fee: amount,
  /**
   * What stays on the old coins, and why: too little to become new ones, nothing is known of what the exchange offers, it
   * takes these back by itself, or it is switched off.
   */
  stays: optional(object({ amount, why: oneOf("small", "silent", "revoked", "off") })),
  /** It did not answer when it was last asked. */
  isSilent: yesNo,
});
export type CoinsAt = Of<typeof coinsAt>;

/** A backup service, with what a year costs where it wants to be paid for the new secret. */
const serviceToTell = object({ url, name, fee: optional(amount) });

export const rotation = object({
  /** Public name of the root in use: what is renewed is this one and no other. */
  root: text(64),
  costs: list(coinsAt, 1000),
  services: list(serviceToTell, 1000),
  /** Money is on its way; its coins are renewed when they are here. */
  hasIncoming: yesNo,
  /** The last renewal, for ever. */
  last: optional(
    object({
      at: when,
      /** What has to be so before any coin is renewed: see the page. */
      waits: optional(oneOf("sheet", "service")),
      isSheetKept: yesNo,
      services: list(object({ url, name, isTold: yesNo, fee: optional(amount) }), 1000),
      /** Coins that became new ones, that are becoming some, and that are left. */
      renewed: integer(),
      underWay: integer(),
      left: list(coinsAt, 1000),
      /** Old copies that are overwritten, and those that are not yet. */
      overwritten: integer(),
      copies: list(object({ url, name, trouble: optional(trouble) }), 1000),
      /** Devices that have not been seen since, by name. */
      others: list(text(100), 1000),
      /** Another device has renewed the same secret, to one that is not known here, and was faster somewhere. */
      hasRival: yesNo,
    }),
  ),
});
export type Rotation = Of<typeof rotation>;
