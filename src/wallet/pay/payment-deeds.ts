/** Payments as rows: their names, what they take of coins, and how they end. */
import { type Deed, insert, learn } from "../../store/deed.ts";
import { coins } from "../../store/entities/coin.ts";
import { type Payment, payments } from "../../store/entities/payment.ts";
import { canonicalJson } from "../../taler/canonical.ts";
import { textOf } from "../../taler/crockford.ts";
import { sha512Half, utf8 } from "../../taler/hash.ts";
import type { CoinChoice } from "../coins/coins.plan.ts";

type Parts = Payment["facts"]["parts"];

/** The name of a payment: hash of the contract and of the parts, in their order (src/backup/FORMAT.md, section 4). */
export const paymentKey = (contract: string, parts: Parts): string =>
  textOf(sha512Half(utf8(canonicalJson({ contract, parts: parts.map(({ coin, amount }) => [coin, amount]) }))));

/** What a payment is for: `p` a merchant's contract, `d` a deposit to one's own account (src/store/spelling.ts). */
export type Purpose = "p" | "d";

/** The name under which a payment takes of a coin. */
export const spendBy = (contract: string, payment: string, purpose: Purpose = "p"): string =>
  `${purpose}:${contract}:${payment}`;

/** Deeds by which payments are over: never sent again, and what they were to take is free. */
export function dropped(all: readonly Payment[], now: number, purpose: Purpose = "p"): Deed[] {
  return all.flatMap(({ key, facts: { contract, parts, sentAt } }) => [
    learn(payments, key, { droppedAt: now }),
    ...parts.map(({ coin }) =>
      learn(coins, coin, { freed: [spendBy(contract, key, purpose)], ...(sentAt !== undefined && { shownAt: now }) }),
    ),
  ]);
}

/** A choice as the plan keeps it. */
export const partsOf = ({ parts }: CoinChoice): Parts =>
  parts.map(({ key, contribution }) => ({ coin: key, amount: contribution }));

/** A payment to a merchant as rows: the plan, and what it takes of each coin. */
export const paymentDeeds = (contract: string, parts: Parts, session: string, now: number): Deed[] =>
  planDeeds({ contract, parts, session, plannedAt: now }, "p");

/** A payment of one's own deposit as rows. */
export const depositDeeds = (contract: string, parts: Parts, now: number): Deed[] =>
  planDeeds({ contract, parts, session: "", plannedAt: now }, "d");

type Plan = Pick<Payment["facts"], "contract" | "parts" | "session"> & { readonly plannedAt: number };

function planDeeds(plan: Plan, purpose: Purpose): Deed[] {
  const { contract, parts } = plan;
  const key = paymentKey(contract, parts);
  const by = spendBy(contract, key, purpose);
  return [
    insert(payments, key, plan),
    ...parts.map(({ coin, amount }) => learn(coins, coin, { spends: [{ by, amount }] })),
  ];
}
