/** Accepting a withdrawal: from here on it is the wallet's business, and nothing of it is lost. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { readyExchange } from "../../exchange/ready.ts";
import { currentTosStatus } from "../../exchange/terms.ts";
import { insert } from "../../store/deed.ts";
import { devices, slotOf } from "../../store/entities/device.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { type Withdrawal, withdrawalStatus, withdrawals } from "../../store/entities/withdrawal.ts";
import { decide } from "../../store/save.ts";
import { type Amount, amount as amountCodec, compare, currencyOf, isZero } from "../../taler/amount.ts";
import type { WithdrawalOperation } from "../../taler/bank-api.ts";
import { FormatError } from "../../taler/codec.ts";
import { seconds } from "../../taler/time.ts";
import { parseTalerUri, type TalerUri } from "../../taler/uri.ts";
import { chooseDenominations } from "../coins/denominations.plan.ts";
import { accountFor } from "./account.ts";
import { askBank, type BankOperation, checkBank } from "./bank.ts";
import { type FreshReserve, freshReserve, type ReserveDeed } from "./fresh-reserve.ts";

/** What the user agreed to. Without a link it is a manual wire, and the amount is what the user means to send. */
export interface Acceptance {
  readonly link?: string | undefined;
  readonly exchange: string;
  readonly amount?: string | undefined;
}

/**
 * Makes the reserve and the withdrawal, both in one transaction, and returns the withdrawal's key. The same link
 * accepted twice is one withdrawal. Nothing has been said to bank or exchange about the reserve yet.
 */
export async function acceptWithdrawal(env: Env, { link, exchange, amount }: Acceptance): Promise<string> {
  const bank = link === undefined ? undefined : bankOperationOf(link);
  const known = bank && (await withdrawalOf(env, bank));
  if (known && withdrawalStatus(known) !== "aborted") return known.key;
  const { row, offer } = await readyExchange(env, exchange);
  const tos = await currentTosStatus(env, row);
  if (tos !== "accepted" && tos !== "missing-tos") throw new WalletError("tosNotAccepted");
  const wanted = { ...(await whatIsWanted(env, row, bank, amount)), begun: env.now() };
  const { count } = chooseDenominations(wanted.amount, offer.denominations, seconds(env.now()));
  if (count === 0) throw new WalletError("amountTooSmall");
  for (;;) {
    const key = await remember(env, wanted, await freshReserve(env, wanted));
    if (key !== undefined) return key;
  }
}

/** No row holds a longer name of an operation. */
const longestId = 200;

/** The bank operation that a taler://withdraw link names. Throws `badLink`, or `unsupportedLink` for another action. */
export function bankOperationOf(link: string): BankOperation {
  const uri = readLink(link);
  if (uri.action !== "withdraw") throw new WalletError("unsupportedLink", uri.action);
  if (uri.operationId.length > longestId) throw new WalletError("badLink", "the operation's name is too long");
  return { url: uri.bankBaseUrl, operation: uri.operationId };
}

/** Throws `badLink` with the reason. */
export function readLink(link: string): TalerUri {
  try {
    return parseTalerUri(link);
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badLink", error.reason) : error;
  }
}

/** The withdrawal that this operation was accepted as, if it was: rather one that lives than one that was given up. */
export async function withdrawalOf(env: Env, bank: BankOperation): Promise<Withdrawal | undefined> {
  const rows = await env.db.of(withdrawals).where("ix.bank").equals(`${bank.url}${bank.operation}`).toArray();
  return rows.find((row) => withdrawalStatus(row) !== "aborted") ?? rows[0];
}

async function whatIsWanted(
  env: Env,
  exchange: Awaited<ReturnType<typeof readyExchange>>["row"],
  bank: BankOperation | undefined,
  chosen: string | undefined,
): Promise<Omit<ReserveDeed, "begun">> {
  const currency = exchange.facts.currency?.value ?? "";
  const wish = chosen === undefined ? undefined : amountIn(chosen);
  if (wish && currencyOf(wish) !== currency) throw new WalletError("wrongCurrency");
  if (!bank) {
    if (!wish || isZero(wish)) throw new WalletError("amountTooSmall");
    return { exchange: exchange.key, bank, amount: wish, account: accountFor(exchange, undefined) };
  }
  await checkBank(env, bank.url);
  const operation = await askBank(env, bank);
  if ("refused" in operation) throw new WalletError("bankOperationUnknown");
  if (operation.status === "aborted") throw new WalletError("bankOperationAborted");
  if (operation.status !== "pending") throw new WalletError("bankOperationTaken");
  if (operation.currency !== currency) throw new WalletError("wrongCurrency");
  if (operation.required_exchange && operation.required_exchange !== exchange.key) throw new WalletError("refused");
  const amount = operation.amount ?? wish ?? operation.suggested_amount;
  if (!amount || isZero(amount)) throw new WalletError("amountTooSmall");
  requireWithin(amount, operation);
  return { exchange: exchange.key, bank, amount, account: accountFor(exchange, operation.wire_types) };
}

function amountIn(text: string): Amount {
  try {
    return amountCodec.parse(text);
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badInput", "not an amount") : error;
  }
}

/** What the bank allows where the amount may be chosen. */
function requireWithin(amount: Amount, { min_amount: least, max_amount: most }: WithdrawalOperation): void {
  if (least && compare(amount, least) < 0) throw new WalletError("amountTooSmall", `less than ${least}`);
  if (most && compare(amount, most) > 0) throw new WalletError("badInput", `more than ${most}`);
}

/** Undefined when another withdrawal took the counter meanwhile, or the key is none of this device's any more. */
function remember(env: Env, wanted: ReserveDeed, reserve: FreshReserve): Promise<string | undefined> {
  const { pub, root, slot, counter, deed } = reserve;
  const path = `${root}/${slot}`;
  const now = seconds(env.now());
  return decide<string | undefined>(env.db, [reserves, withdrawals, exchanges, devices], async (sight) => {
    const { exchange, bank, amount, account } = wanted;
    const same = bank && (await sight.where(withdrawals, "bank", `${bank.url}${bank.operation}`));
    const living = same?.find((row) => withdrawalStatus(row) !== "aborted");
    if (living) return { result: living.key };
    // While the exchange was asked another root may have been adopted, or this device have given up its slot.
    const isOurs = sight.self.root === root && slotOf(await sight.get(devices, sight.self.device)) === slot;
    if (!isOurs) return {};
    if ((sight.self.reserveCounters[path] ?? 0) >= counter || (await sight.get(reserves, pub))) return {};
    return {
      deeds: [
        insert(exchanges, exchange, { addedAt: now, usedAt: now }),
        insert(reserves, pub, { exchange, root, slot, counter, deed }),
        insert(withdrawals, pub, {
          exchange,
          kind: bank ? "bank" : "manual",
          ...(bank && { bank }),
          account,
          amount,
          acceptedAt: now,
          runner: sight.self.device,
        }),
      ],
      self: { reserveCounters: { ...sight.self.reserveCounters, [path]: counter } },
      result: pub,
    };
  });
}
