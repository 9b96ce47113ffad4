import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { usualKinds } from "../../../e2e/sandbox/exchange/denominations.ts";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { insert, learn } from "../../store/deed.ts";
import { devices } from "../../store/entities/device.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { forgetRetry, rememberRetry } from "../../store/remember.ts";
import { save } from "../../store/save.ts";
import { seconds } from "../../taler/time.ts";
import { assertBooks } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, giveBack, moneyJobs } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { fetchRefund } from "../pay/receipt.ts";
import { mostAgain, mostInHour, triesOf, turnsAgain, turnsToBegin, type Waiting } from "./polite.plan.ts";
import { refreshJob } from "./refresh-job.ts";

const minute = 60_000;
const hour = 60 * minute;
const now = 1_700_000_000_000;
const never = Number.POSITIVE_INFINITY;

const plan = (key: string, more: Partial<Waiting> = {}): Waiting => ({
  key,
  plannedAt: now,
  lastChance: never,
  ...more,
});
const many = (count: number) => Array.from({ length: count }, (_, index) => plan(String(index).padStart(3, "0")));

describe("sparing an exchange", () => {
  it("begins so many at once, and the others when an hour has gone by", () => {
    const turns = [...turnsToBegin(many(mostInHour + 2), [], now).values()];
    assert.equal(turns.filter((at) => at <= now).length, mostInHour);
    assert.deepEqual(turns.slice(mostInHour), [now + hour, now + hour]);
  });

  it("counts those that have begun, and forgets them after an hour", () => {
    const begun = Array.from({ length: mostInHour - 1 }, (_, index) => now - hour + (index + 1) * minute);
    assert.deepEqual([...turnsToBegin(many(3), begun, now).values()], [0, now + minute, now + 2 * minute]);
    assert.deepEqual([...turnsToBegin(many(1), [...begun, now, now, now], now).values()], [now + 3 * minute]);
    assert.deepEqual([...turnsToBegin(many(1), Array<number>(99).fill(now - hour), now).values()], [0]);
  });

  it("counts how often something failed within the hour", () => {
    assert.deepEqual(triesOf({ failures: 0, at: now }), []);
    assert.deepEqual(triesOf({ failures: 3, at: now }), [now, now, now]);
    // By then each wait is as long as an hour.
    assert.deepEqual(triesOf({ failures: 40, at: now }), [now]);
    const one = { failures: mostAgain, at: now - minute };
    assert.deepEqual([...turnsAgain(many(1), [one], [], now).values()], [0]);
    const begun = Array<number>(mostAgain - 3).fill(now - minute);
    assert.deepEqual([...turnsAgain(many(1), [{ ...one, failures: 2 }], begun, now).values()], [0]);
    assert.deepEqual([...turnsAgain(many(1), [{ ...one, failures: 3 }], begun, now).values()], [now + 59 * minute]);
  });

  it("tries one after the other while several fail", () => {
    const failed = [now - hour, now - 5_000].map((at) => ({ failures: 1, at }));
    const late = plan("z", { lastChance: now + 2 * hour });
    assert.deepEqual([...turnsAgain([...many(2), late], failed, [], now).values()], [0, now + 35_000, now + 55_000]);
    assert.deepEqual([...turnsAgain(many(1), failed.slice(1), [], now).values()], [0]);
  });

  it("lets nothing come too late, and the oldest go first", () => {
    const begun = Array<number>(mostInHour).fill(now - minute);
    const late = plan("z", { lastChance: now + 2 * hour });
    const old = plan("y", { plannedAt: now - hour });
    const turns = turnsToBegin([plan("a"), late, old], begun.slice(1), now);
    assert.equal(turns.get("z"), 0);
    assert.equal(turns.get("y"), now + 59 * minute);
    assert.deepEqual([...turns.keys()], ["z", "y", "a"]);
  });
});

/** A refund of more small coins than may be renewed in an hour has just been fetched. */
async function refunded() {
  const kinds = usualKinds("KUDOS").filter(({ value }) => ["KUDOS:0.05", "KUDOS:0.1"].includes(value));
  const town = await newTown("many coins", { exchange: { kinds } });
  const env = await trusting(await town.wallet());
  await earn(town, env, "KUDOS:4");
  const { orderId } = await buy(town, env, "KUDOS:3");
  town.clock.windTo(town.clock.now() + hour);
  await fetchRefund(env, giveBack(town, orderId, "KUDOS:2.9"));
  return { town, env };
}

const planned = ({ db }: TestEnv) => db.of(refreshes).where("ix.open").equals("planned").sortBy("key");

describe("a refund of many small coins", () => {
  it("asks the exchange no more than sixty times in an hour, and is whole in the end", async () => {
    const { town, env } = await refunded();
    const before = town.requests.length;
    await settle(env, moneyJobs, 30 * minute);
    const asked = town.requests.slice(before).filter((request) => request.includes(testAddresses.exchange));
    assert.ok(asked.length > mostInHour && asked.length <= 60, `${asked.length} requests`);
    await settle(env, moneyJobs, 2 * hour);
    const statuses = (await env.db.of(refreshes).toArray()).map(refreshStatus);
    assert.ok(statuses.length > mostInHour + 4, `${statuses.length} refreshes`);
    assert.deepEqual([...new Set(statuses)], ["done"]);
    await assertBooks(town, env);
  });

  it("does not try every coin again and again while the exchange is down", async () => {
    const { town, env } = await refunded();
    const { exchange } = town.sandbox.faults;
    exchange.add({ fault: { kind: "status", status: 500 }, times: Number.POSITIVE_INFINITY });
    const before = town.requests.length;
    await settle(env, moneyJobs, 59 * minute);
    const asked = town.requests.slice(before).filter((request) => request.includes(testAddresses.exchange));
    assert.ok(asked.length > mostAgain && asked.length <= 60, `${asked.length} requests`);
    exchange.clear();
    await settle(env, moneyJobs, 3 * hour);
    assert.deepEqual([...new Set((await env.db.of(refreshes).toArray()).map(refreshStatus))], ["done"]);
    await assertBooks(town, env);
  });

  it("keeps no other coin waiting while it fails, or while another device is to see to it", async () => {
    const { env } = await refunded();
    const { db } = env;
    const due = async () => (await refreshJob.pending(env)).filter((task) => task.due <= env.now()).map(({ id }) => id);
    const others = moneyJobs.filter((job) => job !== refreshJob);
    await settle(env, others, minute);
    const rows = await planned(env);
    const begun = await due();
    const last = rows.find(({ key }) => !begun.includes(key))?.key ?? "";
    const rest = rows.map(({ key }) => key).filter((key) => key !== last);
    assert.deepEqual([begun.length, rest.length > mostInHour], [mostInHour, true]);
    const failed = {
      failures: 3,
      notBefore: env.now() + hour,
      problem: { code: "serverFault" },
      at: env.now(),
    } as const;
    const names = rest.map((key) => `refresh:${key}`);
    for (const id of names) await rememberRetry(db, { id, ...failed });
    assert.deepEqual(await due(), [last]);
    await forgetRetry(db, ...names);
    const at = seconds(env.now());
    await save(db, insert(devices, "0".repeat(26), { name: "Phone", joinedAt: at, seenAt: at }));
    await save(db, ...rest.map((key) => learn(refreshes, key, { runner: "0".repeat(26) })));
    assert.deepEqual(await due(), [last]);
  });
});
