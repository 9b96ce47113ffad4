import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { available } from "../../testing/customers.ts";
import { revoke } from "../../testing/revoking.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { deleteExchange } from "./delete-exchange.ts";
import { getExchangeResources } from "./resources.ts";

const { exchange } = testAddresses;
const minute = 60_000;
const day = 24 * 60 * minute;

describe("money that revoked coins brought back", () => {
  it("keeps its exchange until it is coins again", async () => {
    const town = await newTown("delete revoked");
    const env = await trusting(await town.wallet());
    await earn(town, env, "KUDOS:2.01");
    const mend = town.sandbox.faults.exchange.add({
      fault: { kind: "loseRequest" },
      matches: ({ url }) => url.includes("batch-withdraw"),
      times: 1000,
    });
    const worths = new Set((await env.db.of(denominations).toArray()).map(({ facts }) => facts.value));
    for (const value of worths) await revoke(town, env, value);
    await settle(env, moneyJobs, minute);
    const { coins: left, isNeeded } = await getExchangeResources(env, exchange);
    assert.deepEqual([left.count, isNeeded], [0, true]);
    await assert.rejects(deleteExchange(env, { exchangeUrl: exchange, purge: false }), {
      problem: { code: "exchangeNeeded" },
    });
    mend();
    await settle(env, moneyJobs, day);
    assert.notEqual(await available(env), undefined);
  });
});
