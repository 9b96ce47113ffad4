/** Services that could not answer when a wallet was restored are asked again, until the one that knows more has told it. */
import { problems } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { isUsedBy, type Provider, providers } from "../store/entities/provider.ts";
import { decide } from "../store/save.ts";
import type { Self } from "../store/self.ts";
import type { Job } from "../task/job.ts";
import { ownRoot, selfOf } from "../wallet/roots.ts";
import { find, syncFrom } from "./cycle.ts";
import { foundEnrolment } from "./providers.ts";
import { servicesSeen, showService } from "./restore-progress.ts";
import { accountAt } from "./service.ts";

type Asked = NonNullable<Self["adopted"]>["asked"][number];

/** An address that nobody answers at for so long was mistyped, or is no more; milliseconds. */
const patience = 7 * 24 * 60 * 60_000;

/** Until a service is asked again that did not say when, and the longest that any may wish for; milliseconds. */
const shortWait = 10_000;
const longestWait = 24 * 60 * 60_000;

/** What the services had that were asked, for the records: those whose trouble passes by itself are still waited for. */
export const toBeAsked = (env: Env): readonly Asked[] =>
  servicesSeen(env).map(({ url, state, trouble }) => {
    if (!trouble || problems[trouble.code].retry === "never") return { url, state };
    const { code, nextTry = env.now() + shortWait } = trouble;
    return { url, state: "waiting", holds: { code, until: Math.min(nextTry, env.now() + longestWait) } };
  });

/** One task per service that has not answered yet, and that nothing else asks. */
export const restoreJob: Job = {
  kind: "restore",
  reads: ["enrolments", "providers", "self"],

  async pending(env) {
    const { adopted, root } = await selfOf(env.db);
    if (adopted?.root !== root || env.now() - adopted.at > patience) return [];
    const waiting = adopted.asked.filter(({ state }) => state === "waiting");
    const urls = waiting.map(({ url }) => url);
    const [enrolments, rows] = [await env.db.enrolments.bulkGet(urls), await env.db.of(providers).bulkGet(urls)];
    const isJoining = (row: Provider | undefined) => row !== undefined && isUsedBy(row, root);
    return waiting
      .filter((_, index) => !enrolments[index] && !isJoining(rows[index]))
      .map(({ url, holds }) => ({ id: url, due: holds?.until ?? 0 }));
  },

  async step(env, url) {
    const root = await ownRoot(env.db);
    const found = await find(env, accountAt(root, url));
    const state = found ? "done" : "empty";
    await decide(env.db, [], ({ self: { adopted } }) => {
      // Meanwhile another wallet was restored: this one's service is asked no more.
      if (adopted?.root !== root.name) return {};
      const asked = adopted.asked.map((one) => (one.url === url ? ({ url, state } as const) : one));
      return { self: { adopted: { ...adopted, asked } }, ...(found && { joins: foundEnrolment(url, root.name) }) };
    });
    if (servicesSeen(env).length > 0) showService(env, { url, state });
    if (found) await syncFrom(env, found);
  },
};
