/** A whole wallet in a town, whose exchange is to get into trouble: every question and every job there is. */
import assert from "node:assert/strict";
import type { Fault } from "../../e2e/sandbox/faults.ts";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../api/problems.ts";
import type { Answer, Question, RequestName } from "../api/requests.ts";
import { handlers } from "../background/handlers.ts";
import { exchangeJob } from "../exchange/job.ts";
import type { TestEnv } from "./env.ts";
import { settle } from "./settle.ts";
import { earn } from "./shopping.ts";
import { newTown, type Town, trusting } from "./town.ts";

const url = testAddresses.exchange;
const minute = 60_000;

/** A wallet that knows no exchange but the preset, which nobody has chosen yet. */
export async function inTown(seed: string, options: Parameters<typeof newTown>[1] = {}) {
  const town = await newTown(seed, options);
  const env = await town.wallet();
  return { town, ...about(town, env) };
}

/** What tests ask of a wallet again and again. */
export function about(town: Town, env: TestEnv) {
  const ask = async <N extends RequestName>(name: N, input: Question<N>): Promise<Answer<N>> =>
    handlers[name](env, input, {});
  const view = async () =>
    (await ask("listExchanges", {})).find((one) => one.url === url) ?? assert.fail("no exchange");
  const asked = () => town.requests.filter((request) => request.includes(url));
  const keys = () => asked().filter((request) => request.endsWith("/keys"));
  return { env, ask, view, asked, keys };
}

/** Somebody with money at the exchange, whose terms are accepted. */
export async function rich(seed: string, options: Parameters<typeof newTown>[1] = {}) {
  const { town, env, ...rest } = await inTown(seed, options);
  await trusting(env);
  await earn(town, env);
  await settle(env, [exchangeJob], minute);
  return { town, env, ...rest };
}

/** For assertions: this problem and no other. */
export const named = (code: string) => (error: unknown) => error instanceof WalletError && error.problem.code === code;

/** `/keys` alone, for as long as it is told; gives a function that ends it. */
export const spoil = ({ sandbox }: Town, fault: Fault) =>
  sandbox.faults.exchange.add({ fault, times: Number.POSITIVE_INFINITY, matches: (one) => one.url.endsWith("/keys") });
