/** Payments as rows: their names, what they take of coins, and how they end. */
import { type Deed, insert, learn } from "../store/deed.ts";
import { coins } from "../store/entities/coin.ts";
import { type Payment, payments } from "../store/entities/payment.ts";
import { canonicalJson } from "../taler/canonical.ts";
import { textOf } from "../taler/crockford.ts";
import { sha512Half, utf8 } from "../taler/hash.ts";
import type { CoinChoice } from "./coins.plan.ts";

type Parts = Payment["facts"]["parts"];

/** The name of a payment: hash of the contract and of the parts, in their order (src/backup/FORMAT.md, section 4). */
export const paymentKey = (contract: string, parts: Parts): string =>
  textOf(sha512Half(utf8(canonicalJson({ contract, parts: parts.map(({ coin, amount }) => [coin, amount]) }))));

/** The name under which a payment takes of a coin. */
export const spendBy = (contract: string, payment: string): string => `p:${contract}:${payment}`;

/** Deeds by which payments are over: never sent again, and what they were to take is free. */
export function dropped(all: readonly Payment[], now: number): Deed[] {
  return all.flatMap(({ key, facts: { contract, parts, sentAt } }) => [
    learn(payments, key, { droppedAt: now }),
    ...parts.map(({ coin }) =>
      learn(coins, coin, { freed: [spendBy(contract, key)], ...(sentAt !== undefined && { shownAt: now }) }),
    ),
  ]);
}

/** A choice as the plan keeps it. */
export const partsOf = ({ parts }: CoinChoice): Parts =>
  parts.map(({ key, contribution }) => ({ coin: key, amount: contribution }));

/** A payment as rows: the plan, and what it takes of each coin. */
export function paymentDeeds(contract: string, parts: Parts, session: string, now: number): Deed[] {
  const key = paymentKey(contract, parts);
  const by = spendBy(contract, key);
  return [
    insert(payments, key, { contract, parts, session, plannedAt: now }),
    ...parts.map(({ coin, amount }) => learn(coins, coin, { spends: [{ by, amount }] })),
  ];
}
