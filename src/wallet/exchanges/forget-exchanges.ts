/** Exchanges that were only looked at are forgotten when nobody has looked for a month (seed 004: ephemeral entries). */
import { entryStatus } from "../../exchange/status.ts";
import { remove } from "../../store/deed.ts";
import { type Exchange, exchanges } from "../../store/entities/exchange.ts";
import { forgetOffer } from "../../store/remember.ts";
import { decide } from "../../store/save.ts";
import type { Job } from "../../task/job.ts";
import { exchangesInUse } from "./used-exchanges.ts";

/** Milliseconds. */
const month = 30 * 24 * 60 * 60_000;

export const forgetExchangeJob: Job = {
  kind: "forgetExchange",
  reads: ["exchanges"],

  async pending(env) {
    const rows = await env.db.of(exchanges).toArray();
    return rows.flatMap((row) => {
      const due = endOf(row);
      return due === undefined ? [] : [{ id: row.key, due }];
    });
  },

  async step(env, id) {
    if ((await exchangesInUse(env)).has(id)) return;
    const isGone = await decide<boolean>(env.db, [exchanges], async (sight) => {
      const row = await sight.get(exchanges, id);
      const end = row && endOf(row);
      // Somebody may have used it, or looked again, in the meantime.
      return end !== undefined && end <= env.now() ? { deeds: [remove(exchanges, id)], result: true } : {};
    });
    if (isGone) await forgetOffer(env.db, id);
  },
};

/** When (milliseconds) it is forgotten; never what is used, nor what the user keeps switched off. */
function endOf(exchange: Exchange): number | undefined {
  const { addedAt = 0, lookedAt = 0, suspended } = exchange.facts;
  if (entryStatus({ exchange }) !== "ephemeral" || suspended?.value === "yes") return undefined;
  return Math.max(addedAt, lookedAt) * 1000 + month;
}
