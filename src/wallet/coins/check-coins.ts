/** After a restore: asking the exchanges for the coins that are uncertain, and for no others (design, section 4). */
import { learn } from "../../store/deed.ts";
import { coins } from "../../store/entities/coin.ts";
import { save } from "../../store/save.ts";
import { bytesOf } from "../../taler/crockford.ts";
import { type Job, retryId } from "../../task/job.ts";
import { selfOf } from "../roots.ts";
import { checksDue } from "./check-coins.plan.ts";
import { hearCoin } from "./hear-coin.ts";
import { coinsBeingChecked, uncertainCoins, uncertainReads } from "./uncertain.ts";

const kind = "checkCoins";

export const checkCoinsJob: Job = {
  kind,
  reads: [...uncertainReads, "retries"],

  async pending(env) {
    const uncertain = await uncertainCoins(env);
    const { adopted, recoverySecret } = await selfOf(env.db);
    if (uncertain.length === 0 || adopted === undefined) return [];
    const retries = await env.db.retries.bulkGet(uncertain.map(({ key: id }) => retryId({ kind, id })));
    const failures = new Map(uncertain.flatMap(({ key }, index) => (retries[index] ? [[key, retries[index]]] : [])));
    const start = { at: adopted.at, secret: bytesOf(recoverySecret) };
    return checksDue(uncertain, start, failures, env.now());
  },

  async step(env, id) {
    if (!(await coinsBeingChecked(env)).has(id)) return;
    await hearCoin(env, id);
    await save(env.db, learn(coins, id, { heardAt: env.now() }));
  },
};
