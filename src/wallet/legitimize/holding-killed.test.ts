import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import type { Amount } from "../../taler/amount.ts";
import { assertBooks, assertNoKeyTwice, coinsWorth } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { getTransaction } from "../story/story.ts";
import { acceptWithdrawal } from "../withdraw/accept.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const jobs = [withdrawJob];
const { exchange } = testAddresses;

/** More than the exchange lets strangers hold. */
const value = "KUDOS:3.04";

/** The customer answers whatever the exchange has asked by now. */
function answer({ sandbox: { exchange: own } }: Town): void {
  for (const { token } of own.legitimization.cases()) own.legitimization.answer(token);
}

const bankHasHeard = ({ sandbox }: Town, link: string) =>
  sandbox.bank.desk.book.withdrawal(link.split("/").at(-1) ?? "")?.status === "selected";

describe("a worker killed at any outside call while it asks whether it may hold much", () => {
  it("has one question asked, and brings the same coins", async () => {
    let town!: Town;
    let link = "";
    const accepted = (env: TestEnv) => acceptWithdrawal(env, { link, exchange });
    const points = await killedEverywhere({
      begin: async () => {
        town = await newTown("killed");
        town.sandbox.exchange.legitimization.limit({ operation: "BALANCE", above: "KUDOS:1" as Amount });
        link = await town.withdrawal(value);
        const env = await trusting(await town.wallet());
        await accepted(env);
        return env;
      },
      // What comes after the bank has heard of it is a withdrawal like others, killed elsewhere.
      // What comes after the bank has heard of it is a withdrawal like others, killed elsewhere.
      live: async (env) => {
        await settle(env, jobs, second);
        if (env.isDead()) return;
        answer(town);
        await settle(env, jobs, second);
        assert.ok(env.isDead() || bankHasHeard(town, link));
      },
      after: async (env) => {
        const id = await accepted(env);
        // The case is opened before there is anything to answer.
        await settle(env, jobs, second);
        answer(town);
        await settle(env, jobs, minute);
        assert.ok(bankHasHeard(town, link));
        await town.confirm(link);
        await settle(env, jobs, hour);
        assert.equal((await getTransaction(env, id)).state, "done");
        assert.equal(town.sandbox.exchange.legitimization.cases().length, 1);
        assert.deepEqual([await env.db.of(withdrawals).count(), await env.db.of(reserves).count()], [1, 1]);
        assert.equal(await coinsWorth(env), "KUDOS:3.02");
        await assertNoKeyTwice(env);
        await assertBooks(town, env);
      },
    });
    console.log(`asking to hold much: killed at ${points} points, always the same end`);
    assert.ok(points >= 25);
  });
});
