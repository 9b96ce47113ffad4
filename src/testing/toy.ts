/** A toy job for tests of the runner: work is an offer that is there. */
import type { Env } from "../env/env.ts";
import { forgetOffer, rememberOffer } from "../store/remember.ts";
import type { Job } from "../task/job.ts";
import { turn } from "./clock.ts";

/** Does `work` for each offer whose URL begins with `kind`, then forgets the offer. Due is when it expires. */
export function toyJob(work: (env: Env, id: string) => Promise<void> = async () => {}, kind = "toy"): Job {
  return {
    kind,
    async pending(env) {
      const offers = await env.db.offers.where("url").startsWith(kind).toArray();
      return offers.map(({ url, expiresAt }) => ({ id: url, due: expiresAt ?? 0 }));
    },
    async step(env, id) {
      await work(env, id);
      await forgetOffer(env.db, id);
    },
  };
}

/** Makes work. */
export const putToy = (env: Env, url: string, due = 0): Promise<void> =>
  rememberOffer(env.db, { url, expiresAt: due, denominations: [] });

/** What has not been done. */
export const toysLeft = async (env: Env): Promise<string[]> => (await env.db.offers.toArray()).map(({ url }) => url);

/** Lets everything go on that waits for no clock. */
export async function turns(times = 30): Promise<void> {
  for (let i = 0; i < times; i++) await turn();
}

/** A door that opens when told to. */
export function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
