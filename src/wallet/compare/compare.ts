/** Exchanges side by side: what each costs in a year, gives and asks, from what is known here. Nobody is asked anything. */
import type { AccountView, ComparedExchange, Comparison, YearView } from "../../api/comparison-views.ts";
import { isProblemCode } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { addressOf } from "../../exchange/manage.ts";
import { entryStatus, tosStatus, type UpdateStatus, updateStatus } from "../../exchange/status.ts";
import { type Trusted, trustedNow, trustIn } from "../../exchange/trust.ts";
import { type Exchange, exchanges } from "../../store/entities/exchange.ts";
import type { ExchangeOffer, OfferedAccount } from "../../store/exchange-offer.ts";
import { type Amount, compare, unitsOf, zero } from "../../taler/amount.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import { bestDenominations } from "../coins/denominations.plan.ts";
import { styleOf } from "../currency-style.ts";
import { fittingAccount } from "../withdraw/account.ts";
import { amountOf } from "../withdraw/look.ts";
import { proposedExchange } from "../withdraw/propose.ts";
import { monthlyPayments, paymentsPerWire, type YearCost, yearOf } from "./year.plan.ts";

/** What a page wants compared. */
export interface Wanted {
  /** Only exchanges of this currency, and those of which nobody knows. */
  readonly currency?: string | undefined;
  /** What is withdrawn each month: a number. */
  readonly monthly?: string | undefined;
  /** Beside all that are known: what a bank suggests. */
  readonly also?: readonly string[] | undefined;
  /** BCP 47 tags, best first, for what exchanges say in many languages. */
  readonly languages?: readonly string[] | undefined;
}

/** Of whatever currency; a comparison needs some amount. */
const usualMonthly = "50";

/** Throws `badInput` when `monthly` is no number. */
export async function compareExchanges(env: Env, wanted: Wanted): Promise<Comparison> {
  const { currency, also = [], monthly = usualMonthly } = wanted;
  const rows = await env.db.of(exchanges).toArray();
  const urls = [...new Set([...rows.map(({ key }) => key), ...env.presets.exchanges, ...also.map(addressOf)])].sort();
  const offers = await env.db.offers.bulkGet(urls);
  const trusted = await trustedNow(env);
  const all = urls.map((url, index) =>
    compared(env, url, { exchange: rows.find(({ key }) => key === url), offer: offers[index], trusted }, wanted),
  );
  const fitting = all.filter((one) => currency === undefined || (one.currency ?? currency) === currency);
  const proposed = await proposedExchange(env, currency);
  return {
    monthly,
    ...(proposed !== undefined && { proposed }),
    payments: monthlyPayments.length,
    paymentsPerWire,
    exchanges: fitting.map((one) => ({ ...one, isCheapest: isCheapest(one, fitting) })).sort(inOrder),
  };
}

interface Known {
  readonly exchange: Exchange | undefined;
  readonly offer: ExchangeOffer | undefined;
  readonly trusted: Trusted;
}

function compared(env: Env, url: string, known: Known, wanted: Wanted): ComparedExchange {
  const { exchange, offer, trusted } = known;
  const trust = trustIn(trusted, exchange, offer);
  const currency = exchange?.facts.currency?.value;
  const style = styleOf(exchange);
  const { trouble, limits, accounts = [] } = offer ?? {};
  return {
    url,
    ...(currency !== undefined && { currency }),
    ...(style && { style }),
    entry: entryStatus(known),
    state: stateOf(updateStatus(known, env.now()), exchange),
    ...(trouble && { trouble: isProblemCode(trouble.code) ? trouble.code : "bug" }),
    tos: tosStatus(known),
    ...(currency !== undefined && offer && money(env, currency, known, wanted.monthly ?? usualMonthly)),
    isCheapest: false,
    ...(trust && { trust }),
    accounts: accounts.map((one) => accountView(one, wanted.languages ?? [])),
    ...(limits && { limits: { ...limits, isIdentified: limits.isIdentified === true } }),
  };
}

