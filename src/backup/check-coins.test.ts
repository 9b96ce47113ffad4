import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { suspendExchange } from "../exchange/manage.ts";
import { coins } from "../store/entities/coin.ts";
import { payments } from "../store/entities/payment.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { textOf } from "../taler/crockford.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { assertAddsUp, assertBooks } from "../testing/books.ts";
import { backedUp, joined, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { killedEverywhere } from "../testing/killed.ts";
import { settle } from "../testing/settle.ts";
import { buy, moneyJobs } from "../testing/shopping.ts";
import { copied } from "../testing/snapshot.ts";
import { newTown, type Town } from "../testing/town.ts";
import { checkCoinsJob } from "../wallet/coins/check-coins.ts";
import { coinSecrets } from "../wallet/coins/coin-secrets.ts";
import { coinsBeingChecked } from "../wallet/coins/uncertain.ts";
import { listPurses } from "../wallet/story/purses.ts";
import { listOpen } from "../wallet/story/story.ts";
import { backupJob } from "./job.ts";
import { restoreProgress } from "./restore-progress.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const jobs = [...moneyJobs, backupJob, checkCoinsJob];

/** From now on no request of this kind has an answer, until the returned function is called. */
const unanswered = ({ sandbox }: Town, server: "exchange" | "merchant", end: string) =>
  sandbox.faults[server].add({ fault: { kind: "loseAnswer" }, matches: ({ url }) => url.endsWith(end), times: 10_000 });

/** One purchase whose change was melted, another that the shop took; the device is lost before it hears of either. */
async function lostInTheMiddle() {
  const town = await newTown("uncertain");
  const env = await backedUp(await rich(town));
  const mendMelt = unanswered(town, "exchange", "/melt");
  await buy(town, env, "KUDOS:1.30");
  await settle(env, [...moneyJobs, backupJob], minute);
  const mendPay = unanswered(town, "merchant", "/pay");
  await buy(town, env, "KUDOS:2.20");
  await settle(env, [backupJob], minute);
  const sheet = await sheetOf(env);
  env.close();
  const other = await joined(town, sheet);
  const mend = () => {
    mendMelt();
    mendPay();
  };
  return { town, other, mend, uncertain: await ofOpenPlans(other) };
}

/** Names of the coins that the lost device had plans for, read from all rows. */
async function ofOpenPlans({ db }: TestEnv): Promise<readonly string[]> {
  const pending = (await db.of(payments).toArray()).filter(({ facts }) => facts.doneAt === undefined);
  const melts = (await db.of(refreshes).toArray()).filter(({ facts }) => facts.doneAt === undefined);
  const names = [
    ...pending.flatMap(({ facts }) => facts.parts.map(({ coin }) => coin)),
    ...melts.map((one) => one.facts.coin),
  ];
  assert.ok(pending.length === 1 && melts.length === 1, "one plan of each kind");
  return [...new Set(names)].sort();
}

/** Paths at which the exchange was asked for histories of coins, from this request on. */
const asked = ({ requests }: Town, from: number): readonly string[] =>
  requests.slice(from).flatMap((one) => /\/coins\/(\w+)\/history/.exec(one)?.[1] ?? []);

async function publicKeys({ db }: TestEnv, names: readonly string[]): Promise<readonly string[]> {
  const secrets = await Promise.all(names.map((name) => coinSecrets(db, name)));
  return secrets.map(({ coinPriv }) => textOf(publicKeyOf(coinPriv)));
}

async function shownAsChecked(env: TestEnv): Promise<number> {
  const purses = await listPurses(env, await listOpen(env));
  return purses.filter(({ amountByPart }) => amountByPart.has("checking")).length;
}

describe("after a restore in the middle of a payment and of making change", () => {
  it("exactly the coins of those plans are asked for, and shown as being checked until then", async () => {
    const { town, other, mend, uncertain } = await lostInTheMiddle();
    assert.ok(uncertain.length >= 2 && uncertain.length < (await other.db.of(coins).count()));
    assert.deepEqual([...(await coinsBeingChecked(other))].sort(), uncertain);
    assert.equal((await restoreProgress(other)).checking, uncertain.length);
    assert.equal(await shownAsChecked(other), 1);
    await assertAddsUp(other);
    const from = town.requests.length;
    await settle(other, jobs, 12 * minute);
    assert.deepEqual([...asked(town, from)].sort(), [...(await publicKeys(other, uncertain))].sort());
    const heard = (await other.db.of(coins).bulkGet([...uncertain])).map((row) => row?.facts.heardAt ?? 0).sort();
    const pauses = heard.slice(1).map((moment, index) => moment - (heard[index] ?? 0));
    assert.ok(
      pauses.every((pause) => pause >= minute),
      `pauses of ${pauses}`,
    );
    assert.equal(await shownAsChecked(other), 0);
    assert.equal((await restoreProgress(other)).checking, 0);
    await assertAddsUp(other);
    mend();
    await settle(other, jobs, 3 * day);
    await assertBooks(town, other);
  });

  it("an exchange that is switched off is left alone", async () => {
    const { town, other } = await lostInTheMiddle();
    await suspendExchange(other, testAddresses.exchange);
    const from = town.requests.length;
    await settle(other, [checkCoinsJob], 20 * minute);
    assert.deepEqual(asked(town, from), []);
    assert.equal(await shownAsChecked(other), 0);
  });

  it("a worker that is killed at any outside call leaves nothing unasked", async () => {
    const { town, other, uncertain } = await lostInTheMiddle();
    const { profile } = other;
    other.close();
    const points = await killedEverywhere({
      begin: async () => town.wallet({ profile: await copied(profile), seed: "killed" }),
      live: (env) => settle(env, [checkCoinsJob], 12 * minute),
      after: async (env, point) => {
        await settle(env, [checkCoinsJob], 12 * minute);
        assert.equal((await coinsBeingChecked(env)).size, 0, `killed at ${point}`);
        const rows = await env.db.of(coins).toArray();
        const heard = rows.filter(({ facts }) => facts.heardAt !== undefined).map(({ key }) => key);
        assert.deepEqual(heard.sort(), uncertain, `killed at ${point}`);
        assert.equal(await env.db.ghosts.count(), 0);
        await assertAddsUp(env);
      },
    });
    assert.ok(points > 10);
  });
});

describe("a restore while nothing was under way", () => {
  it("asks the exchange for no coin at all", async () => {
    const town = await newTown("certain");
    const env = await backedUp(await rich(town));
    await buy(town, env, "KUDOS:1.30");
    await settle(env, [...moneyJobs, backupJob], minute);
    const other = await joined(town, await sheetOf(env));
    const from = town.requests.length;
    await settle(other, jobs, 20 * minute);
    assert.deepEqual(asked(town, from), []);
    assert.equal((await restoreProgress(other)).checking, 0);
  });
});
