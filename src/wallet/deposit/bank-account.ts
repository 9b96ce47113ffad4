/** Bank accounts as people type them and as pages show them, and those this wallet has met. */
import type { BankAccount } from "../../api/deposit-views.ts";
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { deposits } from "../../store/entities/deposit.ts";
import type { Exchange } from "../../store/entities/exchange.ts";
import { reserves } from "../../store/entities/reserve.ts";
import type { Amount } from "../../taler/amount.ts";
import { FormatError } from "../../taler/codec.ts";
import { accountPayto, normalizePayto, parsePayto } from "../../taler/payto.ts";
import { wireType } from "../withdraw/account.ts";

/** The account as a payto address with its owner's name. Throws `badAccount`. */
export function accountIn(typed: string, owner: string): string {
  try {
    return accountPayto(typed, owner);
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badAccount", error.reason) : error;
  }
}

/** In the parts that people know it by. */
export function bankAccountOf(payto: string): BankAccount {
  const { target, parameters } = parsePayto(payto);
  const parts = target.split("/").filter((part) => part !== "");
  const owner = parameters.get("receiver-name") ?? "";
  const institution = parts.slice(0, -1).join("/");
  return {
    payto,
    ...(owner !== "" && { owner: owner.slice(0, 500) }),
    account: (parts.at(-1) ?? target).slice(0, 500),
    ...(institution !== "" && { institution: institution.slice(0, 200) }),
  };
}

/**
 * What the exchange keeps of each wire to an account of this kind, at this moment (whole seconds). Throws
 * `accountNotServed` when it wires to no such account.
 */
export function wireFeeFor({ facts }: Exchange, payto: string, now: number): Amount {
  const method = wireType(payto);
  const { accounts = [], wireFees = [] } = facts.learned?.value ?? {};
  const isServed = accounts.some((one) => !one.isConverted && wireType(one.payto) === method);
  const fee = wireFees.find((one) => one.method === method && one.start <= now && now < one.end);
  if (!isServed || !fee) throw new WalletError("accountNotServed", method);
  return fee.wire;
}

/** No page shows more. */
const mostKnown = 20;

/** Accounts that money of this exchange went to, the last one first, then those that it came from. */
export async function knownAccounts({ db }: Env, exchange: string): Promise<readonly BankAccount[]> {
  const sent = (await db.of(deposits).toArray()).filter(({ facts }) => facts.exchange === exchange);
  sent.sort((a, b) => b.facts.begun - a.facts.begun);
  const came = (await db.of(reserves).toArray()).filter(({ facts }) => facts.exchange === exchange);
  const all = [...sent.map(({ facts }) => facts.account), ...came.flatMap(({ facts }) => facts.origins ?? [])];
  const names = all.filter(isAccount).map((payto) => [normalizePayto(payto), payto] as const);
  const first = names.filter(([name], index) => names.findIndex(([one]) => one === name) === index);
  return first.slice(0, mostKnown).map(([, payto]) => bankAccountOf(payto));
}

/** Rows may have been written by a version that takes more than this one. */
function isAccount(payto: string): boolean {
  try {
    parsePayto(payto);
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}
