import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { learn } from "../../store/deed.ts";
import { coinPath, coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { save } from "../../store/save.ts";
import { assertBooks } from "../../testing/books.ts";
import { deedKilledEverywhere } from "../../testing/deeds.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs } from "../../testing/shopping.ts";
import { copied } from "../../testing/snapshot.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { listBalances } from "../story/balances.ts";
import { renewJob } from "./renew.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const year = 365 * day;

async function inTown(value = "KUDOS:3.04") {
  const town = await newTown("renew");
  const env = await trusting(await town.wallet());
  await earn(town, env, value);
  return { town, env };
}

/** The browser is closed for so long, and opened again for less than an hour, in which no second lot of coins is begun. */
async function sleep(env: TestEnv, time: number): Promise<void> {
  env.clock.windTo(env.now() + time);
  await settle(env, moneyJobs, 55 * minute);
}

const plans = (env: TestEnv) => env.db.of(refreshes).toArray();

/** What coins that pay are of: the seconds at which they expire. */
async function expiries(env: TestEnv): Promise<number[]> {
  const fresh = await env.db.of(coins).where("ix.fresh").above("").toArray();
  const kinds = await env.db.of(denominations).bulkGet(fresh.map(({ key }) => coinPath(key).denom));
  return kinds.map((kind) => Number(kind?.facts.expireDeposit));
}

const only = async (env: TestEnv) => (await listBalances(env))[0];

/** The exchange answers no melt until the returned function is called. */
const withoutMelts = ({ sandbox }: Town) =>
  sandbox.faults.exchange.add({
    fault: { kind: "loseRequest" },
    matches: ({ url }) => url.endsWith("/melt"),
    times: 100_000,
  });

describe("coins that grow old", () => {
  it("are left alone while they are young", async () => {
    const { town, env } = await inTown();
    await sleep(env, year - 10 * day);
    assert.deepEqual(await plans(env), []);
    assert.ok((await renewJob.pending(env)).every(({ due }) => due > env.now()));
    await assertBooks(town, env);
  });

  it("become new ones before they expire, each at a time of its own, at no cost but the fees", async () => {
    const { town, env } = await inTown("KUDOS:4.05");
    const [before] = await expiries(env);
    const months: number[] = [];
    for (let week = 0; week < 20; week++) {
      const count = (await plans(env)).length;
      await sleep(env, week === 0 ? year - 5 * day : 7 * day);
      if ((await plans(env)).length > count) months.push(week);
    }
    assert.ok(months.length >= 2, `all at once in week ${months}`);
    assert.ok((await plans(env)).every((row) => refreshStatus(row) === "done" && row.facts.reason === "expiry"));
    assert.ok((await expiries(env)).every((end) => end > Number(before) + 300 * 24 * 60 * 60));
    assert.equal((await only(env))?.expired, undefined);
    await assertBooks(town, env);
  });

  it("take turns when many are due at once after a long sleep, unless they are about to expire", async () => {
    const { town, env } = await inTown("KUDOS:8.88");
    for (let more = 0; more < 2; more++) await earn(town, env, "KUDOS:8.88");
    const held = await env.db.of(coins).count();
    assert.ok(held > 15);
    const asleep = await copied(env.profile);
    await sleep(env, 1.4 * year);
    const first = (await plans(env)).length;
    assert.ok(first <= 12, `${first} at once`);
    await settle(env, moneyJobs, 180 * minute);
    const all = (await plans(env)).length;
    assert.ok(all > first);
    const late = await town.wallet({ profile: asleep });
    await sleep(late, 0.4 * year);
    assert.equal((await plans(late)).length, all);
  });

  it("pay for things afterwards", async () => {
    const { town, env } = await inTown();
    await sleep(env, 1.4 * year);
    const { orderId } = await buy(town, env, "KUDOS:1.30");
    assert.ok(town.sandbox.merchant.desk.book.order(orderId)?.payment);
    await assertBooks(town, env);
  });

  it("are left alone at an exchange that is switched off", async () => {
    const { env } = await inTown();
    const [exchange] = await env.db.of(exchanges).toArray();
    await save(env.db, learn(exchanges, exchange?.key ?? "", { suspended: "yes" }));
    await sleep(env, 1.4 * year);
    assert.deepEqual(await plans(env), []);
    assert.deepEqual(await renewJob.pending(env), []);
  });

  it("wait when the exchange offers nothing that lasts longer", async () => {
    const { town, env } = await inTown();
    await sleep(env, 1.4 * year - day);
    const before = (await plans(env)).length;
    const offer = (await env.db.offers.toArray())[0] ?? assert.fail("no offer");
    const [coin] = await env.db.of(coins).where("ix.fresh").above("").toArray();
    assert.ok(coin && before > 0);
    const kind = await env.db.of(denominations).get(coinPath(coin.key).denom);
    const ends = {
      expireWithdraw: Number(kind?.facts.expireDeposit),
      expireDeposit: Number(kind?.facts.expireDeposit),
    };
    const old = offer.denominations.map((one) => ({ ...one, ...ends }));
    await env.db.offers.put({ ...offer, denominations: old, expiresAt: env.now() + 3 * year });
    env.clock.windTo(env.now() + 1.2 * year);
    await settle(env, [renewJob], 60 * minute);
    assert.equal((await plans(env)).length, before);
    const retries = await env.db.retries.toArray();
    assert.ok(retries.length > 0 && retries.every(({ problem }) => problem.code === "noUsableDenominations"));
    await assertBooks(town, env);
  });
});

describe("coins that have expired while the wallet was not opened", () => {
  it("are told as such, and no more as money to be spent", async () => {
    const { town, env } = await inTown();
    const before = await only(env);
    await sleep(env, 2.5 * year);
    const after = await only(env);
    assert.deepEqual([after?.available, after?.expired], ["KUDOS:0", before?.available]);
    assert.deepEqual([await plans(env), await renewJob.pending(env)], [[], []]);
    await assertBooks(town, env);
  });

  it("are told as such, too, when the plan for their renewal comes too late", async () => {
    const { town, env } = await inTown();
    const before = await only(env);
    const mend = withoutMelts(town);
    await sleep(env, 1.4 * year);
    assert.ok((await plans(env)).length > 0);
    mend();
    await sleep(env, year);
    await settle(env, moneyJobs, 2 * day);
    const after = await only(env);
    assert.deepEqual([after?.available, after?.incoming, after?.expired], ["KUDOS:0", "KUDOS:0", before?.available]);
    assert.ok((await plans(env)).every((row) => refreshStatus(row) === "refused"));
    await assertBooks(town, env);
  });
});

describe("a worker killed at any outside call", () => {
  it("while coins are renewed, renews each of them once", async () => {
    const points = await deedKilledEverywhere({
      money: "KUDOS:3.02",
      begin: async (_, env) => {
        env.clock.windTo(env.now() + 1.4 * year);
        return { acts: [async () => {}], end: async (next) => `${(await plans(next)).length} plans` };
      },
    });
    console.log(`renewing: killed at ${points} points, always the same end`);
    assert.ok(points >= 30);
  });
});
