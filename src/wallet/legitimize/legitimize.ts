/** Asking an exchange how far it is with finding out who the owner of an account is (GNU Taler exchange API, KYC). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call, type OtherReply } from "../../env/http.ts";
import type { Latest } from "../../store/law.ts";
import type { Legitimization } from "../../store/spelling.ts";
import { FormatError, parseJson } from "../../taler/codec.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { errorBody, errorCodes } from "../../taler/error-body.ts";
import { exchangeEndpoints } from "../../taler/exchange-api.ts";
import { kycPage, kycStatus, kycTargets, ownerHeaders } from "../../taler/kyc-api.ts";
import { seconds } from "../../taler/time.ts";
import { longPoll } from "../withdraw/bank.ts";

/** An open question: at which exchange, and the key (a seed) that speaks for the account. */
export interface OpenQuestion {
  readonly exchange: string;
  readonly fact: Latest<Legitimization> | undefined;
  readonly priv: Uint8Array;
}

/** What the exchange says now. The page is a secret: whoever has its address can answer for the account. */
export interface Heard {
  readonly legitimization: Legitimization;
  readonly page?: string;
}

/**
 * Asks once. With `waits` the exchange holds its answer until it is content, at most 20 s. Throws `badAnswer` for what
 * is no answer to this, `bug` when nothing was ever asked.
 */
export async function hearLegitimization(
  env: Env,
  { exchange, fact, priv }: OpenQuestion,
  waits: boolean,
): Promise<Heard> {
  if (!fact) throw new WalletError("bug", "nobody was asked who he is");
  const reply = await call(env, exchange, exchangeEndpoints.kycCheck, {
    params: { accountHash: fact.value.account },
    headers: await ownerHeaders(priv),
    ...(waits && { query: { timeout_ms: String(longPoll), lpt: kycTargets.allowed }, timeoutMs: 25_000 }),
  });
  const { state, key, page } = reply.status === 200 ? passed : otherwise(exchange, reply, priv);
  const { key: _, ...known } = fact.value;
  const at = state === known.state ? known.at : seconds(env.now());
  return {
    legitimization: { ...known, state, ...(key !== undefined && { key }), at },
    ...(page !== undefined && { page }),
  };
}

interface Verdict {
  readonly state: Legitimization["state"];
  readonly key?: string | undefined;
  readonly page?: string;
}

const passed: Verdict = { state: "passed" };

function otherwise(exchange: string, { status, error, bytes }: OtherReply, priv: Uint8Array): Verdict {
  if (status === 204 || (status === 404 && error?.code === errorCodes.kycAccountUnknown)) return passed;
  if (status === 202) {
    const told = read(() => kycStatus.parse(parseJson(new TextDecoder().decode(bytes))));
    const page = kycPage(exchange, told);
    return { state: told.aml_review ? "review" : "asked", key: textOf(publicKeyOf(priv)), page };
  }
  // The exchange knows another key for the account, or none: a wire from the account has to tell it ours.
  if (status === 403 && error?.code === errorCodes.kycOtherKey) {
    return { state: "asked", key: read(() => errorBody.parse(error.body)).expected_account_pub };
  }
  if (status === 409 && error?.code === errorCodes.kycKeyUnknown) return { state: "asked" };
  throw new WalletError("badAnswer", `the exchange answers ${status} to the question who somebody is`);
}

function read<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badAnswer", `kyc-check: ${error.message}`) : error;
  }
}

/** Asks for news and returns what the row learns of it. */
export async function followUp(
  env: Env,
  question: OpenQuestion,
): Promise<{ readonly legitimization: Legitimization; readonly askedAt: number }> {
  const { legitimization } = await hearLegitimization(env, question, true);
  return { legitimization, askedAt: env.now() };
}
