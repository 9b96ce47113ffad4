/** Exchanges that want to know whose wallet it is before it holds much of their coins. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { type Amount, compare } from "../../taler/amount.ts";
import { coinsWorth } from "../../testing/books.ts";
import { badDay } from "../../testing/deeds.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { openQuestion } from "../open-question.ts";
import { getTransaction } from "../story/story.ts";
import { abortTransaction } from "../story/transaction-deeds.ts";
import { acceptWithdrawal } from "../withdraw/accept.ts";

const minute = 60_000;
const hour = 60 * minute;
const { exchange } = testAddresses;

const limitTo = ({ sandbox }: Town, above: string) =>
  sandbox.exchange.legitimization.limit({ operation: "BALANCE", above: above as Amount });

const answerAll = ({ sandbox: { exchange: own } }: Town) => {
  for (const { token } of own.legitimization.cases()) own.legitimization.answer(token);
};

const asked = ({ requests }: Town) => requests.filter((one) => one.includes("kyc-wallet")).length;

/** A wallet of an exchange that lets strangers hold ten. */
async function inTown() {
  const town = await newTown("holding");
  limitTo(town, "KUDOS:10");
  return { town, env: await trusting(await town.wallet()) };
}

/** Accepts to withdraw twenty, which is too much for a stranger. */
async function tooMuch() {
  const { town, env } = await inTown();
  const link = await town.withdrawal("KUDOS:20");
  const id = await acceptWithdrawal(env, { link, exchange });
  await settle(env, moneyJobs, minute);
  return { town, env, link, id };
}

describe("a withdrawal that takes a wallet over what strangers may hold", () => {
  it("waits before the bank hears of it, gives the way to the exchange's page, and goes on by itself", async () => {
    const { town, env, link, id } = await tooMuch();
    const told = await getTransaction(env, id);
    assert.deepEqual([told.state, told.waitsFor, told.question?.kind], ["waiting", "identity", "ask"]);
    assert.ok(told.canAbort);
    assert.ok(!town.requests.some((one) => one.startsWith("POST") && one.includes("withdrawal-operation")));
    const [one] = town.sandbox.exchange.legitimization.cases();
    assert.equal((await openQuestion(env, id)).page, `${exchange}kyc-spa/${one?.token}`);
    answerAll(town);
    await settle(env, moneyJobs, 20 * minute);
    assert.equal((await getTransaction(env, id)).waitsFor, "bankConfirmation");
    await town.confirm(link);
    await settle(env, moneyJobs, 20 * minute);
    assert.equal((await getTransaction(env, id)).state, "done");
  });

  it("is given up without a question left when the user calls it off", async () => {
    const { env, id } = await tooMuch();
    await abortTransaction(env, id);
    await settle(env, moneyJobs, hour);
    const told = await getTransaction(env, id);
    assert.deepEqual([told.state, told.question], ["aborted", undefined]);
  });

  it("is asked about once: who has answered may go on, and who holds little is not asked", async () => {
    const { town, env } = await inTown();
    await earn(town, env, "KUDOS:5");
    assert.equal(asked(town), 0);
    const first = await town.withdrawal("KUDOS:20");
    await acceptWithdrawal(env, { link: first, exchange });
    await settle(env, moneyJobs, minute);
    answerAll(town);
    await settle(env, moneyJobs, 20 * minute);
    const before = asked(town);
    await earn(town, env, "KUDOS:30");
    assert.equal(asked(town), before);
    assert.equal(town.sandbox.exchange.legitimization.cases().length, 1);
  });

  it("is asked about again beyond the next threshold", async () => {
    const { town, env } = await inTown();
    // The exchange has another mind than its keys said: it tells that strangers may hold 25.
    town.sandbox.exchange.legitimization.lift();
    limitTo(town, "KUDOS:25");
    await earn(town, env, "KUDOS:15");
    assert.equal(asked(town), 1);
    assert.deepEqual((await env.db.of(exchanges).get(exchange))?.facts.mayHold, { until: "never", next: "KUDOS:25" });
    await earn(town, env, "KUDOS:5");
    assert.equal(asked(town), 1);
    await acceptWithdrawal(env, { link: await town.withdrawal("KUDOS:20"), exchange });
    await settle(env, moneyJobs, minute);
    assert.equal(asked(town), 2);
    assert.equal(town.sandbox.exchange.legitimization.cases().length, 1);
  });

  it("waits in the reserve when the money was sent without asking the wallet", async () => {
    const { town, env } = await inTown();
    const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:20" });
    await town.wire("KUDOS:20", id);
    await settle(env, moneyJobs, 20 * minute);
    assert.equal((await getTransaction(env, id)).waitsFor, "identity");
    answerAll(town);
    await settle(env, moneyJobs, 20 * minute);
    assert.equal((await getTransaction(env, id)).state, "done");
  });
});

