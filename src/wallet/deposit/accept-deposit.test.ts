/** What the user accepted is what is sent: once, and nothing else. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { deposits } from "../../store/entities/deposit.ts";
import { sum } from "../../taler/amount.ts";
import { ownAccount, sendHome } from "../../testing/sending.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { acceptDeposit } from "./accept-deposit.ts";
import { lookAtDeposit } from "./look-deposit.ts";

const hour = 60 * 60_000;
const { exchange } = testAddresses;

async function inTown() {
  const town = await newTown("accept deposit");
  const env = await trusting(await town.wallet());
  await earn(town, env);
  return { town, env };
}

describe("an offer to send money that is accepted", () => {
  it("is one deposit however often it is accepted", async () => {
    const { env } = await inTown();
    const wish = { exchange, account: ownAccount, amount: "3" };
    const { begun, arrives = "", total = "" } = await lookAtDeposit(env, wish);
    const ids = await Promise.all([1, 2].map(() => acceptDeposit(env, { ...wish, begun, arrives, total })));
    assert.equal(ids[0], ids[1]);
    assert.equal(await env.db.of(deposits).count(), 1);
  });

  it("is asked again when coins came or went since the user looked", async () => {
    const { town, env } = await inTown();
    const wish = { exchange, account: ownAccount, isAll: true };
    const { begun, arrives = "", total = "" } = await lookAtDeposit(env, wish);
    await earn(town, env);
    await assert.rejects(acceptDeposit(env, { ...wish, begun, arrives, total }), { problem: { code: "offerChanged" } });
    assert.equal(await env.db.of(deposits).count(), 0);
    const again = await lookAtDeposit(env, wish);
    assert.notEqual(again.arrives, arrives);
    await sendHome(env);
    await settle(env, moneyJobs, hour);
    const sent = town.sandbox.exchange.ledger.deposits.transfers.map(({ amount }) => amount);
    assert.equal(sum("KUDOS", sent), again.arrives);
  });

  it("is asked again a day after the user looked", async () => {
    const { env } = await inTown();
    const wish = { exchange, account: ownAccount, isAll: true };
    const { begun, arrives = "", total = "" } = await lookAtDeposit(env, wish);
    const late = { ...env, now: () => begun + 25 * hour };
    await assert.rejects(acceptDeposit(late, { ...wish, begun, arrives, total }), {
      problem: { code: "offerChanged" },
    });
  });
});
