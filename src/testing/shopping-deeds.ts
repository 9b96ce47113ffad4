/** What a customer does at a shop, and what may come of it: deeds to be cut off anywhere (testing/deeds.ts). */
import assert from "node:assert/strict";
import type { Faults } from "../../e2e/sandbox/faults.ts";
import { learn } from "../store/deed.ts";
import { coinPath, coins } from "../store/entities/coin.ts";
import { payments } from "../store/entities/payment.ts";
import { purchases } from "../store/entities/purchase.ts";
import { refreshes, refreshStatus } from "../store/entities/refresh.ts";
import { save } from "../store/save.ts";
import { seconds } from "../taler/time.ts";
import { acceptPayment, declinePayment } from "../wallet/pay/accept-payment.ts";
import { lookAtPayment } from "../wallet/pay/look-payment.ts";
import { paymentDeeds } from "../wallet/pay/payment-deeds.ts";
import { fetchRefund } from "../wallet/pay/receipt.ts";
import { getTransaction } from "../wallet/story/story.ts";
import { abortTransaction } from "../wallet/story/transaction-deeds.ts";
import type { Deed } from "./deeds.ts";
import type { TestEnv } from "./env.ts";
import { settle } from "./settle.ts";
import { buy, giveBack, moneyJobs, order } from "./shopping.ts";
import { copied } from "./snapshot.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Nothing but what jobs do by themselves. */
const nothing = [async () => {}];

/** Looks at the offer and accepts it, as often as it takes. */
async function accept(env: TestEnv, link: string): Promise<string> {
  return acceptPayment(env, (await lookAtPayment(env, { link })).id);
}

/** The one purchase there is: how it stands, and what it cost. */
async function told(env: TestEnv, melts?: number): Promise<string> {
  const [row, ...others] = await env.db.of(purchases).toArray();
  assert.ok(row && others.length === 0, "not one purchase");
  const done = (await env.db.of(refreshes).toArray()).filter((one) => refreshStatus(one) === "done");
  if (melts !== undefined) assert.equal(done.length, melts, "refreshes");
  const { state, effective, fees, shop } = await getTransaction(env, row.key);
  return `${state} ${effective} ${fees} ${shop?.refunded}`;
}

/** Requests whose addresses end so get no answer until the returned function is called. */
const broken = (way: Faults, end: string, kind: "loseRequest" | "loseAnswer"): (() => void) =>
  way.add({ fault: { kind }, matches: ({ url }) => url.endsWith(end), times: 1000 });

export const looking: Deed = {
  begin: async (town) => {
    const { link } = order(town, "KUDOS:1.30");
    return {
      acts: [(env) => lookAtPayment(env, { link })],
      end: async (env) => {
        assert.equal(await env.db.orders.count(), 1);
        return JSON.stringify(await lookAtPayment(env, { link }));
      },
    };
  },
};

export const declining: Deed = {
  begin: async (town) => {
    const { link } = order(town, "KUDOS:1.30");
    return {
      acts: [async (env) => declinePayment(env, (await lookAtPayment(env, { link })).id)],
      end: async (env) => {
        assert.deepEqual([await env.db.orders.count(), await env.db.of(purchases).count()], [0, 0]);
        return "declined";
      },
    };
  },
};

/** Pays such a price of a withdrawal of so much, with so many coins. */
export const paying = (price: string, money: string, count: number): Deed => ({
  money,
  begin: async (town) => {
    const { link } = order(town, price);
    return {
      acts: [(env) => accept(env, link)],
      end: async (env) => {
        const [only, ...others] = await env.db.of(payments).toArray();
        assert.deepEqual([only?.facts.parts.length, others.length], [count, 0]);
        return told(env, 1);
      },
    };
  },
});

/** Another copy of the wallet has spent the coin that this one pays with: the exchange says so, and another is taken. */
export const payingInstead: Deed = {
  money: "KUDOS:4.05",
  begin: async (town, env) => {
    const { link } = order(town, "KUDOS:1.30");
    const copy = await town.wallet({ profile: await copied(env.profile), seed: "copy" });
    // All of the coin, so that no change is left that only the copy knows.
    await buy(town, copy, "KUDOS:2");
    copy.close();
    return {
      acts: [(next) => accept(next, link)],
      end: async (next) => {
        assert.equal(await next.db.of(payments).count(), 2);
        assert.equal(await next.db.ghosts.count(), 1);
        return told(next, 1);
      },
    };
  },
};

