/** Talking to the bank about a withdrawal (GNU Taler bank integration API). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import {
  bankEndpoints,
  bankInterfaces,
  type WithdrawalOperation,
  type WithdrawalSelected,
  type WithdrawalStatus,
} from "../../taler/bank-api.ts";
import { compatibility } from "../../taler/version.ts";

/** Where the operation stands: the integration API's base URL and the operation's id. */
export interface BankOperation {
  readonly url: string;
  readonly operation: string;
}

/** A bank's final word against a withdrawal: unknown operation, or a reserve chosen by somebody else. */
export interface Refused {
  readonly refused: number;
}

/** What banks say by number; all numbers from 5100 to 5199 are theirs (registry of GNU Taler error codes). */
export const bankCodes = { unknown: 5107, otherChosen: 5113, reserveUsed: 5114 } as const;
const isBankCode = (code: number): boolean => code >= 5100 && code < 5200;

/** Milliseconds that a server may hold a request; a background worker dies after thirty seconds. */
export const longPoll = 20_000;

/** Refuses a bank whose interface we do not speak. */
export async function checkBank(env: Env, url: string): Promise<void> {
  const reply = await call(env, url, bankEndpoints.config, {});
  if (reply.status !== 200) throw new WalletError("badAnswer", `the bank's config answers ${reply.status}`);
  if (compatibility(reply.value.version, bankInterfaces) !== "compatible") {
    throw new WalletError("incompatibleBank", reply.value.version);
  }
}

/** The operation as the bank sees it now, or when its status is no longer `known`, at most 20 s later. */
export async function askBank(
  env: Env,
  { url, operation }: BankOperation,
  known?: WithdrawalStatus,
): Promise<WithdrawalOperation | Refused> {
  const wait = String(longPoll);
  const reply = await call(env, url, bankEndpoints.status, {
    params: { wopid: operation },
    // Older banks know only long_poll_ms, newer ones the other two.
    ...(known && { query: { old_state: known, timeout_ms: wait, long_poll_ms: wait }, timeoutMs: 25_000 }),
  });
  if (reply.status === 200) return reply.value;
  // A 404 without the bank's own number may be anybody's on the way: money must not be given up over it.
  if (reply.status === 404 && reply.error?.code === bankCodes.unknown) return { refused: reply.error.code };
  throw new WalletError("badAnswer", `the bank answers ${reply.status}`);
}

/** Tells the bank our reserve. The bank answers the same again when asked the same again. */
export async function selectAtBank(
  env: Env,
  { url, operation }: BankOperation,
  selection: { readonly reserve: string; readonly account: string; readonly amount: string | undefined },
): Promise<WithdrawalSelected | Refused> {
  const reply = await call(env, url, bankEndpoints.select, {
    params: { wopid: operation },
    body: bankEndpoints.select.request?.parse({
      reserve_pub: selection.reserve,
      selected_exchange: selection.account,
      amount: selection.amount,
    }),
  });
  if (reply.status === 200) return reply.value;
  const code = reply.error?.code ?? 0;
  if ((reply.status === 404 || reply.status === 409) && isBankCode(code)) return { refused: code };
  throw new WalletError("badAnswer", `the bank answers ${reply.status}`);
}

/** Asks the bank to give the operation up; false when it is confirmed already, or the bank is too old to know how. */
export async function abortAtBank(env: Env, { url, operation }: BankOperation): Promise<boolean> {
  const reply = await call(env, url, bankEndpoints.abort, { params: { wopid: operation } });
  return reply.status === 204 || reply.status === 200;
}
