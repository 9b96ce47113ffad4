import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { exchangeJob } from "../../exchange/job.ts";
import { type Coin, coins } from "../../store/entities/coin.ts";
import { entities } from "../../store/entities.ts";
import type { Amount } from "../../taler/amount.ts";
import { assertAddsUp } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { lively } from "../../testing/lively.ts";
import { settle } from "../../testing/settle.ts";
import { buy, moneyJobs } from "../../testing/shopping.ts";
import { readMoney } from "../books/books.ts";
import { coinSecrets } from "../coins/coin-secrets.ts";
import { listTransactions } from "../story/story.ts";
import { garbageIn, type Holdings, type TidyRule } from "./garbage.plan.ts";
import { historySettings, setHistorySettings } from "./history.ts";
import { tidyJob } from "./tidy-job.ts";

const minute = 60_000;
const year = 365 * 24 * 60 * minute;

/** Two withdrawals, three purchases with change, and money back. */
async function used(): Promise<TestEnv> {
  const { town, env } = await lively("tidy");
  await buy(town, env, "KUDOS:8.5");
  return env;
}

async function countedIn({ db }: TestEnv): Promise<Readonly<Record<string, number>>> {
  const counts = await Promise.all(entities.map(async ({ name }) => [name, await db.table(name).count()] as const));
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** What there is of garbage by these rows, by name of the deed, set and key. */
const found = (all: Holdings, rule: TidyRule): readonly string[] =>
  garbageIn(all, rule).flatMap((part) => part.map(({ verb, entity, key }) => `${verb} ${entity.name} ${key}`));

describe("the wallet's own garbage", () => {
  let env: TestEnv;
  let told: Awaited<ReturnType<typeof listTransactions>>["transactions"];

  before(async () => {
    env = await used();
    // Until no shop can give anything back any more.
    env.clock.windTo(env.now() + year / 6);
    await settle(env, moneyJobs, minute);
    told = (await listTransactions(env)).transactions;
  });

  it("is none while anything may come of it", async () => {
    const all = { ...(await readMoney(env)), recoups: [] };
    const now = env.now() / 1000;
    const lastExpiry = Math.max(...all.denominations.map(({ facts }) => Number(facts.expireDeposit)));
    for (const at of [now, now + 180 * 86_400, lastExpiry, lastExpiry + 199 * 86_400]) {
      const gone = found(all, { now: at, years: 1 });
      assert.deepEqual(
        gone.filter((name) => name.startsWith("remove coins")),
        [],
      );
    }
    assert.notEqual(found(all, { now: lastExpiry + 200 * 86_400, years: 0 }).length, 0);
  });

  it("keeps what is contested, what others took untold, and what is not finished", async () => {
    const all = { ...(await readMoney(env)), recoups: [] };
    const rule = { now: env.now() / 1000 + 20 * 365 * 86_400, years: 1 };
    const isGone = (rows: Holdings, { key }: Coin) => found(rows, rule).includes(`remove coins ${key}`);
    for (const coin of all.coins.filter(({ facts }) => facts.spends !== undefined)) {
      assert.ok(isGone(all, coin));
      const [first] = coin.facts.spends ?? [];
      const overspent = {
        ...coin,
        facts: { ...coin.facts, spends: [{ by: first?.by ?? "", amount: "KUDOS:99" as Amount }] },
      };
      const withCoin = (one: Coin) => all.coins.map((row) => (row.key === one.key ? one : row));
      assert.ok(!isGone({ ...all, coins: withCoin(overspent) }, coin), "contested");
      const ghost = { coin: coin.key, purpose: "recoup", amount: "KUDOS:1", exchange: "", seenAt: 0 };
      assert.ok(!isGone({ ...all, ghosts: [ghost as Holdings["ghosts"][number]] }, coin), "a ghost");
      const open = all.purchases.map(({ facts: { closedAt: _, ...facts }, ...row }) => ({ ...row, facts }));
      if (first?.by.startsWith("p:")) assert.ok(!isGone({ ...all, purchases: open }, coin), "refundable");
    }
  });

  it("goes year by year: the books add up, the story stays, and every coin that is left can be derived", async () => {
    for (let years = 1; years <= 4; years++) {
      env.clock.windTo(env.now() + year);
      await settle(env, moneyJobs, minute);
      await tidyJob.step(env, "all");
      await assertAddsUp(env);
      assert.deepEqual((await listTransactions(env)).transactions, told);
      for (const { key } of await env.db.of(coins).toArray()) assert.ok(await coinSecrets(env.db, key));
    }
    const { withdrawals, purchases, payments, batches } = await countedIn(env);
    assert.deepEqual([withdrawals, purchases, payments, batches], [2, 3, undefined, undefined]);
  });

  it("is gone at once, and there is no more of it before a week is over", async () => {
    await settle(env, [exchangeJob], minute);
    const [first] = await tidyJob.pending(env);
    assert.ok((first?.due ?? 0) >= env.now() + 7 * 24 * 60 * minute);
    assert.equal((await tidyJob.pending(env)).length, 1);
  });

  it("holds the history, once the user does not want it any longer", async () => {
    assert.deepEqual(await historySettings(env), { years: 0 });
    await setHistorySettings(env, { years: 10 });
    await tidyJob.step(env, "all");
    assert.equal((await listTransactions(env)).transactions.length, 5);
    await setHistorySettings(env, { years: 1 });
    await tidyJob.step(env, "all");
    assert.deepEqual((await listTransactions(env)).transactions, []);
    const { withdrawals, purchases } = await countedIn(env);
    assert.deepEqual([withdrawals, purchases], [undefined, undefined]);
    await assertAddsUp(env);
    await setHistorySettings(env, { years: 0 });
    assert.deepEqual(await historySettings(env), { years: 0 });
  });
});