/** Two payments were sent for one contract, as two devices may do: one is taken, and the coins of both become new ones. */
export const tidying: Deed = {
  money: "KUDOS:4.05",
  begin: async (town, env) => {
    const id = await accept(env, order(town, "KUDOS:1.30").link);
    const now = seconds(env.now());
    const [first] = await env.db.of(payments).toArray();
    const [part] = first?.facts.parts ?? [];
    assert.ok(first && part);
    const fresh = await env.db.of(coins).where("ix.fresh").equals(coinPath(part.coin).denom).toArray();
    const another = fresh[0] ?? assert.fail("no second coin of that worth");
    const deeds = paymentDeeds(id, [{ coin: another.key, amount: part.amount }], "", now);
    await save(env.db, ...deeds, learn(payments, first.key, { sentAt: now }));
    for (const { key } of await env.db.of(payments).toArray()) {
      await save(env.db, learn(payments, key, { sentAt: key === first.key ? now : now + 1 }));
    }
    return { acts: nothing, end: (next) => told(next, 2) };
  },
};

/** Money back that the shop announced by a link, on more than one coin. */
export const refunding: Deed = {
  begin: async (town, env) => {
    const { orderId } = await buy(town, env, "KUDOS:2.80");
    const link = giveBack(town, orderId, "KUDOS:2.50");
    return { acts: [(next) => fetchRefund(next, link)], end: (next) => told(next, 3) };
  },
};

/** Buys with several coins, and has part of it back: everything that happens to most purchases. */
export const buyingAndBringingBack: Deed = {
  begin: async (town) => {
    const { link, id } = order(town, "KUDOS:2.80");
    let refund: string | undefined;
    const bringBack = async (env: TestEnv) => {
      refund ??= giveBack(town, id, "KUDOS:2.50");
      await fetchRefund(env, refund);
    };
    return { acts: [(env) => accept(env, link), bringBack], end: (env) => told(env, 3) };
  },
};

/** Money back that nobody announced: the shop had promised that there is nothing to be done. */
export const refundedByItself: Deed = {
  patience: 20 * minute,
  begin: async (town, env) => {
    const { orderId } = await buy(town, env, "KUDOS:1.30", { auto_refund: { d_us: 3_600_000_000 } });
    giveBack(town, orderId, "KUDOS:0.60");
    return { acts: nothing, end: (next) => told(next, 2) };
  },
};

/** Money comes back while the change of the payment still waits for the exchange. */
export const refundedBeforeChange: Deed = {
  patience: 60 * minute,
  begin: async (town, env) => {
    const mend = broken(town.sandbox.faults.exchange, "/melt", "loseRequest");
    const { orderId } = await buy(town, env, "KUDOS:1.30");
    await fetchRefund(env, giveBack(town, orderId, "KUDOS:0.60"));
    await settle(env, moneyJobs, minute);
    mend();
    return { acts: nothing, end: (next) => told(next, 2) };
  },
};

/** The change was planned, and its denominations are not signed any more when the exchange is back. */
export const changingTooLate: Deed = {
  patience: 60 * minute,
  begin: async (town, env) => {
    const mend = broken(town.sandbox.faults.exchange, "/melt", "loseRequest");
    await buy(town, env, "KUDOS:1.30");
    await env.clock.wind(10 * day);
    mend();
    return { acts: nothing, end: (next) => told(next, 1) };
  },
};

/** Giving up what the shop has not seen. */
export const abortingUnsent: Deed = {
  begin: async (town) => {
    const { link } = order(town, "KUDOS:2.80");
    const act = async (env: TestEnv) => {
      const id = await accept(env, link);
      if ((await getTransaction(env, id)).canAbort) await abortTransaction(env, id);
    };
    return { acts: [act], end: (env) => told(env, 0) };
  },
};

/** Giving up what the exchange has taken, and the shop did not hear of. */
export const abortingSent: Deed = {
  patience: 60 * minute,
  begin: async (town, env) => {
    const id = await accept(env, order(town, "KUDOS:2.80").link);
    const mend = broken(town.sandbox.merchant.line, "batch-deposit", "loseAnswer");
    await settle(env, moneyJobs, minute);
    mend();
    const act = async (next: TestEnv) => {
      if ((await getTransaction(next, id)).canAbort) await abortTransaction(next, id);
    };
    return { acts: [act], end: (next) => told(next, 2) };
  },
};
