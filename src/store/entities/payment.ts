/** A plan to pay something with certain coins, and what became of it: named by its content, so that it can be repeated. */

import { amount } from "../../taler/amount.ts";
import { list, object, text } from "../../taler/codec.ts";
import { hash256, hash512 } from "../../taler/crockford.ts";
import { earliest, entity, fixed, type RowOf, union, value } from "../entity.ts";
import { refusal } from "../spelling.ts";
import { coinName } from "./coin.ts";

/** A coin and what it gives, its deposit fee included. */
const part = object({ coin: coinName, amount });

const facts = {
  /** Hash of the contract. */
  contract: fixed(hash512),
  /** In the order of the request. */
  parts: fixed(list(part, 1024)),
  /** The session that the merchant was told, often empty. */
  session: fixed(text(200)),
  /** Value from the first day: it holds coins, which only its end can free. */
  plannedAt: value(earliest()),
  /** Written before the first request: a plan without it was never sent. */
  sentAt: earliest(),
  doneAt: value(earliest()),
  /** It is never sent again; what it took is found out from the exchange. */
  droppedAt: earliest(),
  refusals: union(refusal),
};

/** Keyed by the hash of contract and parts. */
export const payments = entity("payments", hash256, facts, {
  contract: ({ facts }) => facts.contract,
});
export type Payment = RowOf<typeof payments>;

/** A pending payment may have reached the merchant, or the exchange, in part. */
export function paymentStatus({ facts }: Pick<Payment, "facts">): "pending" | "done" | "dropped" {
  if (facts.doneAt) return "done";
  return facts.droppedAt ? "dropped" : "pending";
}
