/** Terms that were read a moment ago, kept in memory while the worker lives and never stored (seed 004). */
import type { Tos } from "../api/views.ts";
import type { Env } from "../env/env.ts";

export interface CachedTerms {
  /** As the server spells it. */
  readonly etag: string;
  readonly text: Tos;
}

/** Switching to another language and back is all that gains by it. */
const most = 8;

const cacheByEnv = new WeakMap<Env, Map<string, CachedTerms>>();

/** The answer to this very request, to be used when the server says that it still stands. */
export const cachedTerms = (env: Env, request: string): CachedTerms | undefined => cacheByEnv.get(env)?.get(request);

/** Keeps an answer, in place of the oldest when there are many. */
export function cacheTerms(env: Env, request: string, terms: CachedTerms): void {
  const cache = cacheByEnv.get(env) ?? new Map<string, CachedTerms>();
  cacheByEnv.set(env, cache);
  cache.delete(request);
  cache.set(request, terms);
  const [oldest] = cache.keys();
  if (cache.size > most && oldest !== undefined) cache.delete(oldest);
}
