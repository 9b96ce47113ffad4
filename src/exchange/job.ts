/** Keeping the keys of exchanges in use fresh. */
import { exchanges } from "../store/entities/exchange.ts";
import type { Job } from "../task/job.ts";
import { download } from "./download.ts";
import { entryStatus, freshUntil, updateStatus } from "./status.ts";

export const exchangeJob: Job = {
  kind: "exchange",

  /** Only used exchanges are asked regularly (seed 004); others when the user looks at them. */
  async pending(env) {
    const rows = await env.db.of(exchanges).toArray();
    const offers = await env.db.offers.bulkGet(rows.map(({ key }) => key));
    return rows.flatMap((exchange, index) => {
      const offer = offers[index];
      const isAsked =
        entryStatus({ exchange }) === "used" && updateStatus({ exchange, offer }, env.now()) !== "suspended";
      return isAsked ? [{ id: exchange.key, due: freshUntil(offer, env.now()) }] : [];
    });
  },

  async step(env, id) {
    const exchange = await env.db.of(exchanges).get(id);
    if (exchange) await download(env, exchange);
  },
};
