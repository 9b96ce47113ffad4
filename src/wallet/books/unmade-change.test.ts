import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { learn } from "../../store/deed.ts";
import { coins } from "../../store/entities/coin.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { save } from "../../store/save.ts";
import { seconds } from "../../taler/time.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { deleteExchange } from "../exchanges/delete-exchange.ts";
import { getExchangeResources } from "../exchanges/resources.ts";
import { auditedBooks } from "./books.ts";

const { exchange } = testAddresses;

async function purgedBefore(name: string) {
  const town = await newTown(name);
  const env = await trusting(await town.wallet());
  await earn(town, env, "KUDOS:20");
  const matches = ({ url }: Request) => url.includes("/melt");
  town.sandbox.faults.exchange.add({ fault: { kind: "loseRequest" }, matches, times: 1000 });
  await buy(town, env, "KUDOS:3.33");
  const { destroyed } = await getExchangeResources(env, exchange);
  await deleteExchange(env, { exchangeUrl: exchange, purge: true, destroys: destroyed });
  await settle(env, moneyJobs, 60_000);
  const change = (await env.db.of(refreshes).toArray()).find((row) => refreshStatus(row) === "purged");
  if (!change) return assert.fail("no change was purged");
  return { env, change };
}

describe("change that was purged before the exchange had heard of it", () => {
  it("did not happen where somebody else has taken the coin since", async () => {
    const { env, change } = await purgedBefore("unmade");
    const { coin, amount } = change.facts;
    const before = await auditedBooks(env);
    assert.deepEqual(before.flaws, []);
    // A twin of this device pays with the coin, of which the exchange tells.
    const ghost = { coin, purpose: `p:${"0".repeat(103)}`, amount, exchange, seenAt: env.now() };
    await env.db.ghosts.put(ghost);
    const { flaws, pages } = await auditedBooks(env);
    assert.deepEqual(flaws, []);
    assert.deepEqual([pages[0]?.missing, pages[0]?.surplus], [undefined, undefined]);
    assert.equal(pages[0]?.lines.elsewhere, amount);
  });

  it("did not happen, either, where a device that had not heard of the purge was refused it", async () => {
    const { env, change } = await purgedBefore("refused");
    const { coin, amount } = change.facts;
    const refusals = [{ code: 1012, at: seconds(env.now()) }];
    await save(env.db, learn(refreshes, change.key, { refusals }), learn(coins, coin, { freed: [`m:${change.key}`] }));
    const { flaws, pages } = await auditedBooks(env);
    assert.deepEqual(flaws, []);
    assert.deepEqual([pages[0]?.missing, pages[0]?.surplus], [undefined, undefined]);
    assert.equal(pages[0]?.lines.underWay, amount);
  });
});
