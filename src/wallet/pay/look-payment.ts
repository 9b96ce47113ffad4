/** Looking at an offer before paying: who asks for how much and for what, what it costs on top, and whether it can be paid. */

import type { PaymentOffer } from "../../api/payment-views.ts";
import type { Env } from "../../env/env.ts";
import { updateStatus } from "../../exchange/status.ts";
import { coinPath } from "../../store/entities/coin.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { purchases } from "../../store/entities/purchase.ts";
import type { ClaimedOrder } from "../../store/self.ts";
import { type Amount, add, amount, currencyOf, subtractOrUndefined, sum } from "../../taler/amount.ts";
import type { Contract } from "../../taler/check-contract.ts";
import { type ContractTerms, fulfillmentOf, inLanguage } from "../../taler/contract-terms.ts";
import { isBefore, seconds, type Timestamp } from "../../taler/time.ts";
import type { CoinChoice, CoinShortage } from "../coins/coins.plan.ts";
import { styleOfCurrency } from "../currency-style.ts";
import { listBalances } from "../story/balances.ts";
import { choosePayment, marketFor, type Purse, purseOf } from "./choose-payment.ts";
import { claim, contractOf, payUriOf } from "./claim.ts";
import { shortageOf } from "./shortage.ts";

/** The link of an offer, and how it is to be looked at. */
export interface PaymentWish {
  readonly link: string;
  readonly languages?: readonly string[] | undefined;
  /** It may be paid for again and again, whatever page it is for. */
  readonly isRecurring?: boolean;
}

/** Claims the order of this link if need be, and chooses coins as paying would, without taking them. */
export async function lookAtPayment(
  env: Env,
  { link, languages = [], isRecurring = false }: PaymentWish,
): Promise<PaymentOffer> {
  const uri = payUriOf(link);
  const known = await claim(env, uri);
  if ("purchase" in known) {
    const { key, facts } = known.purchase;
    const isOtherSession = uri.sessionId !== "" && uri.sessionId !== facts.session?.value;
    const state = facts.paid && isOtherSession ? "paidBefore" : "accepted";
    return { ...(await described(env, contractOf(facts.contract), languages)), state, transaction: key };
  }
  return offered(env, known.order, languages, isRecurring);
}

async function offered(
  env: Env,
  order: ClaimedOrder,
  languages: readonly string[],
  isRecurring: boolean,
): Promise<PaymentOffer> {
  const contract = contractOf(order.contract);
  const offer = await described(env, contract, languages);
  const same = isRecurring ? undefined : await paidBefore(env, contract);
  if (same !== undefined) return { ...offer, state: "paidBefore", transaction: same };
  if (!isBefore(seconds(env.now()), contract.terms.pay_deadline)) return { ...offer, state: "expired" };
  const market = await marketFor(env, contract);
  const purse = await purseOf(env.db, market);
  return { ...offer, ...(await costs(env, contract, purse, choosePayment(contract, purse, market))) };
}

/** Another order for the same page that is paid: it need not be paid twice (GNU Taler merchant API, repurchase). */
async function paidBefore(env: Env, { hash, terms }: Contract): Promise<string | undefined> {
  const goal = fulfillmentOf(terms);
  if (goal.kind !== "page") return undefined;
  const rows = await env.db.of(purchases).where("ix.fulfillment").equals(goal.url).toArray();
  const own = rows.filter(({ key, facts }) => key !== hash && facts.merchant === terms.merchant_base_url);
  return own.find((row) => row.facts.paid !== undefined && (row.facts.refunds ?? []).length === 0)?.key;
}

async function costs(env: Env, contract: Contract, purse: Purse, choice: CoinChoice | CoinShortage) {
  const { terms } = contract;
  const currency = currencyOf(terms.amount);
  const kinds = new Map(purse.denominations.map((kind) => [kind.key, kind.facts]));
  const kindOf = (key: string) => kinds.get(coinPath(key).denom) ?? [];
  const values = purse.coins.flatMap(({ key }) => kindOf(key)).map(({ value }) => value);
  const available = sum(
    currency,
    values.filter((value) => currencyOf(value) === currency),
  );
  if ("why" in choice)
    return { state: "tooLittle" as const, available, ...(await shortageOf(env, contract, choice, available)) };
  const { customerFees, refreshCost, parts } = choice;
  const payFrom = [...new Set(parts.flatMap(({ key }) => kindOf(key)).map(({ exchange }) => exchange))];
  const total = sum(currency, [terms.amount, customerFees, refreshCost]);
  const fees = add(customerFees, refreshCost);
  const unavailable = await unavailableAmong(env, payFrom);
  return {
    ...{ state: "payable" as const, fees, total, available, payFrom },
    ...(unavailable.length > 0 && { unavailable }),
    ...(await balanceAfter(env, total)),
  };
}

/** Spending goes on at an exchange in trouble, and whoever pays is told (seed 004, unavailable-update). */
async function unavailableAmong({ db, now }: Env, urls: readonly string[]): Promise<string[]> {
  const rows = await db.of(exchanges).bulkGet([...urls]);
  const offers = await db.offers.bulkGet([...urls]);
  return urls.filter(
    (_, index) => updateStatus({ exchange: rows[index], offer: offers[index] }, now()) === "unavailable-update",
  );
}

async function balanceAfter(env: Env, total: Amount): Promise<Pick<PaymentOffer, "balanceAfter">> {
  const balance = (await listBalances(env)).find(({ currency }) => currency === currencyOf(total));
  const left = balance && subtractOrUndefined(amount.parse(balance.available), total);
  return left === undefined ? {} : { balanceAfter: left };
}

/** What of the contract a page shows. */
async function described(env: Env, { hash, terms }: Contract, languages: readonly string[]) {
  const known = await env.db.of(exchanges).bulkGet(terms.exchanges.map(({ url }) => url));
  const style = styleOfCurrency(known, currencyOf(terms.amount));
  const goal = fulfillmentOf(terms);
  const page = goal.kind === "page" ? goal.url : terms.merchant.website;
  return {
    id: hash,
    merchant: terms.merchant.name,
    merchantUrl: terms.merchant_base_url,
    ...(page !== undefined && { shopPage: page }),
    summary: inLanguage(terms.summary, terms.summary_i18n, languages),
    products: productsOf(terms, languages),
    amount: terms.amount,
    exchanges: terms.exchanges.map(({ url }) => url),
    ...moment("payUntil", terms.pay_deadline),
    ...moment("refundUntil", isRefundable(terms) ? terms.refund_deadline : undefined),
    ...(style && { style }),
  };
}

const isRefundable = ({ refund_deadline: end, timestamp }: ContractTerms) =>
  end !== undefined && isBefore(timestamp, end);

const mostProducts = 100;

function productsOf({ products = [] }: ContractTerms, languages: readonly string[]) {
  return products
    .slice(0, mostProducts)
    .map(({ description, product_name, description_i18n, quantity, unit, price }) => ({
      name: inLanguage(description ?? product_name ?? "", description_i18n, languages),
      ...(quantity !== undefined && { quantity }),
      ...(unit !== undefined && { unit }),
      ...(price !== undefined && { price }),
    }));
}

/** A moment for a page, in milliseconds; nothing for one that never comes. */
function moment<N extends string>(name: N, at: Timestamp | undefined): { readonly [K in N]?: number } {
  return (at === undefined || at === "never" ? {} : { [name]: at * 1000 }) as { readonly [K in N]?: number };
}
