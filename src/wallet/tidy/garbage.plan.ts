/** What of the wallet is garbage: rows that are over for good and that nothing needs any more; pure. */
import { type Deed, learn, remove } from "../../store/deed.ts";
import { type Batch, batches } from "../../store/entities/batch.ts";
import { type Coin, coinPath, coins, takenBy } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Deposit, deposits } from "../../store/entities/deposit.ts";
import { payments } from "../../store/entities/payment.ts";
import { type Purchase, purchases } from "../../store/entities/purchase.ts";
import { type Recoup, recoups } from "../../store/entities/recoup.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { type Reserve, reserves } from "../../store/entities/reserve.ts";
import { type Withdrawal, withdrawals } from "../../store/entities/withdrawal.ts";
import type { MoneyRows } from "../books/ledger.ts";
import {
  coinEnd,
  depositEnd,
  isCalm,
  type Kinds,
  notYet,
  paymentEnd,
  purchaseEnd,
  refreshEnd,
  withdrawalEnd,
} from "./ends.plan.ts";
import { springsOf } from "./springs.ts";
import { depositSummary, purchaseSummary, withdrawalSummary } from "./summaries.plan.ts";
import { type Bundle, bundlesOf, contractIn } from "./ties.ts";

/** Every row that may become garbage, as of one moment. */
export interface Holdings extends MoneyRows {
  readonly recoups: readonly Recoup[];
}

export interface TidyRule {
  /** Seconds. */
  readonly now: number;
  /** For so many years entries of the story are kept; 0 for ever. */
  readonly years: number;
  /** Keys of entries that are over by the word of others. */
  readonly over?: ReadonlySet<string>;
  /** So many rows are enough, or somewhat more: what else there is another look finds. */
  readonly most?: number;
}

const year = 365 * 24 * 60 * 60;

/**
 * What to write, part by part: each part leaves books that add up, and may be the last that is written. In this order:
 * what is over from the wires to the last payments, then what no secret follows from, entries that are older than the
 * user keeps them, and denominations that nothing is of.
 */
export function garbageIn(all: Holdings, rule: TidyRule): readonly (readonly Deed[])[] {
  const tidying = new Tidying(all, rule);
  tidying.closeWithdrawals();
  tidying.closeBundles();
  tidying.dropSprings();
  tidying.dropEntries();
  tidying.dropDenominations();
  return tidying.parts;
}

/**
 * Whether this is an entry of the history that is older than the user keeps them. Such a one goes once it is over; whether
 * that is so is another question.
 */
export function isOldEntry(set: string, { acceptedAt, noticedAt }: EntryTimes, { now, years }: TidyRule): boolean {
  const at = set === recoups.name ? noticedAt : acceptedAt;
  const isEntry = [withdrawals.name, purchases.name, deposits.name, recoups.name].includes(set);
  return isEntry && years > 0 && typeof at === "number" && at + years * year <= now;
}

/** When something was begun, as its facts tell; seconds. */
interface EntryTimes {
  readonly acceptedAt?: unknown;
  readonly noticedAt?: unknown;
}

/** The rows that this takes away, each by its set and key. */
export const takenAway = (parts: readonly (readonly Deed[])[]): ReadonlySet<string> =>
  new Set(parts.flat().flatMap(({ verb, entity, key }) => (verb === "remove" ? [`${entity.name} ${key}`] : [])));

class Tidying {
  readonly parts: (readonly Deed[])[] = [];
  #count = 0;
  readonly #all: Holdings;
  readonly #rule: TidyRule;
  readonly #kinds: Kinds;
  readonly #purchases: ReadonlyMap<string, Purchase>;
  readonly #deposits: ReadonlyMap<string, Deposit>;
  /** Coins of which others have taken without telling. */
  readonly #ghostly: ReadonlySet<string>;
  /** Denominations whose revocation is still told. */
  readonly #revoked: ReadonlySet<string>;
  /** Reserves and changes whose coins are carried over, those of this very plan included. */
  readonly #carried: Set<string>;
  /** Entries that are summed up. */
  readonly #summed: Set<string>;
  readonly #gone = new Set<string>();

  constructor(all: Holdings, rule: TidyRule) {
    const keysOf = (rows: readonly { readonly key: string }[]) => rows.map(({ key }) => key);
    this.#all = all;
    this.#rule = rule;
    this.#kinds = new Map(all.denominations.map(({ key, facts }) => [key, facts]));
    this.#purchases = new Map(all.purchases.map((row) => [row.key, row]));
    this.#deposits = new Map(all.deposits.map((row) => [row.key, row]));
    this.#ghostly = new Set(all.ghosts.map(({ coin }) => coin));
    this.#revoked = new Set(keysOf(all.recoups));
    this.#carried = new Set(keysOf([...all.reserves, ...all.refreshes].filter(({ facts }) => facts.carriedAt)));
    const entries = [...all.withdrawals, ...all.purchases, ...all.deposits];
    this.#summed = new Set([...keysOf(entries.filter(({ facts }) => facts.summary)), ...(rule.over ?? [])]);
  }