const stateByStatus = {
  initial: "unasked",
  "initial-update": "outdated",
  suspended: "suspended",
  "unavailable-update": "unavailable",
  ready: "ready",
  "ready-update": "ready",
  "outdated-update": "outdated",
} as const satisfies Record<UpdateStatus, ComparedExchange["state"]>;

function stateOf(status: UpdateStatus, exchange: Exchange | undefined): ComparedExchange["state"] {
  const state = stateByStatus[status];
  return state === "ready" && exchange && fittingAccount(exchange, undefined) === undefined ? "noAccount" : state;
}

/** The year and the coins; nothing of an exchange that issues none now. */
function money(env: Env, currency: string, { exchange, offer }: Known, monthly: string) {
  const now = seconds(env.now());
  const coins = bestDenominations(currency, offer?.denominations ?? [], now).map(({ value }) => value);
  const [smallest, largest] = [coins.toSorted(compare)[0], coins.toSorted(compare).at(-1)];
  if (smallest === undefined || largest === undefined) return {};
  const amount = amountOf(monthly, currency) ?? zero(currency);
  const year = yearOf(amount, offer?.denominations ?? [], wireFeeOf(exchange, currency, now), now);
  return { coins: { smallest, largest }, ...(year && { year: yearView(year, amount) }) };
}

/** The dearest of its wires now; shops choose the method, not the payer. */
function wireFeeOf(exchange: Exchange | undefined, currency: string, now: number): Amount {
  const fees = (exchange?.facts.learned?.value.wireFees ?? [])
    .filter(({ start, end }) => !isBefore(now, start) && isBefore(now, end))
    .map(({ wire }) => wire);
  return fees.toSorted(compare).at(-1) ?? zero(currency);
}

function yearView(year: YearCost, monthly: Amount): YearView {
  const withdrawn = unitsOf(monthly) * 12n;
  return { ...year, perMille: Number((unitsOf(year.total) * 1000n + withdrawn / 2n) / withdrawn) };
}

function accountView({ method, country, isConverted, isClosed, rules }: OfferedAccount, languages: readonly string[]) {
  const said = rules.map(({ hint, hintByLanguage = {} }) => {
    const tag = languages.map((one) => one.split("-")[0] ?? "").find((one) => Object.hasOwn(hintByLanguage, one));
    return (tag === undefined ? undefined : hintByLanguage[tag]) ?? hint;
  });
  return {
    method,
    ...(country !== undefined && { country }),
    isConverted: isConverted === true,
    isClosed: isClosed === true,
    rules: said,
  } satisfies AccountView;
}

const totalOf = ({ year }: ComparedExchange): bigint | undefined => year && unitsOf(year.total as Amount);

function isCheapest(one: ComparedExchange, all: readonly ComparedExchange[]): boolean {
  const total = one.state === "ready" ? totalOf(one) : undefined;
  const rivals = all.filter(({ state, currency }) => state === "ready" && currency === one.currency);
  const others = rivals.flatMap((rival) => totalOf(rival) ?? []);
  return total !== undefined && others.every((other) => total <= other) && others.some((other) => total < other);
}

/** What can be chosen, by currency and cost; then what can perhaps be; then what cannot. */
const rank: readonly ComparedExchange["state"][] = [
  "ready",
  "outdated",
  "unasked",
  "unavailable",
  "noAccount",
  "suspended",
];

function inOrder(a: ComparedExchange, b: ComparedExchange): number {
  const byRank = rank.indexOf(a.state) - rank.indexOf(b.state);
  if (byRank !== 0) return byRank;
  const [x, y] = [a.currency ?? "", b.currency ?? ""];
  if (x !== y) return x < y ? -1 : 1;
  const [mine, other] = [totalOf(a), totalOf(b)];
  if (mine !== other) return other === undefined || (mine !== undefined && mine < other) ? -1 : 1;
  return a.url < b.url ? -1 : 1;
}
