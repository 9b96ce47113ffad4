/** Devices of one wallet that work on the same at the same time, and all that they send. */
import { deposits } from "../store/entities/deposit.ts";
import { purchases } from "../store/entities/purchase.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { getTransaction } from "../wallet/story/story.ts";
import type { TestEnv } from "./env.ts";
import { moneyJobs } from "./shopping.ts";
import type { Town } from "./town.ts";

/** Every body that a server was sent, by method and address. */
export class Sent {
  readonly bodies = new Map<string, Set<string>>();
  count = 0;

  fetchIn(town: Town) {
    return async (request: Request): Promise<Response> => {
      const isDeed = request.method === "POST" && !request.url.includes("/backups/") && !request.url.includes("/sync");
      if (isDeed) {
        const name = request.url;
        const bodies = this.bodies.get(name) ?? new Set();
        this.bodies.set(name, bodies.add(await request.clone().text()));
        this.count++;
      }
      return town.sandbox.fetch(request);
    };
  }
}

/** Both work at once, step by step, and neither hears of the other. */
export async function together(...envs: readonly TestEnv[]): Promise<void> {
  for (let round = 0; round < 40; round++) {
    const tasks = await Promise.all(envs.map((env) => dueIn(env)));
    if (tasks.every(({ length }) => length === 0)) return;
    const longest = Math.max(...tasks.map(({ length }) => length));
    for (let index = 0; index < longest; index++)
      await Promise.all(envs.map((env, of) => goOn(env, tasks[of]?.[index])));
  }
}

type Due = Awaited<ReturnType<typeof dueIn>>[number];

const goOn = (env: TestEnv, due: Due | undefined) => due?.job.step(env, due.one.id).catch(() => {});

/** What money has to do now in this wallet, as the wallet stands. */
export async function dueIn(env: TestEnv) {
  const pending = await Promise.all(
    moneyJobs.map(async (job) => (await job.pending(env)).map((one) => ({ job, one }))),
  );
  return pending.flat().filter(({ one }) => one.due <= env.now());
}

/** How far withdrawals, payments and deposits are. */
export const stateOf = async (env: TestEnv): Promise<readonly string[]> => {
  const tables = [withdrawals, purchases, deposits];
  const keys = await Promise.all(tables.map((entity) => env.db.table(entity.name).toCollection().primaryKeys()));
  return Promise.all(keys.flat().map(async (key) => (await getTransaction(env, String(key))).state));
};
