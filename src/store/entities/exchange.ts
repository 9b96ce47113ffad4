/** An exchange the wallet knows, and what was learned from its `/keys` (seed 004). */

import { amount } from "../../taler/amount.ts";
import { integer, list, object, optional, text, yesNo } from "../../taler/codec.ts";
import { publicKey } from "../../taler/crockford.ts";
import { currencySpecification } from "../../taler/currency.ts";
import { earliest, entity, highest, latest, local, type RowOf, value } from "../entity.ts";
import { baseUrl, instant, moment, payto } from "../spelling.ts";

const account = object({
  payto,
  label: optional(text(200)),
  priority: integer(-1_000_000, 1_000_000),
  /** In another currency, with a conversion service in between. */
  isConverted: yesNo,
  /** Not everybody's wires into it are accepted. */
  isRestricted: yesNo,
});
const wireFee = object({ method: text(50), wire: amount, closing: amount, start: instant, end: instant });
const signkey = object({ key: publicKey, start: instant, expire: instant, end: instant });

const facts = {
  addedAt: earliest(),
  /** When somebody last looked at it without using it; told at most once a day. */
  lookedAt: highest(),
  /** Since when something in the wallet depends on it; used for good, whoever removes it without having seen that. */
  usedAt: value(earliest()),
  /** The currency and master key the user has come to trust; a change is never adopted silently. */
  currency: latest(text(12)),
  masterPub: latest(publicKey),
  /** How amounts of its currency are written, as the exchange specifies it. */
  specification: latest(currencySpecification),
  learned: latest(
    object({
      version: text(40),
      /** Idle time in seconds after which a reserve's rest is wired back. */
      closingDelay: integer(),
      accounts: list(account, 100),
      wireFees: list(wireFee, 1000),
      signkeys: list(signkey, 1000),
    }),
  ),
  /** Version tag of the terms the user accepted last. */
  tosAccepted: latest(text(200)),
  suspended: latest(text(10)),
  /** The exchange lets this wallet hold so much of its coins, any amount without `next`, until then. */
  mayHold: local(object({ until: moment, next: optional(amount) })),
};

export const exchanges = entity("exchanges", baseUrl, facts);
export type Exchange = RowOf<typeof exchanges>;
