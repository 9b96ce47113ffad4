/** What pages see of money on its way between the wallet and bank accounts. Amounts are "CUR:V.F" text. */
import { integer, list, type Of, object, oneOf, optional, text } from "../taler/codec.ts";

/** Milliseconds since 1970. */
const when = integer();
const amount = text(64);

/** Where to send money by a transfer of one's own, in the parts that a bank's form asks for. */
export const wire = object({
  /** All of it as a payment link (RFC 8905). */
  payto: text(1500),
  receiver: optional(text(200)),
  /** The number or name of the account, and the bank that keeps it where that is not part of the number. */
  account: text(500),
  institution: optional(text(200)),
  subject: text(200),
  amount,
});
export type Wire = Of<typeof wire>;

/** Money for a bank account of one's own: which one, and the wires by which it came. */
export const bankDeposit = object({
  account: text(500),
  owner: optional(text(500)),
  institution: optional(text(200)),
  /** When the exchange means to wire. */
  due: optional(when),
  /** As they stand on the statement of the account: the subject begins with that of each. */
  transfers: list(object({ subject: text(200), amount, at: when }), 100),
});

/**
 * The exchange wants to know who somebody is before it goes on. `ask`: on its page, which is opened by a request ·
 * `review`: its people look at the answers · `wire`: the account has to prove by a wire of its own whose key speaks for it.
 */
export const question = object({ kind: oneOf("ask", "review", "wire"), wire: optional(wire) });
