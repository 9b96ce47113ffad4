/** An exchange is removed on one device while another one uses it: nothing is destroyed that nobody has seen. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { exchangeJob } from "../exchange/job.ts";
import { listExchanges } from "../exchange/list.ts";
import { add, subtract } from "../taler/amount.ts";
import { assertAddsUp } from "../testing/books.ts";
import {
  assertSame,
  available,
  backedUp,
  gathered,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
  withdraw,
} from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { buy, moneyJobs } from "../testing/shopping.ts";
import { newTown } from "../testing/town.ts";
import { auditedBooks } from "../wallet/books/books.ts";
import { deleteExchange } from "../wallet/exchanges/delete-exchange.ts";
import { getExchangeResources } from "../wallet/exchanges/resources.ts";
import { usedExchangeJob } from "../wallet/exchanges/used-exchanges.ts";

const { exchange } = testAddresses;
const jobs = [usedExchangeJob, exchangeJob, ...moneyJobs];

async function twoDevices() {
  const town = await newTown("purged");
  const one = await backedUp(await rich(town));
  const two = await joined(town, await sheetOf(one));
  return { town, one, two };
}

const shown = async (env: TestEnv) => (await getExchangeResources(env, exchange)).destroyed;
const purge = async (env: TestEnv) =>
  deleteExchange(env, { exchangeUrl: exchange, purge: true, destroys: await shown(env) });
const entry = async (env: TestEnv) => (await listExchanges(env)).find(({ url }) => url === exchange)?.entry;
const purgedIn = async (env: TestEnv) => (await auditedBooks(env)).pages[0]?.lines.purged;

/** Both have heard all, and done what follows from it. */
async function atRest(...envs: readonly TestEnv[]): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await gathered(...envs);
    for (const env of envs) await settle(env, jobs, 10 * minute);
  }
  await gathered(...envs);
}

describe("an exchange that is purged on one of two devices", () => {
  it("is purged on the other, too, and is not brought back by it", async () => {
    const { one, two } = await twoDevices();
    const [gone] = await shown(one);
    await purge(one);
    await atRest(one, two);
    await assertSame(one, two);
    for (const env of [one, two]) {
      assert.deepEqual([await available(env), await entry(env), await purgedIn(env)], [undefined, "preset", gone]);
      await assertAddsUp(env);
    }
  });

  for (const [first, order] of [
    ["the one that purged", (a: TestEnv, b: TestEnv) => [a, b]],
    ["the one that withdrew", (a: TestEnv, b: TestEnv) => [b, a]],
  ] as const) {
    it(`keeps what was withdrawn on the other in the meantime, when ${first} tells first`, async () => {
      const { town, one, two } = await twoDevices();
      const [gone = ""] = await shown(one);
      const before = (await available(two)) ?? "";
      await withdraw(town, two, "KUDOS:5");
      const fresh = subtract(((await available(two)) ?? "") as never, before as never);
      await purge(one);
      for (const env of order(one, two)) await looked(env);
      await atRest(one, two);
      await assertSame(one, two);
      for (const env of [one, two]) {
        assert.deepEqual([await available(env), await entry(env)], [fresh, "used"]);
        assert.equal(await purgedIn(env), gone);
        await assertAddsUp(env);
      }
    });

    it(`counts what was spent on the other in the meantime as spent, when ${first} tells first`, async () => {
      const { town, one, two } = await twoDevices();
      const [gone] = await shown(one);
      await buy(town, two, "KUDOS:3.3");
      await purge(one);
      for (const env of order(one, two)) await looked(env);
      await atRest(one, two);
      await assertSame(one, two);
      for (const env of [one, two]) {
        await assertAddsUp(env);
        const { purged, here, spent, feeDeposit, feeRefresh } = (await auditedBooks(env)).pages[0]?.lines ?? {};
        assert.equal(spent, "KUDOS:3.3");
        const parts = [purged, here, spent, feeDeposit, feeRefresh].filter((one) => one !== undefined);
        assert.equal(
          parts.reduce((so, one) => add(so, one)),
          gone,
        );
      }
    });
  }

  it("is purged by both at once, once", async () => {
    const { one, two } = await twoDevices();
    const [gone] = await shown(one);
    await purge(one);
    await purge(two);
    await atRest(one, two);
    await assertSame(one, two);
    assert.deepEqual([await purgedIn(one), await available(one)], [gone, undefined]);
    await assertAddsUp(one);
  });
});
