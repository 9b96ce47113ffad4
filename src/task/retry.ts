/** After a failure: when again. The problem table gives the rule, this page the numbers. */
import { type Problem, problems, type RetryRule } from "../api/problems.ts";
import type { Retry } from "../store/self.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * First and longest wait in milliseconds. `soon` stops at an hour, so that a laptop that was offline for a week is not
 * kept waiting for another day. `never` is tried daily all the same: the world may have changed without a word to us.
 */
const waits: Readonly<Record<RetryRule, { readonly first: number; readonly longest: number }>> = {
  soon: { first: 2 * second, longest: hour },
  later: { first: 2 * minute, longest: day },
  never: { first: day, longest: day },
};

/**
 * What to remember after a failure of task `id`. Waits double from failure to failure; `random` (at least 0, less
 * than 1) shortens each by up to half, so that wallets that failed together do not return together. What a server
 * asked for is respected, up to a day. `now` in milliseconds.
 */
export function afterFailure(
  id: string,
  known: Retry | undefined,
  problem: Problem,
  now: number,
  random: number,
): Retry {
  const { first, longest } = waits[problems[problem.code].retry];
  const failures = (known?.failures ?? 0) + 1;
  const wait = Math.min(first * 2 ** (failures - 1), longest) * (1 - random / 2);
  const asked = Math.min(problem.retryAfter ?? 0, day);
  const { code, detail } = problem;
  return {
    id,
    failures,
    notBefore: Math.ceil(now + Math.max(wait, asked)),
    problem: { code, ...(detail !== undefined && { detail }) },
    at: now,
  };
}
