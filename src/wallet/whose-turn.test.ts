import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { insert, learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { purchaseStatus, purchases } from "../store/entities/purchase.ts";
import { type RefreshStatus, refreshes, refreshStatus } from "../store/entities/refresh.ts";
import { save } from "../store/save.ts";
import { assertBooks } from "../testing/books.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { earn, moneyJobs, order } from "../testing/shopping.ts";
import { newTown, trusting } from "../testing/town.ts";
import { acceptPayment } from "./pay/accept-payment.ts";
import { lookAtPayment } from "./pay/look-payment.ts";
import { purchaseJob } from "./pay/purchase-job.ts";
import { melt } from "./refresh/refresh.ts";
import { selfOf } from "./roots.ts";
import { turnsOf } from "./whose-turn.ts";

const other = "0123456789ABCDEFGHJKMNPQRS";
const minute = 60_000;
const hour = 60 * minute;

const seconds = (env: TestEnv) => Math.floor(env.now() / 1000);

/** Another device of this wallet that has just told something, and never will again. */
async function withOther(env: TestEnv): Promise<void> {
  const at = seconds(env);
  await save(env.db, insert(devices, other, { joinedAt: at, seenAt: at }));
}

/** A purchase that the other device has begun, to be paid within so many seconds. */
async function begun(payWithin: number) {
  const town = await newTown();
  const env = await trusting(await town.wallet());
  await earn(town, env);
  await withOther(env);
  const { link } = order(town, "KUDOS:1.37", { pay_deadline: { t_s: seconds(env) + payWithin } });
  const id = await acceptPayment(env, (await lookAtPayment(env, { link })).id);
  await save(env.db, learn(purchases, id, { runner: other }));
  const row = async () => (await env.db.of(purchases).get(id)) ?? assert.fail("no purchase");
  const pass = async (milliseconds: number) => {
    await env.clock.wind(milliseconds);
    await settle(env, moneyJobs, minute);
  };
  return { town, env, id, row, pass, status: async () => purchaseStatus(await row()) };
}

/** Hours from now. `seen` and `since` are in the past, where they are not now; `retired` is what its row says. */
interface Turn {
  readonly seen?: number;
  readonly since?: number;
  readonly until?: number;
  readonly retired?: string;
}

describe("whoever waits for another device goes on", () => {
  const cases: readonly (readonly [string, Turn, after: number])[] = [
    ["a day after it was last heard of", { since: -9 }, 24],
    ["a day after it began what nobody has heard of since", { seen: -9, since: -2 }, 22],
    ["at once, when it has been silent for longer", { seen: -48, since: -48 }, -24],
    ["a quarter of the time before it is too late", { until: 1 }, 0.75],
    ["two hours before it is too late, where there is time enough", { until: 25 }, 23],
    ["no sooner for a deadline that is far away", { until: 40 }, 24],
    ["at once, when the time that is kept free has begun", { since: -3, until: 1 }, 0],
    ["a day after it was last heard of, when it was joined again", { retired: "no" }, 24],
    ["a day after it began, when its clock was years ahead once", { seen: 9 * 8760, since: -9 }, 15],
    ["at once, when it began so by that clock, too", { seen: 9 * 8760, since: 9 * 8760 }, -48],
  ];
  for (const [when, { seen = 0, since = 0, until, retired }, after] of cases)
    it(when, async () => {
      const env = await (await newTown()).wallet();
      const at = (hours: number) => Math.floor(env.now() / 1000) + hours * 3600;
      const facts = { joinedAt: at(-72), seenAt: at(seen), ...(retired && { retired }) };
      await save(env.db, insert(devices, other, facts));
      const turns = await turnsOf(env);
      const work = { runner: other, since: at(since), ...(until && { lastChance: at(until) * 1000 }) };
      assert.equal(turns(work) / 1000, at(after));
    });

  it("at once, for nobody's work, one's own, and that of a device that is retired or not known at all", async () => {
    const env = await (await newTown()).wallet();
    const { device } = await selfOf(env.db);
    const stranger = "9".repeat(26);
    await save(env.db, insert(devices, other, { joinedAt: seconds(env), seenAt: seconds(env), retired: "yes" }));
    const turns = await turnsOf(env);
    for (const runner of [undefined, device, other, stranger])
      assert.equal(turns({ runner, since: seconds(env), lastChance: env.now() + hour }), 0, runner);
  });
});

describe("a purchase that a silent device has begun", () => {
  it("is paid by another one after a day", async () => {
    const { town, env, row, pass, status } = await begun(7 * 24 * 3600);
    await pass(23 * hour);
    assert.equal(await status(), "paying");
    await pass(hour);
    assert.equal(await status(), "paid");
    assert.equal((await row()).facts.runner?.value, (await selfOf(env.db)).device);
    await assertBooks(town, env);
  });

  it("is paid before it is too late, and not sooner", async () => {
    const { town, env, pass, status } = await begun(3600);
    await pass(40 * minute);
    assert.equal(await status(), "paying");
    await pass(5 * minute);
    assert.equal(await status(), "paid");
    await assertBooks(town, env);
  });

  it("is paid at once when that device is retired", async () => {
    const { env, pass, status } = await begun(3600);
    await save(env.db, learn(devices, other, { retired: "yes" }));
    await pass(0);
    assert.equal(await status(), "paid");
  });

  it("waits for a device that goes on telling", async () => {
    const { env, pass, status } = await begun(7 * 24 * 3600);
    await pass(23 * hour);
    await save(env.db, learn(devices, other, { seenAt: seconds(env) }));
    await pass(23 * hour);
    assert.equal(await status(), "paying");
    await pass(hour);
    assert.equal(await status(), "paid");
  });
});

describe("a refresh that a silent device has begun", () => {
  it("is melted and revealed by another one after a day", async () => {
    const town = await newTown();
    const env = await trusting(await town.wallet());
    await earn(town, env);
    await withOther(env);
    const statuses = async (): Promise<RefreshStatus[]> => (await env.db.of(refreshes).toArray()).map(refreshStatus);
    const { link } = order(town, "KUDOS:1.37");
    const id = await acceptPayment(env, (await lookAtPayment(env, { link })).id);
    while ((await env.db.of(refreshes).count()) === 0) await purchaseJob.step(env, id);
    for (const { key } of await env.db.of(refreshes).toArray()) {
      await save(env.db, learn(refreshes, key, { runner: other }));
    }
    await env.clock.wind(23 * hour);
    await settle(env, moneyJobs, minute);
    assert.deepEqual(new Set(await statuses()), new Set(["planned"]));
    await env.clock.wind(hour);
    await settle(env, moneyJobs, minute);
    assert.deepEqual(new Set(await statuses()), new Set(["done"]));
    await assertBooks(town, env);
  });

  it("is not given up when the exchange had taken the coin before that device forgot it", async () => {
    const town = await newTown();
    const env = await trusting(await town.wallet());
    await earn(town, env);
    const { link } = order(town, "KUDOS:1.37");
    const id = await acceptPayment(env, (await lookAtPayment(env, { link })).id);
    while ((await env.db.of(refreshes).count()) === 0) await purchaseJob.step(env, id);
    const [planned = assert.fail("no change")] = await env.db.of(refreshes).toArray();
    await melt(env, planned);
    await env.db.of(refreshes).put(planned);
    await env.clock.wind(7 * 24 * hour);
    await melt(env, planned);
    const row = await env.db.of(refreshes).get(planned.key);
    assert.equal(row && refreshStatus(row), "melted");
  });
});
