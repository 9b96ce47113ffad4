/** What endangers money that is here, the most pressing first; pure. */
import { isProblemCode, type ProblemCode } from "../../api/problems.ts";
import type { MoneyRisk } from "../../api/views.ts";
import { type Known, updateStatus } from "../../exchange/status.ts";
import { type Amount, compare, isZero, zero } from "../../taler/amount.ts";
import type { Purse } from "./purses.ts";

/** What must be known beside the coins. */
export interface Surroundings {
  /** The exchange that has made them. */
  readonly exchange: Known;
  /** So much of what can be spent is in no accepted document; `noBackup` when no service is in use. */
  readonly uncovered: Amount | "noBackup";
  /** Milliseconds. */
  readonly now: number;
}

/** Everything that endangers it. */
export function risksOf(purse: Purse, { exchange, uncovered, now }: Surroundings): readonly MoneyRisk[] {
  return [...dangersOf(purse, exchange, now), ...uncoveredOf(purse, uncovered)];
}

/** The same but for the backup, which has a sentence of its own on the first screen. */
export function dangersOf(purse: Purse, known: Known, now: number): readonly MoneyRisk[] {
  const { contested, expiring } = purse;
  const amount = availableIn(purse);
  const status = updateStatus(known, now);
  return [
    ...(status === "unavailable-update" && !isZero(amount)
      ? [{ why: "exchange" as const, amount, code: codeOf(known) }]
      : []),
    ...(expiring ? [{ why: "expiring" as const, amount: expiring.amount, until: expiring.until * 1000 }] : []),
    ...(contested ? [{ why: "contested" as const, amount: contested }] : []),
    ...(status === "suspended" && !isZero(amount) ? [{ why: "suspended" as const, amount }] : []),
  ];
}

function uncoveredOf(purse: Purse, uncovered: Surroundings["uncovered"]): readonly MoneyRisk[] {
  const available = availableIn(purse);
  const amount = uncovered === "noBackup" || compare(uncovered, available) > 0 ? available : uncovered;
  if (isZero(amount)) return [];
  return [{ why: uncovered === "noBackup" ? "noBackup" : "uncovered", amount }];
}

function codeOf({ offer }: Known): ProblemCode {
  const code = offer?.trouble?.code;
  return code !== undefined && isProblemCode(code) ? code : "unreachable";
}

/** What can be spent. */
export const availableIn = ({ currency, amountByPart }: Purse): Amount =>
  amountByPart.get("available") ?? zero(currency);
