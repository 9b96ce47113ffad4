import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { coins, takenBy } from "../../store/entities/coin.ts";
import { payments } from "../../store/entities/payment.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { assertBooks } from "../../testing/books.ts";
import { turn } from "../../testing/clock.ts";
import type { TestEnv } from "../../testing/env.ts";
import { meddledEverywhere } from "../../testing/meddled.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { renewJob } from "../refresh/renew.ts";
import { getTransaction } from "../story/story.ts";
import { abortTransaction } from "../story/transaction-deeds.ts";
import { acceptPayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";

const minute = 60_000;
const hour = 60 * minute;
const year = 365 * 24 * hour;

/** A wallet with some coins of each worth, grown `age` milliseconds old. */
async function inTown(age = 0): Promise<{ town: Town; env: TestEnv }> {
  const town = await newTown("races");
  const env = await trusting(await town.wallet());
  await earn(town, env, "KUDOS:4.05");
  town.clock.windTo(town.clock.now() + age);
  return { town, env };
}

/** Offers that were looked at, one for each price. */
const offers = (town: Town, env: TestEnv, ...prices: readonly string[]): Promise<string[]> =>
  Promise.all(prices.map(async (price) => (await lookAtPayment(env, { link: order(town, price).link })).id));

/** No coin pays for two things, and none pays that was to be renewed. */
async function assertNoCoinTwice(env: TestEnv): Promise<void> {
  const renewed = (await env.db.of(refreshes).toArray()).filter(({ facts }) => facts.reason === "expiry");
  for (const { key, facts } of await env.db.of(coins).toArray()) {
    const uses = [...takenBy(facts).keys()].filter((purpose) => purpose.startsWith("p:"));
    const renewals = renewed.filter((plan) => plan.facts.coin === key);
    assert.ok(uses.length + renewals.length <= 1, `${key} is for ${uses} and ${renewals.length} renewals`);
  }
}

async function assertDone(town: Town, env: TestEnv, ids: readonly string[]): Promise<void> {
  for (const id of ids) assert.equal((await getTransaction(env, id)).state, "done");
  await assertNoCoinTwice(env);
  await assertBooks(town, env);
}

describe("two things at once", () => {
  it("never take the same coin when one payment is accepted in the middle of another", async () => {
    let [town, ids]: [Town | undefined, string[]] = [undefined, []];
    const points = await meddledEverywhere({
      begin: async () => {
        const world = await inTown();
        town = world.town;
        ids = await offers(town, world.env, "KUDOS:1.30", "KUDOS:1.40");
        return world.env;
      },
      live: async (env) => {
        await acceptPayment(env, ids[0] ?? "");
        await settle(env, moneyJobs, minute);
      },
      meddle: async (env) => void (await acceptPayment(env, ids[1] ?? "")),
      after: async (env) => {
        await acceptPayment(env, ids[1] ?? "");
        await settle(env, moneyJobs, hour);
        await assertDone(town ?? assert.fail(), env, ids);
      },
    });
    console.log(`a payment in the middle of another: at ${points} points`);
    assert.ok(points >= 20);
  });

  it("never take the same coin when something is bought while coins are renewed", async () => {
    let [town, id]: [Town | undefined, string] = [undefined, ""];
    const points = await meddledEverywhere({
      begin: async () => {
        const world = await inTown(1.4 * year);
        [town, id] = [world.town, ""];
        return world.env;
      },
      live: (env) => settle(env, [renewJob], minute),
      meddle: async (env) => {
        const [offer] = await offers(town ?? assert.fail(), env, "KUDOS:1.30");
        id = await acceptPayment(env, offer ?? "").catch(() => "");
      },
      after: async (env) => {
        await settle(env, moneyJobs, hour);
        // What is being renewed cannot pay; once it is, it can.
        if (id === "") {
          const [offer] = await offers(town ?? assert.fail(), env, "KUDOS:1.30");
          id = await acceptPayment(env, offer ?? "");
        }
        await settle(env, moneyJobs, hour);
        await assertDone(town ?? assert.fail(), env, [id]);
      },
    });
    console.log(`a payment in the middle of renewals: at ${points} points`);
    assert.ok(points >= 10);
  });
});

describe("two workers on one profile", () => {
  it("do everything once", async () => {
    const { town, env } = await inTown();
    const ids = await offers(town, env, "KUDOS:1.30", "KUDOS:1.40");
    for (const id of ids) await acceptPayment(env, id);
    // The one before has not died yet when the next one starts.
    const next = await town.wallet({ profile: env.profile, seed: "next" });
    await Promise.all([settle(env, moneyJobs, minute), settle(next, moneyJobs, minute)]);
    env.close();
    await settle(next, moneyJobs, hour);
    assert.equal(await next.db.of(payments).count(), 2);
    await assertDone(town, next, ids);
  });
});

describe("any deeds, in any order", () => {
  it("leave the books balanced, and no coin taken twice", async () => {
    const deed = fc.record({
      kind: fc.constantFrom("buy", "buyAndAbort", "renew", "work"),
      price: fc.constantFrom("KUDOS:0.40", "KUDOS:1.30", "KUDOS:2.50"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 2, maxLength: 4 }),
        fc.infiniteStream(fc.nat(6)),
        async (deeds, pauses) => {
          const { town, env } = await inTown(1.4 * year);
          const pause = async () => {
            for (let turns = pauses.next().value ?? 0; turns > 0; turns--) await turn();
          };
          const looked = await offers(town, env, ...deeds.map(({ price }) => price));
          env.db.boundary = pause;
          const jobs = deeds.some(({ kind }) => kind === "work") ? moneyJobs : [renewJob];
          const acts = deeds.map(async ({ kind }, index) => {
            await pause();
            const id = looked[index] ?? "";
            if (kind === "renew" || kind === "work") return;
            // Another deed may have taken the money.
            const accepted = await acceptPayment(env, id).catch(() => undefined);
            if (accepted && kind === "buyAndAbort") await abortTransaction(env, id).catch(() => {});
          });
          await Promise.all([...acts, settle(env, jobs, minute)]);
          env.db.boundary = async () => {};
          await settle(env, moneyJobs, hour);
          await assertNoCoinTwice(env);
          await assertBooks(town, env);
          env.close();
        },
      ),
      { numRuns: 12 },
    );
  });
});
