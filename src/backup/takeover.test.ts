/** What a device has begun, and goes on telling of without getting on with it: another one finishes it while there is time. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { learn } from "../store/deed.ts";
import { batches } from "../store/entities/batch.ts";
import { coinPath } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { devices } from "../store/entities/device.ts";
import { paymentStatus, payments } from "../store/entities/payment.ts";
import { purchases } from "../store/entities/purchase.ts";
import { recoups } from "../store/entities/recoup.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { save } from "../store/save.ts";
import { dueIn, Sent, stateOf, together } from "../testing/at-once.ts";
import { assertBooks } from "../testing/books.ts";
import { assertSame, backedUp, gathered, joined, minute, rich, sheetOf, withdraw } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { lookAtKeys, revoke } from "../testing/revoking.ts";
import { sendHome } from "../testing/sending.ts";
import { settle } from "../testing/settle.ts";
import { buy, giveBack, moneyJobs } from "../testing/shopping.ts";
import { newTown, type Town, townStart } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { abortTransaction } from "../wallet/story/transaction-deeds.ts";
import { backupJob } from "./job.ts";

const hour = 60 * minute;
const day = 24 * hour;
const dayInSeconds = 24 * 60 * 60;
/** Coins live shortly here: a test need not let years pass. */
const short = {
  spacing: 6 * dayInSeconds,
  withdraw: 7 * dayInSeconds,
  deposit: 9 * dayInSeconds,
  legal: 99 * dayInSeconds,
};
const all = [...moneyJobs, backupJob];
const after = (milliseconds: number) => ({ t_s: (townStart + milliseconds) / 1000 });
const later = { pay_deadline: after(3 * day), refund_deadline: after(6 * day) };

interface Begun {
  /** Whose answers are lost on the way, from the first request of which the path ends so. */
  readonly service: "exchange" | "merchant";
  readonly path: RegExp;
  /** What is begun; nothing of it comes to its end. */
  readonly begin: (town: Town, env: TestEnv) => Promise<unknown>;
  /** When it would be too late, in seconds. */
  readonly end: (env: TestEnv) => Promise<number>;
  /** How it ends; done, unless it says otherwise. */
  readonly state?: "aborted";
  /** How long coins live. */
  readonly lifetimes?: typeof short;
}

/** The first of these moments of the kinds of these coins. */
async function firstOf(env: TestEnv, hashes: readonly string[], name: "expireWithdraw" | "expireDeposit") {
  const kinds = await env.db.of(denominations).bulkGet([...hashes]);
  return Math.min(...kinds.map((kind) => Number(kind?.facts[name])));
}

