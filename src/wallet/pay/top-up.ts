/** Where the money that is missing for an offer can be had: at an exchange that the shop takes coins of, and how much. */
import type { Env } from "../../env/env.ts";
import { withdrawable } from "../../exchange/offered.ts";
import { type Exchange, exchanges } from "../../store/entities/exchange.ts";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { type Amount, add, compare, currencyOf, multiply, subtract, sum } from "../../taler/amount.ts";
import type { Contract } from "../../taler/check-contract.ts";
import { seconds } from "../../taler/time.ts";
import { chooseDenominations } from "../coins/denominations.plan.ts";

/** What is to be withdrawn, and where. */
export interface TopUp {
  readonly exchange: string;
  readonly amount: Amount;
}

/** Fees change with the coins that bear them; after so many tries the last amount will do. */
const mostTries = 10;

/** What has to be withdrawn so that the new coins can pay so much, fees of making and of paying with them included. Pure. */
function amountFor(missing: Amount, offered: readonly OfferedDenomination[], now: number): Amount {
  let amount = missing;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { picks, value } = chooseDenominations(amount, offered, now);
    const fees = picks.map(({ denomination, count }) => multiply(denomination.feeDeposit, count));
    const needed = add(missing, sum(currencyOf(missing), fees));
    if (compare(value, needed) >= 0) break;
    amount = add(amount, subtract(needed, value));
  }
  return amount;
}

/** Nothing when no such exchange is known here: then the user has to choose one. */
export async function topUpFor(env: Env, { terms }: Contract, missing: Amount): Promise<TopUp | undefined> {
  const known = await env.db.of(exchanges).bulkGet(terms.exchanges.map(({ url }) => url));
  // Coins of another main key than the shop names are none that it takes.
  const rows = known.flatMap((row, index) =>
    row && isOpen(row, missing) && row.facts.masterPub?.value === terms.exchanges[index]?.master_pub ? [row] : [],
  );
  // One that is used already has terms that were read, and coins beside which the new ones fit.
  rows.sort((a, b) => Number(b.facts.usedAt !== undefined) - Number(a.facts.usedAt !== undefined));
  const now = seconds(env.now());
  for (const { key } of rows) {
    const offered = withdrawable((await env.db.offers.get(key))?.denominations ?? [], now);
    if (offered.length > 0) return { exchange: key, amount: amountFor(missing, offered, now) };
  }
  return undefined;
}

const isOpen = ({ facts }: Exchange, missing: Amount): boolean =>
  facts.suspended?.value !== "yes" && facts.currency?.value === currencyOf(missing);
