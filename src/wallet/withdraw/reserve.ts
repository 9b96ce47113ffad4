/** What the exchange says of a reserve of ours: whether it exists, what it holds, what came and what was taken. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call, type ServerError } from "../../env/http.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import { type Amount, currencyOf } from "../../taler/amount.ts";
import { bytesOf, textOf } from "../../taler/crockford.ts";
import { sign, verify } from "../../taler/eddsa.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { exchangeEndpoints, reserveHistoryHeader } from "../../taler/exchange-api.ts";
import { expectedBalance, type ReserveHistory, type ReserveHistoryEntry } from "../../taler/reserve-history.ts";
import type { Timestamp } from "../../taler/time.ts";
import { reserveHistory, reserveWithdraw } from "../../taler/wallet-signatures.ts";
import { reservePrivateKey } from "../roots.ts";
import { longPoll } from "./bank.ts";

/** True when the exchange has never heard of the key. */
export async function isReserveUnused(env: Env, exchange: string, reservePub: string): Promise<boolean> {
  return (await reserveBalance(env, exchange, reservePub, false)) === undefined;
}

/** The balance; undefined while the reserve does not exist. With `waits` the exchange is asked to hold its answer. */
export async function reserveBalance(
  env: Env,
  exchange: string,
  reservePub: string,
  waits: boolean,
): Promise<Amount | undefined> {
  const reply = await call(env, exchange, exchangeEndpoints.reserve, {
    params: { reservePub },
    ...(waits && { query: { timeout_ms: String(longPoll) }, timeoutMs: 25_000 }),
  });
  if (reply.status === 200) return reply.value.balance;
  if (isUnknownReserve(reply)) return undefined;
  throw new WalletError("badAnswer", `the exchange answers ${reply.status} about a reserve`);
}

/** Only the exchange's own number says so; a 404 alone may be anybody's on the way. */
const isUnknownReserve = ({ status, error }: { readonly status: number; readonly error?: ServerError }): boolean =>
  status === 404 && error?.code === errorCodes.reserveUnknown;

/** A reserve's story as the exchange tells it. */
export interface ReserveStory {
  readonly balance: Amount;
  readonly credits: readonly { readonly amount: Amount; readonly at: number; readonly reference: number }[];
  /** The accounts the credits came from, as payto addresses. */
  readonly origins: readonly string[];
  readonly closings: readonly { readonly amount: Amount; readonly fee: Amount; readonly at: number }[];
  /** Coins already signed: hash of the blinded coin, and of its denomination. */
  readonly withdrawn: readonly { readonly envelope: string; readonly denom: string }[];
}

/**
 * The signed question for a reserve's history. Undefined while the exchange does not know the reserve. Throws
 * `wrongCurrency` for money other than that of the withdrawal.
 */
export async function reserveStory(env: Env, reserve: Reserve, currency: string): Promise<ReserveStory | undefined> {
  const { key, facts } = reserve;
  const signature = await sign(await reservePrivateKey(env.db, reserve), reserveHistory({ startOffset: 0 }));
  const reply = await call(env, facts.exchange, exchangeEndpoints.reserveHistory, {
    params: { reservePub: key },
    headers: { [reserveHistoryHeader]: textOf(signature) },
  });
  if (isUnknownReserve(reply)) return undefined;
  if (reply.status !== 200) throw new WalletError("badAnswer", `the exchange answers ${reply.status} about a history`);
  if (currencyOf(reply.value.balance) !== currency) throw new WalletError("wrongCurrency", reply.value.balance);
  return readStory(key, reply.value);
}

/** Believed only when it adds up and every withdrawal in it was signed by the reserve's own key. */
async function readStory(reservePub: string, { balance, history }: ReserveHistory): Promise<ReserveStory> {
  const expected = expectedBalance(currencyOf(balance), history);
  // What a newer exchange tells in words of its own cannot be added up.
  const isReadable = !history.some(({ type }) => type === "UNKNOWN");
  if (isReadable && expected !== balance) throw new WalletError("badAnswer", "a history does not add up");
  const withdrawn = history.flatMap((entry) => (entry.type === "WITHDRAW" ? [entry] : []));
  const isOurs = await Promise.all(withdrawn.map((entry) => isSigned(reservePub, entry)));
  if (isOurs.includes(false)) throw new WalletError("badAnswer", "a withdrawal in a history is not ours");
  return {
    balance,
    credits: history.flatMap((entry) =>
      entry.type === "CREDIT"
        ? [{ amount: entry.amount, at: secondsOf(entry.timestamp), reference: entry.wire_reference }]
        : [],
    ),
    origins: history.flatMap((entry) => (entry.type === "CREDIT" ? [entry.sender_account_url.slice(0, 1024)] : [])),
    closings: history.flatMap((entry) =>
      entry.type === "CLOSING"
        ? [{ amount: entry.amount, fee: entry.closing_fee, at: secondsOf(entry.timestamp) }]
        : [],
    ),
    withdrawn: withdrawn.map((entry) => ({ envelope: entry.h_coin_envelope, denom: entry.h_denom_pub })),
  };
}

const secondsOf = (t: Timestamp): number => (t === "never" ? 0 : t);

type Withdrawn = Extract<ReserveHistoryEntry, { readonly type: "WITHDRAW" }>;

function isSigned(reservePub: string, entry: Withdrawn): Promise<boolean> {
  const block = reserveWithdraw({
    amount: entry.amount,
    denominationHash: bytesOf(entry.h_denom_pub),
    envelopeHash: bytesOf(entry.h_coin_envelope),
  });
  return verify(bytesOf(reservePub), block, bytesOf(entry.reserve_sig));
}