const deeds: Readonly<Record<string, Begun>> = {
  "a withdrawal, before its coins can be had no more": {
    service: "exchange",
    path: /batch-withdraw$/,
    begin: (town, env) => withdraw(town, env, "KUDOS:2"),
    end: async (env) => {
      const plans = await env.db.of(batches).toArray();
      return firstOf(
        env,
        plans.flatMap(({ facts }) => facts.coins.map(({ denom }) => denom)),
        "expireWithdraw",
      );
    },
  },
  "a withdrawal, before the exchange sends the money back": {
    service: "exchange",
    path: /batch-withdraw$/,
    begin: (town, env) => withdraw(town, env, "KUDOS:2"),
    end: async (env) => {
      const [open] = await env.db.of(withdrawals).where("ix.status").equals("withdrawing").toArray();
      return (open?.facts.arrivedAt ?? assert.fail("nothing has come")) + 28 * dayInSeconds;
    },
    lifetimes: { ...short, withdraw: 40 * dayInSeconds, deposit: 80 * dayInSeconds },
  },
  "change that is melted, before its new coins can be had no more": {
    service: "exchange",
    path: /reveal-melt$|reveal$/,
    begin: (town, env) => buy(town, env, "KUDOS:1.37", later),
    end: async (env) => {
      const rows = await env.db.of(refreshes).toArray();
      return firstOf(
        env,
        rows.flatMap(({ facts }) => facts.denoms),
        "expireWithdraw",
      );
    },
  },
  "a payment, before the offer ends": {
    service: "merchant",
    path: /pay$/,
    begin: (town, env) => buy(town, env, "KUDOS:1.37", later),
    end: async () => later.pay_deadline.t_s,
  },
  "a payment that is called off, before the shop gets the money": {
    service: "merchant",
    path: /abort$/,
    begin: async (town, env) => {
      // The exchange takes the coins, and the shop does not hear of it.
      const matches = ({ url }: Request) => url.endsWith("batch-deposit");
      const mend = town.sandbox.merchant.line.add({ fault: { kind: "loseAnswer" }, matches, times: 1e6 });
      const { id } = await buy(town, env, "KUDOS:1.37", later);
      mend();
      await abortTransaction(env, id);
    },
    end: async () => later.refund_deadline.t_s,
    state: "aborted",
  },
  "money back that a shop gives without being asked, before it ends to": {
    service: "merchant",
    path: /refund$/,
    begin: async (town, env) => {
      const { orderId } = await buy(town, env, "KUDOS:1.37", { ...later, auto_refund: { d_us: 2 * day * 1000 } });
      giveBack(town, orderId, "KUDOS:1");
    },
    end: async (env) => {
      const [row] = await env.db.of(purchases).toArray();
      return (row?.facts.paidAt ?? assert.fail("not paid")) + 2 * dayInSeconds;
    },
  },
  "money on its way to a bank account, before its coins are worth nothing": {
    service: "exchange",
    path: /batch-deposit$/,
    begin: (_, env) => sendHome(env, "2.50"),
    end: async (env) => {
      const plans = (await env.db.of(payments).toArray()).filter((plan) => paymentStatus(plan) === "pending");
      const names = plans.flatMap(({ facts }) => facts.parts.map(({ coin }) => coinPath(coin).denom));
      return firstOf(env, names, "expireDeposit");
    },
  },
  "coins that were called back, before they are worth nothing": {
    service: "exchange",
    path: /recoup$/,
    begin: (town, env) => revoke(town, env, "KUDOS:2"),
    end: async (env) => {
      const rows = await env.db.of(recoups).toArray();
      return firstOf(
        env,
        rows.map(({ key }) => key),
        "expireDeposit",
      );
    },
  },
};

/** The owner is in the middle of it and has told so; the other one knows, and has heard that the owner lives on. */
async function begun(name: string, { service, path, begin, end, lifetimes = short }: Begun) {
  const town = await newTown(`takeover ${name}`, { exchange: { lifetimes } });
  const sent = new Sent();
  const fetch = sent.fetchIn(town);
  const owner = await backedUp(await rich(town, "KUDOS:8.5", { fetch }));
  const other = await joined(town, await sheetOf(owner), { fetch });
  sent.bodies.clear();
  const matches = ({ url }: Request) => path.test(new URL(url).pathname);
  town.sandbox.faults[service].add({ fault: { kind: "loseAnswer" }, matches, times: 1e6 });
  await begin(town, owner);
  await settle(owner, all, minute);
  await gathered(owner, other);
  await lookAtKeys(other).catch(() => {});
  const tooLate = (await end(other)) * 1000;
  await save(other.db, learn(devices, (await selfOf(owner.db)).device, { seenAt: tooLate / 1000 }));
  return { town, sent, owner, other, tooLate };
}

const namesOfDue = async (env: TestEnv) => (await dueIn(env)).map(({ job, one }) => `${job.kind}:${one.id}`);

describe("another device goes on in time with", () => {
  for (const [name, deed] of Object.entries(deeds))
    it(name, async () => {
      const { town, sent, owner, other, tooLate } = await begun(name, deed);
      const before = sent.count;
      town.clock.windTo(tooLate - 2 * hour - minute);
      await together(other);
      const idle = new Set(await namesOfDue(other));
      assert.equal(sent.count, before, "its owner has told that it lives on");
      town.sandbox.faults[deed.service].clear();
      town.clock.windTo(tooLate - 2 * hour + minute);
      assert.ok(
        (await namesOfDue(other)).some((task) => !idle.has(task)),
        "nobody would go on",
      );
      await together(other, owner);
      for (const env of [other, owner]) await settle(env, all, hour / 2);
      assert.ok(sent.count > before, "nothing came of it");
      for (const [url, bodies] of sent.bodies) assert.equal(bodies.size, 1, url);
      await gathered(other, owner);
      assert.ok(town.clock.now() < tooLate);
      await assertSame(other, owner);
      const last = (await stateOf(other)).filter((state) => state !== "done");
      assert.deepEqual(last, deed.state === undefined ? [] : [deed.state]);
      await assertBooks(town, other);
      await assertBooks(town, owner);
    });
});
