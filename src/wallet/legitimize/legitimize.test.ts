import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Operation } from "../../../e2e/sandbox/exchange/legitimization.ts";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import type { Amount } from "../../taler/amount.ts";
import type { TestEnv } from "../../testing/env.ts";
import { doomed } from "../../testing/killed.ts";
import { sendHome } from "../../testing/sending.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { openQuestion } from "../open-question.ts";
import { getTransaction, listOpen, listTransactions } from "../story/story.ts";
import { abortTransaction } from "../story/transaction-deeds.ts";

const minute = 60_000;
const hour = 60 * minute;
const { exchange } = testAddresses;

const limitIn = ({ sandbox }: Town, operation: Operation, above = "KUDOS:0.5") =>
  sandbox.exchange.legitimization.limit({ operation, above: above as Amount });

const answerAll = ({ sandbox }: Town) => {
  const { legitimization } = sandbox.exchange;
  for (const { token } of legitimization.cases()) legitimization.answer(token);
};

/** What of a town an exchange holds up: it begins, and `ended` says that it went on. */
interface HeldUp {
  readonly operation: Operation;
  readonly begin: (town: Town, env: TestEnv) => Promise<string>;
  readonly ended: (town: Town, env: TestEnv, id: string) => Promise<void>;
}

const isDone = async (_: Town, env: TestEnv, id: string) => assert.equal((await getTransaction(env, id)).state, "done");

const held: Readonly<Record<string, HeldUp>> = {
  withdrawal: {
    operation: "WITHDRAW",
    begin: async (_, env) => (await env.db.of(withdrawals).toArray())[0]?.key ?? "",
    ended: isDone,
  },
  deposit: { operation: "DEPOSIT", begin: async (_, env) => (await sendHome(env, "3")).id, ended: isDone },
  "wire of a deposit": {
    operation: "AGGREGATE",
    begin: async (_, env) => (await sendHome(env, "3")).id,
    ended: isDone,
  },
  melt: {
    operation: "MELT",
    begin: async (town, env) => (await buy(town, env, "KUDOS:3.30")).id,
    ended: async (_, env, id) => assert.equal((await getTransaction(env, id)).question, undefined),
  },
};

async function paused(name: string, seed = name) {
  const town = await newTown(seed);
  const env = await trusting(await town.wallet());
  const one = held[name] ?? assert.fail();
  if (one.operation === "WITHDRAW") limitIn(town, one.operation);
  await earn(town, env);
  if (one.operation !== "WITHDRAW") limitIn(town, one.operation);
  const id = await one.begin(town, env);
  await settle(env, moneyJobs, 20 * minute);
  assert.equal((await getTransaction(env, id)).question?.kind, "ask", name);
  return { town, env, id, ended: one.ended };
}

for (const name of Object.keys(held)) {
  describe(`a ${name} that the exchange holds up until it knows who somebody is`, () => {
    it("tells so, gives the way to the exchange's page, and goes on by itself", async () => {
      const { town, env, id, ended } = await paused(name);
      const { page } = await openQuestion(env, id);
      const [one] = town.sandbox.exchange.legitimization.cases();
      assert.equal(page, `${exchange}kyc-spa/${one?.token}`);
      answerAll(town);
      await settle(env, moneyJobs, hour);
      await ended(town, env, id);
    });

    it("says when people look at the answers, and that there is no more to answer", async () => {
      const { town, env, id, ended } = await paused(name);
      town.sandbox.exchange.legitimization.isReviewed = true;
      answerAll(town);
      await openQuestion(env, id);
      assert.equal((await getTransaction(env, id)).question?.kind, "review");
      town.sandbox.exchange.legitimization.approve();
      assert.deepEqual(await openQuestion(env, id), {});
      await settle(env, moneyJobs, hour);
      await ended(town, env, id);
    });

    it("goes on after the worker has died while it waited", async () => {
      const { town, env, id, ended } = await paused(name);
      for (const calls of [1, 2, 3, 4, 5, 6]) {
        const mortal = doomed(env, calls);
        await Promise.race([settle(mortal.env, moneyJobs, hour), mortal.death]);
      }
      const revived = await env.restart();
      answerAll(town);
      await settle(revived, moneyJobs, 7 * hour);
      await ended(town, revived, id);
      revived.close();
    });
  });
}

