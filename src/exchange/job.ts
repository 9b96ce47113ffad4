/** Keeping what is known of exchanges fresh. */
import { exchanges } from "../store/entities/exchange.ts";
import type { Job } from "../task/job.ts";
import { download } from "./download.ts";
import { updateDue } from "./status.ts";

export const exchangeJob: Job = {
  kind: "exchange",
  reads: ["exchanges", "offers"],

  /** What is due is read off the statuses: no exchange is asked whose status does not say so (seed 004). */
  async pending(env) {
    const rows = await env.db.of(exchanges).toArray();
    const offers = await env.db.offers.bulkGet(rows.map(({ key }) => key));
    return rows.flatMap((exchange, index) => {
      const due = updateDue({ exchange, offer: offers[index] }, env.now());
      return due === undefined ? [] : [{ id: exchange.key, due }];
    });
  },

  async step(env, id) {
    const exchange = await env.db.of(exchanges).get(id);
    if (exchange) await download(env, exchange);
  },
};
