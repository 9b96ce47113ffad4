/** Looking at a withdrawal before accepting it: what it brings, what it costs, at which exchange. */
import { WalletError } from "../../api/problems.ts";
import type { WithdrawalOffer } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { addExchange, addressOf, noteLook } from "../../exchange/manage.ts";
import { type Ready, readyExchange } from "../../exchange/ready.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { type Withdrawal, withdrawalStatus } from "../../store/entities/withdrawal.ts";
import { type Amount, amount as amountCodec, currencyOf } from "../../taler/amount.ts";
import type { WithdrawalOperation } from "../../taler/bank-api.ts";
import { FormatError } from "../../taler/codec.ts";
import { seconds } from "../../taler/time.ts";
import type { TalerUri } from "../../taler/uri.ts";
import { chooseDenominations } from "../coins/denominations.plan.ts";
import { styleOf } from "../currency-style.ts";
import { bankOperationOf, readLink, withdrawalOf } from "./accept.ts";
import { askBank, type BankOperation, checkBank } from "./bank.ts";
import { proposedExchange, usableExchanges } from "./propose.ts";

/** As the page asks: a link, or an exchange for a manual wire; the amount where it may be chosen. */
export interface Wish {
  readonly link?: string | undefined;
  readonly exchange?: string | undefined;
  readonly amount?: string | undefined;
}

/** Asks the bank and the exchange; an exchange looked at for the first time becomes an ephemeral entry (seed 004). */
export async function lookAtWithdrawal(env: Env, wish: Wish): Promise<WithdrawalOffer> {
  const named = wish.link === undefined ? undefined : exchangeIn(wish.link);
  const bank = wish.link === undefined || named ? undefined : bankOperationOf(wish.link);
  const operation = bank && (await openOperation(env, bank));
  const known = bank && (await withdrawalOf(env, bank));
  const urls = await candidates(env, wish.exchange ?? named?.exchangeBaseUrl, operation);
  const url = urls[0];
  if (url === undefined) throw new WalletError("notFound", "no exchange is known that could be used");
  const ready = await looked(env, url);
  if (named) requireNamed(named, ready);
  const currency = operation?.currency ?? ready.row.facts.currency?.value ?? "";
  if (ready.row.facts.currency?.value !== currency) throw new WalletError("wrongCurrency", currency);
  const suggested = operation?.suggested_amount ?? sameCurrency(named?.amount, currency);
  const amount = operation?.amount ?? amountOf(wish.amount, currency) ?? suggested;
  const style = styleOf(ready.row);
  return {
    ...(bank && wish.link !== undefined && { link: wish.link, bank: bank.url }),
    ...(amount !== undefined && { amount }),
    isAmountFixed: operation?.amount !== undefined,
    currency,
    exchanges: urls,
    isExchangeFixed: operation?.required_exchange !== undefined,
    exchange: url,
    ...(amount !== undefined && costs(env, amount, ready)),
    tos: ready.tos === "pending" ? "proposed" : ready.tos,
    ...(ready.offer.tosOffered && { tosVersion: ready.offer.tosOffered }),
    ...(ready.tos === "proposed" && ready.row.facts.tosAccepted && { isTosNew: true }),
    ...(known && isStillIt(known, operation) && { transaction: known.key }),
    ...(style && { style }),
  };
}

type NamedExchange = Extract<TalerUri, { readonly action: "withdraw-exchange" }>;

/** The exchange that a taler://withdraw-exchange link names: money is sent to it by a transfer of one's own. */
function exchangeIn(link: string): NamedExchange | undefined {
  const uri = readLink(link);
  return uri.action === "withdraw-exchange" ? uri : undefined;
}

/** Older links name the exchange's main key as well; another exchange at the same address is not meant by them. */
function requireNamed({ exchangeBaseUrl, masterPub }: NamedExchange, { row }: Ready): void {
  if (masterPub === undefined || row.key !== exchangeBaseUrl) return;
  if (row.facts.masterPub?.value !== masterPub) throw new WalletError("badLink", "it names another main key");
}

const sameCurrency = (amount: Amount | undefined, currency: string): Amount | undefined =>
  amount !== undefined && currencyOf(amount) === currency ? amount : undefined;

/** What was given up here and is untouched at the bank may be accepted anew. */
const isStillIt = (known: Withdrawal, operation: WithdrawalOperation | undefined): boolean =>
  withdrawalStatus(known) !== "aborted" || operation?.status !== "pending";

async function openOperation(env: Env, bank: BankOperation): Promise<WithdrawalOperation> {
  await checkBank(env, bank.url);
  const operation = await askBank(env, bank);
  if ("refused" in operation) throw new WalletError("bankOperationUnknown", `code ${operation.refused}`);
  if (operation.status === "aborted") throw new WalletError("bankOperationAborted");
  const isAccepted = (await withdrawalOf(env, bank)) !== undefined;
  if (operation.status !== "pending" && !isAccepted) throw new WalletError("bankOperationTaken");
  return operation;
}

/** Exchanges that can be used, the one to begin with first. */
async function candidates(
  env: Env,
  chosen: string | undefined,
  operation: WithdrawalOperation | undefined,
): Promise<string[]> {
  if (operation?.required_exchange) return [addressOf(operation.required_exchange)];
  const currency = operation?.currency;
  const urls = [chosen, await proposedExchange(env, currency), operation?.suggested_exchange];
  const first = urls.flatMap((url) => (url === undefined ? [] : [addressOf(url)]));
  const presets = operation ? [] : env.presets.exchanges;
  return [...new Set([...first, ...(await usableExchanges(env, currency)), ...presets])];
}

async function looked(env: Env, url: string): Promise<Ready> {
  const known = await env.db.of(exchanges).get(url);
  if (known) await noteLook(env, known);
  else await addExchange(env, url);
  return readyExchange(env, url);
}

/** What somebody typed, with or without the currency; undefined for nothing. Throws `badInput`, `wrongCurrency`. */
export function amountOf(typed: string | undefined, currency: string): Amount | undefined {
  if (typed === undefined || typed.trim() === "") return undefined;
  try {
    const amount = amountCodec.parse(typed.includes(":") ? typed : `${currency}:${typed.trim()}`);
    if (currencyOf(amount) !== currency) throw new WalletError("wrongCurrency", currency);
    return amount;
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badInput", "not an amount") : error;
  }
}

function costs(env: Env, amount: Amount, { offer }: Ready) {
  const choice = chooseDenominations(amount, offer.denominations, seconds(env.now()));
  if (choice.count === 0) throw new WalletError("amountTooSmall");
  return { effective: choice.value, fees: choice.fees, rest: choice.rest, coinCount: choice.count };
}
