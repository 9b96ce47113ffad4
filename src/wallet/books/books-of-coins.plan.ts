/** The books of coins: where each came from, what was taken of it and for what, what is left; pure. */
import type { BookLine } from "../../api/money-views.ts";
import { batchStatus } from "../../store/entities/batch.ts";
import { type Coin, coinKey, coinPath, purgedFrom, returnedBy, takenBy } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import { refreshStatus } from "../../store/entities/refresh.ts";
import type { Ghost } from "../../store/self.ts";
import { type Amount, currencyOf, ofUnits, subtractOrUndefined, unitsOf, zero } from "../../taler/amount.ts";
import { unexplained } from "../coins/coin-rest.ts";
import { type RestKind, restKind } from "../coins/rest-kind.ts";
import { spendBy } from "../pay/payment-deeds.ts";
import type { Cleared, FlawKind, Ledger } from "./ledger.ts";

/** What one coin gave for a contract, and what of it came back before fees. */
export interface Given {
  readonly exchange: string;
  readonly coin: string;
  readonly taken: Amount;
  readonly back: readonly { readonly id: number; readonly amount: Amount }[];
  readonly feeDeposit: Amount;
}

/** Something that is said of a coin elsewhere. */
interface Said {
  readonly kind: FlawKind;
  readonly transaction?: string;
}

const lineByRest: Readonly<Record<RestKind, BookLine>> = {
  available: "here",
  coming: "underWay",
  dust: "dust",
  expired: "expired",
};

/** Books what is left of every coin; returns what coins gave, by contract. */
export function checkCoins(ledger: Ledger): ReadonlyMap<string, readonly Given[]> {
  const { rows, note, cleared } = ledger;
  const given = new Map<string, Given[]>();
  const sources = sourcesOf(ledger);
  const plans = plansOf(ledger);
  const ghostsByCoin = new Map<string, Ghost[]>();
  for (const ghost of rows.ghosts) ghostsByCoin.set(ghost.coin, [...(ghostsByCoin.get(ghost.coin) ?? []), ghost]);
  for (const coin of rows.coins) {
    if (coin.facts.sig === undefined) continue;
    const { of } = coinPath(coin.key);
    if (!sources.delete(coin.key) && !cleared.sources.has(of)) note("coinUnexplained", coin.key, transactionOf(coin));
    checkSpends(ledger, coin, plans);
    bookCoin(ledger, coin, ghostsByCoin.get(coin.key) ?? [], given);
  }
  for (const [key, transaction] of sources) note("coinMissing", key, transaction);
  for (const [coin, spends] of plans)
    for (const [by, { kind, transaction }] of spends) note(kind, `${coin} ${by}`, transaction);
  return given;
}

const transactionOf = ({ key }: Coin): string | undefined => {
  const { source, of } = coinPath(key);
  return source === "w" ? of : undefined;
};

/** Every coin that a plan has brought, with the event of that plan. */
function sourcesOf({ rows, cleared }: Ledger): Map<string, string | undefined> {
  const sources = new Map<string, string | undefined>();
  for (const batch of rows.batches) {
    if (batchStatus(batch) !== "done" || cleared.sources.has(batch.facts.reserve)) continue;
    const of = batch.facts.reserve;
    for (const { denom, index } of batch.facts.coins) sources.set(coinKey({ source: "w", of, index, denom }), of);
  }
  for (const refresh of rows.refreshes) {
    if (refreshStatus(refresh) !== "done" || cleared.sources.has(refresh.key)) continue;
    for (const [index, denom] of refresh.facts.denoms.entries()) {
      sources.set(coinKey({ source: "r", of: refresh.key, index, denom }), undefined);
    }
  }
  return sources;
}

/** What plans say to take of each coin, by the names of the plans. */
function plansOf({ rows, cleared }: Ledger): Map<string, Map<string, Said & { readonly amount: Amount }>> {
  const sent = new Set(rows.deposits.map(({ key }) => key));
  const plans = new Map<string, Map<string, Said & { readonly amount: Amount }>>();
  const add = (coin: string, by: string, said: Said & { readonly amount: Amount }) =>
    plans.set(coin, (plans.get(coin) ?? new Map()).set(by, said));
  for (const { key, facts } of rows.payments) {
    if (cleared.contracts.has(facts.contract)) continue;
    for (const { coin, amount } of facts.parts) {
      add(coin, spendBy(facts.contract, key, sent.has(facts.contract) ? "d" : "p"), {
        kind: "spendDiffers",
        amount,
        transaction: facts.contract,
      });
    }
  }
  for (const { key, facts } of rows.refreshes)
    if (!cleared.sources.has(key)) add(facts.coin, `m:${key}`, { kind: "changeDiffers", amount: facts.amount });
  return plans;
}