describe("coins that are not exchanged before the exchange knows who somebody is", () => {
  it("are an event of their own that needs the user, and none when they are exchanged", async () => {
    const { town, env, id } = await paused("melt");
    const [open, ...others] = await listOpen(env);
    assert.ok(open && others.length === 0);
    const { transaction } = open;
    assert.deepEqual([transaction.kind, transaction.state, transaction.waitsFor], ["change", "waiting", "identity"]);
    assert.deepEqual((await openQuestion(env, transaction.id)).page, (await openQuestion(env, id)).page);
    answerAll(town);
    await settle(env, moneyJobs, hour);
    assert.deepEqual(await openQuestion(env, transaction.id), {});
    assert.deepEqual(await listOpen(env), []);
    assert.equal((await getTransaction(env, transaction.id)).state, "done");
    assert.ok((await listTransactions(env)).transactions.every(({ kind }) => kind !== "change"));
  });
});

describe("an exchange that asks", () => {
  it("is asked ever more seldom how far it is", async () => {
    const { town, env } = await paused("deposit");
    const before = town.requests.length;
    await settle(env, moneyJobs, 6 * hour);
    const asked = town.requests.slice(before).filter((one) => one.includes("kyc-check")).length;
    assert.ok(asked > 0 && asked < 150, String(asked));
  });

  it("loses a deposit that is called off meanwhile, and the coins are there", async () => {
    const { town, env, id } = await paused("deposit");
    await abortTransaction(env, id);
    await settle(env, moneyJobs, hour);
    assert.equal((await getTransaction(env, id)).state, "aborted");
    assert.equal(town.sandbox.exchange.ledger.deposits.transfers.length, 0);
  });

  it("may want a wire from the account first, when it knows another key for it", async () => {
    const town = await newTown("key");
    const env = await trusting(await town.wallet());
    await earn(town, env);
    limitIn(town, "DEPOSIT");
    const { legitimization } = town.sandbox.exchange;
    const address = "payto://x-taler-bank/bank.test/alice?receiver-name=Alice";
    legitimization.authenticate({ address, pub: "0".repeat(52) });
    const { id } = await sendHome(env, "3");
    await settle(env, moneyJobs, minute);
    const { question } = await getTransaction(env, id);
    assert.equal(question?.kind, "wire");
    assert.match(question?.wire?.subject ?? "", /^KYC:[0-9A-Z]{52}$/);
    legitimization.authenticate({ address, pub: question?.wire?.subject.slice(4) ?? "" });
    await settle(env, moneyJobs, 20 * minute);
    assert.equal((await getTransaction(env, id)).question?.kind, "ask");
    answerAll(town);
    await settle(env, moneyJobs, hour);
    assert.equal((await getTransaction(env, id)).state, "done");
  });

  for (const token of ["javascript:alert(1)", "../../evil", "//evil.example/", "AAAA", 7, null]) {
    it(`never leads to a page that is not its own: ${token}`, async () => {
      const { env, id } = await paused("deposit");
      const lying = {
        ...env,
        http: async (request: Parameters<typeof env.http>[0]) => {
          const answer = await env.http(request);
          if (!request.url.includes("kyc-check")) return answer;
          const body = new TextEncoder().encode(JSON.stringify({ aml_review: false, access_token: token }));
          return { ...answer, status: 202, body };
        },
      };
      await assert.rejects(openQuestion(lying, id), ({ problem }) => problem.code === "badAnswer");
    });
  }

  it("and asks the same again at once is asked later and later, not in circles", async () => {
    const { town, env } = await paused("deposit");
    const { legitimization } = town.sandbox.exchange;
    // It says that all is well, and refuses all the same.
    const http = env.http;
    const lying: TestEnv = {
      ...env,
      http: async (request) => {
        const answer = await http(request);
        return request.url.includes("kyc-check") ? { ...answer, status: 204, body: new Uint8Array(0) } : answer;
      },
    };
    const before = town.requests.length;
    await settle(lying, moneyJobs, 6 * hour);
    assert.equal(legitimization.cases().length, 1);
    const sent = town.requests.slice(before).filter((one) => one.includes("batch-deposit")).length;
    assert.ok(sent > 0 && sent < 150, String(sent));
  });
});
