/** Money at an exchange that is not coins yet: a key of ours that a wire transfer named. */
import { amount } from "../../taler/amount.ts";
import { integer, object, text } from "../../taler/codec.ts";
import { hash256, publicKey } from "../../taler/crockford.ts";
import { earliest, entity, fixed, once, type RowOf, union, value } from "../entity.ts";
import { baseUrl, instant, payto, recouped } from "../spelling.ts";

const facts = {
  exchange: fixed(baseUrl),
  /** The path its key is derived by: root, device slot, counter (design, section 3). */
  root: fixed(text(64)),
  slot: fixed(integer(1, 1_000_000)),
  /** Value from the first day: a wire may be on its way to this key before anybody has heard of it. */
  counter: value(fixed(integer(1, 1_000_000_000))),
  /** What it was made for, the rest of its path: two copies of one disk count alike, but not for the same. */
  deed: once(hash256),
  /** Wires that arrived, from the reserve's history. */
  credits: value(union(object({ amount, at: instant, reference: integer() }))),
  /** The accounts they came from, as payto addresses. */
  origins: union(payto),
  /** What revoked coins that came of it brought back. */
  recoups: value(union(recouped)),
  /** Its withdrawal is cleared away: its coins stand in the books as carried over, and their secrets still follow from it. */
  carriedAt: earliest(),
  /** What was wired back, closing fee included. */
  closings: union(object({ amount, fee: amount, at: instant })),
};

/** Keyed by the reserve's public key. */
export const reserves = entity("reserves", publicKey, facts, {
  slot: ({ facts: { root, slot } }) => `${root}/${slot}`,
});
export type Reserve = RowOf<typeof reserves>;