/** Each spend is told by a plan in the same amount; what is told twice is ticked off. Refused change takes nothing. */
function checkSpends({ note, cleared }: Ledger, { key, facts }: Coin, plans: ReturnType<typeof plansOf>): void {
  const own = plans.get(key);
  for (const { by, amount } of facts.spends ?? []) {
    // What exchanges take back of themselves has plans of another kind.
    if (!/^[pdm]:/.test(by) || isCleared(cleared, by)) continue;
    const said = own?.get(by);
    const kind = by.startsWith("m:") ? "changeDiffers" : "spendDiffers";
    if (said?.amount !== amount) note(kind, `${key} ${by}`, /^[pd]:/.test(by) ? contractNamed(by) : undefined);
    own?.delete(by);
  }
}

/** Whether what a spend is for is cleared away. */
const isCleared = ({ sources, contracts }: Cleared, by: string): boolean =>
  by.startsWith("m:") ? sources.has(by.slice(2)) : /^[pd]:/.test(by) && contracts.has(contractNamed(by));

const contractNamed = (purpose: string): string => purpose.split(":")[1] ?? "";

const isUnmade = (purpose: string, unmade: Ledger["unmade"]): boolean =>
  purpose.startsWith("m:") && unmade.has(purpose.slice(2));

function bookCoin(ledger: Ledger, { key, facts }: Coin, ghosts: readonly Ghost[], given: Map<string, Given[]>): void {
  const { kinds, cleared, unmade, book, note, least, now } = ledger;
  const kind = kinds.get(coinPath(key).denom);
  if (kind === undefined) {
    note("unreadable", key);
    return;
  }
  const { exchange, value } = kind;
  const currency = currencyOf(value);
  let units = unitsOf(value);
  const isCarried = cleared.sources.has(coinPath(key).of);
  if (isCarried) book.add(exchange, "carried", value);
  const taken = [...takenBy(facts)].filter(([by, amount]) => currencyOf(amount) === currency && !isUnmade(by, unmade));
  const refunds = (facts.refunds ?? []).filter(({ amount }) => currencyOf(amount) === currency);
  for (const [purpose, amount] of taken) {
    units -= unitsOf(amount);
    if (isCleared(cleared, purpose) || (isCarried && purpose === "recoup")) book.subtract(exchange, "carried", amount);
    else if (/^[pd]:/.test(purpose))
      give(given, contractNamed(purpose), { ...giftOf(kind, key, amount), back: backFor(refunds, purpose) });
    else if (!purpose.startsWith("m:") && purpose !== "recoup") book.add(exchange, "elsewhere", amount);
  }
  for (const { contract, amount } of refunds) {
    if (!taken.some(([purpose]) => purpose === `p:${contract}`)) note("refundDiffers", key, contract);
    const off = subtractOrUndefined(amount, kind.feeRefund) ?? zero(currency);
    units += unitsOf(off);
    if (cleared.contracts.has(contract)) book.add(exchange, "carried", off);
    else book.add(exchange, "feeRefund", ofUnits(currency, unitsOf(amount) - unitsOf(off)));
  }
  for (const amount of returnedBy(facts.returns)) if (currencyOf(amount) === currency) units += unitsOf(amount);
  // Coins of change that is cleared away bring nothing back any more; what they brought is carried over.
  const late = (facts.returns ?? []).filter(({ coin }) => cleared.sources.has(coinPath(coin).of));
  for (const amount of returnedBy(late)) if (currencyOf(amount) === currency) book.add(exchange, "carried", amount);
  for (const { amount } of unexplained(facts, ghosts)) {
    units -= unitsOf(amount);
    book.add(exchange, "elsewhere", amount);
  }
  if (units < 0n) {
    note("coinOverspent", key);
    return;
  }
  const purged = purgedUnits(facts, currency, units);
  units -= purged;
  book.add(exchange, "purged", ofUnits(currency, purged));
  const left = ofUnits(currency, units);
  const moves = taken.length + refunds.length + (facts.returns ?? []).length;
  const rest = restKind({ left, isTouched: moves > 0 || facts.shownAt !== undefined, kind }, least, now);
  if (rest !== undefined) book.add(exchange, lineByRest[rest], left);
}

/** What others took of it before they heard of the purge was not there to be purged. */
function purgedUnits(facts: Coin["facts"], currency: string, left: bigint): bigint {
  const [given] = purgedFrom(facts).filter((amount) => currencyOf(amount) === currency);
  const units = given === undefined ? 0n : unitsOf(given);
  return units < left ? units : left;
}

const giftOf = ({ exchange, feeDeposit }: Denomination["facts"], coin: string, taken: Amount) => ({
  exchange,
  coin,
  taken,
  feeDeposit,
});

const backFor = (refunds: NonNullable<Coin["facts"]["refunds"]>, purpose: string): Given["back"] =>
  refunds.filter(({ contract }) => purpose === `p:${contract}`).map(({ id, amount }) => ({ id, amount }));

function give(given: Map<string, Given[]>, contract: string, one: Given): void {
  const so = given.get(contract);
  if (so) so.push(one);
  else given.set(contract, [one]);
}