  closeWithdrawals(): void {
    const plans = new Map<string, Batch[]>();
    for (const plan of this.#all.batches) {
      const known = plans.get(plan.facts.reserve);
      if (known) known.push(plan);
      else plans.set(plan.facts.reserve, [plan]);
    }
    const rows = new Map(this.#all.withdrawals.map((row) => [row.key, row]));
    for (const reserve of this.#all.reserves) {
      if (this.#isEnough) return;
      const row = rows.get(reserve.key);
      const own = plans.get(reserve.key) ?? [];
      const isClosed = this.#carried.has(reserve.key) && own.length === 0 && (!row || this.#summed.has(reserve.key));
      if (row && !isClosed && !this.#isRevoked(reserve)) this.#closeWithdrawal(row, reserve, own);
    }
  }

  #closeWithdrawal(row: Withdrawal, reserve: Reserve, own: readonly Batch[]): void {
    const { key } = row;
    const { now, over } = this.#rule;
    if (!over?.has(key) && !isCalm(withdrawalEnd(row, reserve, own, this.#kinds), now)) return;
    const summary = row.facts.summary ?? withdrawalSummary(row, reserve, own, this.#kinds);
    this.#write([
      learn(reserves, key, { carriedAt: now }),
      learn(withdrawals, key, { summary }),
      ...own.map((plan) => remove(batches, plan.key)),
    ]);
    this.#carried.add(key);
    this.#summed.add(key);
  }

  /** What revoked coins brought is told with the revocation, as long as that is told. */
  #isRevoked({ facts }: Reserve): boolean {
    return (facts.recoups ?? []).some(({ coin }) => this.#revoked.has(coinPath(coin).denom));
  }

  /** A bundle goes when all in it is over, and all that its coins came from is carried over: from the oldest on. */
  closeBundles(): void {
    const sources = new Set([...this.#all.reserves, ...this.#all.refreshes].map(({ key }) => key));
    const isReady = (bundle: Bundle) =>
      bundle.coins.every(({ key }) => {
        const { of } = coinPath(key);
        return this.#carried.has(of) || !sources.has(of);
      });
    let open = bundlesOf(this.#all);
    for (let before = notYet; open.length < before; ) {
      before = open.length;
      open = open.filter((bundle) => {
        if (this.#isEnough || !isReady(bundle)) return true;
        if (isCalm(this.#endOf(bundle), this.#rule.now)) this.#closeBundle(bundle);
        return false;
      });
    }
  }

  #endOf({ coins: own, contracts, payments: plans, refreshes: melts }: Bundle): number {
    if (own.length + plans.length === 0 && contracts.every((key) => this.#summed.has(key))) return notYet;
    if (own.some((coin) => this.#isHeld(coin))) return notYet;
    const end = Math.max(
      ...own.map((coin) => coinEnd(coin, this.#kinds)),
      ...plans.map(paymentEnd),
      ...melts.map((row) => refreshEnd(row, this.#kinds)),
    );
    // Contracts take long to read, and most bundles are still in use anyway.
    return isCalm(end, this.#rule.now) ? Math.max(end, ...contracts.map((key) => this.#endOfEntry(key))) : end;
  }

  #endOfEntry(key: string): number {
    if (this.#summed.has(key)) return 0;
    const [purchase, deposit] = [this.#purchases.get(key), this.#deposits.get(key)];
    return purchase ? purchaseEnd(purchase) : deposit ? depositEnd(deposit) : 0;
  }

  /** Others have taken of it and have not told yet, or the story of its revocation needs it. */
  #isHeld({ key, facts }: Coin): boolean {
    if (this.#ghostly.has(key)) return true;
    const isTold = takenBy(facts).has("recoup") && this.#revoked.has(coinPath(key).denom);
    return isTold || (facts.returns ?? []).some(({ coin }) => this.#revoked.has(coinPath(coin).denom));
  }

  #closeBundle({ coins: own, contracts, payments: plans, refreshes: melts }: Bundle): void {
    const spent = { payments: plans, coins: own, refreshes: melts, denominations: this.#kinds, ghosts: [] };
    const deeds: Deed[] = [];
    for (const key of contracts) {
      const [purchase, deposit] = [this.#purchases.get(key), this.#deposits.get(key)];
      if (this.#summed.has(key)) continue;
      if (purchase) deeds.push(learn(purchases, key, { summary: purchaseSummary(purchase, spent) }));
      else if (deposit) deeds.push(learn(deposits, key, { summary: depositSummary(deposit, spent) }));
      this.#summed.add(key);
    }
    for (const row of melts) {
      if (refreshStatus(row) !== "done") deeds.push(remove(refreshes, row.key));
      else if (!this.#carried.has(row.key)) deeds.push(learn(refreshes, row.key, { carriedAt: this.#rule.now }));
      this.#carried.add(row.key);
    }
    deeds.push(...own.map(({ key }) => remove(coins, key)), ...plans.map(({ key }) => remove(payments, key)));
    this.#write(deeds);
  }

  /** Carried over, and no coin that is left, nor change under way, has its secrets from there. */
  dropSprings(): void {
    const oldCoin = new Map(this.#all.refreshes.map(({ key, facts }) => [key, facts.coin]));
    const changing = this.#all.refreshes.filter(
      ({ key }) => !this.#carried.has(key) && !this.#isGone("refreshes", key),
    );
    const left = this.#all.coins.flatMap(({ key }) => (this.#isGone("coins", key) ? [] : [key]));
    const needed = springsOf([...left, ...changing.map(({ facts }) => facts.coin)], (key) => oldCoin.get(key));
    const isIdle = ({ key }: { readonly key: string }) => this.#carried.has(key) && !needed.has(key);
    for (const { key } of this.#all.refreshes)
      if (isIdle({ key }) && !this.#isGone("refreshes", key)) this.#write([remove(refreshes, key)]);
    const highest = highestCounters(this.#all.reserves);
    for (const row of this.#all.reserves)
      if (isIdle(row) && !highest.has(row.key)) this.#write([remove(reserves, row.key)]);
  }

  /** Contracts of which a payment or a coin still tells: without the entry nobody knows that its books are closed. */
  #told(): ReadonlySet<string> {
    const told = new Set<string>();
    for (const { key, facts } of this.#all.payments) if (!this.#isGone("payments", key)) told.add(facts.contract);
    for (const { key, facts } of this.#all.coins) {
      const spends = this.#isGone("coins", key) ? [] : (facts.spends ?? []);
      for (const { by } of spends) if (/^[pd]:/.test(by)) told.add(contractIn(by));
    }
    return told;
  }

  dropEntries(): void {
    const told = this.#told();
    for (const [entity, rows] of [
      [withdrawals, this.#all.withdrawals],
      [purchases, this.#all.purchases],
      [deposits, this.#all.deposits],
    ] as const)
      for (const { key, facts } of rows)
        if (this.#summed.has(key) && !told.has(key) && isOldEntry(entity.name, facts, this.#rule))
          this.#write([remove(entity, key)]);
    for (const { key, facts } of this.#all.recoups)
      if (isOldEntry(recoups.name, facts, this.#rule) && this.#isExpired(key)) this.#write([remove(recoups, key)]);
  }

  dropDenominations(): void {
    const used = new Set<string>();
    const living = <R extends { readonly key: string }>(set: string, rows: readonly R[]) =>
      rows.filter(({ key }) => !this.#isGone(set, key));
    for (const { key } of living("coins", this.#all.coins)) used.add(coinPath(key).denom);
    for (const { key } of living("recoups", this.#all.recoups)) used.add(key);
    for (const { facts } of living("batches", this.#all.batches)) for (const { denom } of facts.coins) used.add(denom);
    for (const { key, facts } of living("refreshes", this.#all.refreshes)) {
      if (this.#carried.has(key)) continue;
      for (const denom of [coinPath(facts.coin).denom, ...facts.denoms]) used.add(denom);
    }
    for (const { key } of this.#all.denominations)
      if (!used.has(key) && this.#isExpired(key)) this.#write([remove(denominations, key)]);
  }

  /** Nobody has anything for coins of this denomination any more. */
  #isExpired(denom: string): boolean {
    const end = this.#kinds.get(denom)?.expireDeposit ?? 0;
    return end !== "never" && isCalm(end, this.#rule.now);
  }

  #isGone(set: string, key: string): boolean {
    return this.#gone.has(`${set} ${key}`);
  }

  /** Whatever comes before it leaves books that add up: it may end anywhere. */
  get #isEnough(): boolean {
    return this.#count >= (this.#rule.most ?? notYet);
  }

  #write(deeds: readonly Deed[]): void {
    if (deeds.length === 0 || this.#isEnough) return;
    this.#count += deeds.length;
    this.parts.push(deeds);
    for (const name of takenAway([deeds])) this.#gone.add(name);
  }
}

/** The last key of each slot stays, so that nobody counts from the start again. */
function highestCounters(rows: readonly Reserve[]): ReadonlySet<string> {
  const highest = new Map<string, Reserve>();
  for (const row of rows) {
    const path = `${row.facts.root}/${row.facts.slot}`;
    if ((highest.get(path)?.facts.counter ?? 0) < row.facts.counter) highest.set(path, row);
  }
  return new Set([...highest.values()].map(({ key }) => key));
}
