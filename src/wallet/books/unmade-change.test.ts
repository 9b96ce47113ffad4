import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { deleteExchange } from "../exchanges/delete-exchange.ts";
import { getExchangeResources } from "../exchanges/resources.ts";
import { auditedBooks } from "./books.ts";

const { exchange } = testAddresses;

describe("change that was purged before the exchange had heard of it", () => {
  it("did not happen where somebody else has taken the coin since", async () => {
    const town = await newTown("unmade");
    const env = await trusting(await town.wallet());
    await earn(town, env, "KUDOS:20");
    const matches = ({ url }: Request) => url.includes("/melt");
    town.sandbox.faults.exchange.add({ fault: { kind: "loseRequest" }, matches, times: 1000 });
    await buy(town, env, "KUDOS:3.33");
    const { destroyed } = await getExchangeResources(env, exchange);
    await deleteExchange(env, { exchangeUrl: exchange, purge: true, destroys: destroyed });
    await settle(env, moneyJobs, 60_000);
    const change = (await env.db.of(refreshes).toArray()).find((row) => refreshStatus(row) === "purged");
    const { coin, amount } = change?.facts ?? assert.fail("no change was purged");
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
});
