/** What an exchange's question who somebody is means for the operation it holds up; pure. */
import { WalletError } from "../../api/problems.ts";
import type { Latest } from "../../store/law.ts";
import type { Legitimization } from "../../store/spelling.ts";
import { FormatError } from "../../taler/codec.ts";
import { errorBody } from "../../taler/error-body.ts";
import { legitimizationIn } from "../../taler/kyc-api.ts";
import { patience } from "./patience.ts";

/** The exchange does not go on before it knows more. */
export const isPaused = (fact: Latest<Legitimization> | undefined): boolean =>
  fact !== undefined && fact.value.state !== "passed";

/** Seconds in which an exchange that is content does not ask the same again. */
const calm = 10 * 60;

/**
 * What an answer with status 451 asks, as the row keeps it. Throws `kycRequired` when it asks nothing that can be
 * answered, or the very thing it was content with a moment ago: then the request is tried again later and later.
 */
export function askedBy(
  error: { readonly code: number; readonly body: unknown } | undefined,
  known: Latest<Legitimization> | undefined,
  now: number,
): Legitimization {
  const asked = error && questionIn(error.body);
  if (!asked) throw new WalletError("kycRequired", `code ${error?.code ?? 0}`);
  const { accountHash: account, row, accountPub } = asked;
  const before = known?.value;
  if (before?.state === "passed" && before.row === row && now < before.at + calm) {
    throw new WalletError("kycRequired", "asked again at once");
  }
  return { state: "asked", account, row, ...(accountPub !== undefined && { key: accountPub }), at: now };
}

function questionIn(body: unknown) {
  try {
    return legitimizationIn(errorBody.parse(body));
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badAnswer", `451: ${error.message}`) : error;
  }
}

/** When (milliseconds) the exchange is asked again: soon at first, and whenever somebody has looked at its page. */
export function dueOfQuestion(
  fact: Latest<Legitimization> | undefined,
  askedAt: number | undefined,
  now: number,
): number {
  const since = (fact?.value.at ?? 0) * 1000;
  return askedAt === undefined || askedAt < since ? 0 : askedAt + patience(now - since);
}