describe("two withdrawals that take a wallet over what strangers may hold only together", () => {
  it("let the first one come in, and hold the second one up before the bank hears of it", async () => {
    const town = await newTown("holding", { bank: { wireDelay: hour } });
    limitTo(town, "KUDOS:10");
    const env = await trusting(await town.wallet());
    const begin = async () => {
      const link = await town.withdrawal("KUDOS:8");
      const id = await acceptWithdrawal(env, { link, exchange });
      await settle(env, moneyJobs, minute);
      return { link, id };
    };
    const first = await begin();
    await town.confirm(first.link);
    await settle(env, moneyJobs, minute);
    assert.equal((await getTransaction(env, first.id)).waitsFor, "exchange");
    const second = await begin();
    assert.equal((await getTransaction(env, second.id)).waitsFor, "identity");
    await settle(env, moneyJobs, 2 * hour);
    assert.equal((await getTransaction(env, first.id)).state, "done");
    assert.equal((await getTransaction(env, second.id)).waitsFor, "identity");
    answerAll(town);
    await settle(env, moneyJobs, 2 * hour);
    assert.equal((await getTransaction(env, second.id)).waitsFor, "bankConfirmation");
  });

  it("hold no more than strangers may when both have arrived at once, and all once it is answered", async () => {
    const { town, env } = await inTown();
    const begin = () => acceptWithdrawal(env, { exchange, amount: "KUDOS:8" });
    const ids = [await begin(), await begin()];
    for (const id of ids) await town.wire("KUDOS:8", id);
    await settle(env, moneyJobs, 20 * minute);
    const states = await Promise.all(ids.map(async (id) => (await getTransaction(env, id)).state));
    assert.ok(states.includes("waiting"), states.join());
    assert.ok(compare(await coinsWorth(env), "KUDOS:10" as Amount) <= 0);
    answerAll(town);
    await settle(env, moneyJobs, hour);
    for (const id of ids) assert.equal((await getTransaction(env, id)).state, "done");
    assert.equal(town.sandbox.exchange.legitimization.cases().length, 1);
  });
});

/** Answered, confirmed and waited for: the money is here, and one case was all it took. */
async function comesIn(town: Town, env: TestEnv, link: string): Promise<void> {
  answerAll(town);
  await settle(env, moneyJobs, 20 * minute);
  await town.confirm(link);
  await settle(env, moneyJobs, 20 * minute);
  const [row, ...others] = await env.db.of(withdrawals).toArray();
  assert.ok(row && others.length === 0);
  assert.equal((await getTransaction(env, row.key)).state, "done");
  assert.equal(town.sandbox.exchange.legitimization.cases().length, 1);
}

describe("a wallet that asks whether it may hold much", () => {
  for (const fault of badDay) {
    it(`asks again after ${Object.values(fault).join(" ")}`, async () => {
      const { town, env } = await inTown();
      town.sandbox.faults.exchange.add({ fault, matches: ({ url }) => url.endsWith("/kyc-wallet") });
      const link = await town.withdrawal("KUDOS:20");
      await acceptWithdrawal(env, { link, exchange });
      await settle(env, moneyJobs, 2 * hour);
      await comesIn(town, env, link);
    });
  }
});
