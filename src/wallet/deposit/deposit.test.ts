import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { insert, learn } from "../../store/deed.ts";
import { deposits } from "../../store/entities/deposit.ts";
import { devices } from "../../store/entities/device.ts";
import { payments } from "../../store/entities/payment.ts";
import { save } from "../../store/save.ts";
import { type Amount, add, compare, subtract, sum } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import { depositBlock, depositRequest } from "../../taler/deposit-api.ts";
import { publicKeyOf, signOnce } from "../../taler/eddsa.ts";
import { assertBooks } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { ownAccount, sendHome } from "../../testing/sending.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { auditedBooks } from "../books/books.ts";
import { spendsOf } from "../coins/spends.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction } from "../story/story.ts";
import { abortTransaction, takeOverTransaction } from "../story/transaction-deeds.ts";
import { acceptDeposit } from "./accept-deposit.ts";
import { depositJob } from "./deposit-job.ts";
import { lookAtDeposit } from "./look-deposit.ts";

const minute = 60_000;
const hour = 60 * minute;
const { exchange } = testAddresses;

async function available(env: TestEnv) {
  const [only] = await listBalances(env);
  return (only?.available ?? "KUDOS:0") as Amount;
}

async function inTown() {
  const town = await newTown("deposit");
  const env = await trusting(await town.wallet());
  await earn(town, env);
  return { town, env };
}

type InTown = Awaited<ReturnType<typeof inTown>>;

/** Everything that the exchange wired to the customer. */
const wired = ({ town }: Pick<InTown, "town">) =>
  sum(
    "KUDOS",
    town.sandbox.exchange.ledger.deposits.transfers.map(({ amount }) => amount),
  );

describe("sending money to one's own account", () => {
  it("brings there what was asked for, and costs what the offer said", async () => {
    const { town, env } = await inTown();
    const before = await available(env);
    const { offer, id } = await sendHome(env, "4.20");
    assert.equal(offer.state, "payable");
    await settle(env, moneyJobs, hour);
    const told = await getTransaction(env, id);
    assert.deepEqual([told.kind, told.state, told.instructed], ["deposit", "done", "KUDOS:4.2"]);
    assert.equal(told.effective, offer.total);
    assert.equal(wired({ town }), "KUDOS:4.2");
    assert.equal(subtract(before, await available(env)), offer.total);
    const [transfer] = told.deposit?.transfers ?? [];
    assert.equal(transfer?.subject, town.sandbox.exchange.ledger.deposits.transfers[0]?.wtid);
    assert.deepEqual([transfer?.amount, told.deposit?.account, told.deposit?.owner], ["KUDOS:4.2", "alice", "Alice"]);
    assert.ok(told.steps.every(({ isDone }) => isDone));
  });

  it("sends everything, and leaves nothing", async () => {
    const { town, env } = await inTown();
    const before = await available(env);
    const { offer, id } = await sendHome(env);
    assert.equal(offer.total, before);
    await settle(env, moneyJobs, hour);
    assert.equal((await getTransaction(env, id)).state, "done");
    assert.equal(await available(env), "KUDOS:0");
    assert.equal(wired({ town }), offer.arrives);
    assert.equal(add(offer.arrives as Amount, add(offer.coinFees as Amount, offer.wireFee as Amount)), before);
  });

  it("sends many coins in several requests, and one wire", async () => {
    const town = await newTown("deposit", { bank: { hasOverdraft: true } });
    const env = await trusting(await town.wallet());
    await earn(town, env, "KUDOS:651.01");
    const { id } = await sendHome(env);
    await settle(env, moneyJobs, hour);
    assert.ok((await env.db.of(payments).count()) > 1);
    assert.equal((await getTransaction(env, id)).state, "done");
    assert.equal(town.sandbox.exchange.ledger.deposits.transfers.length, 1);
  });

  it("tells what is missing, and what would be eaten by fees", async () => {
    const { env } = await inTown();
    const more = await lookAtDeposit(env, { account: ownAccount, amount: "100" });
    assert.equal(more.state, "tooLittle");
    assert.ok(more.missing !== undefined);
    const wish = {
      exchange,
      account: ownAccount,
      amount: "100",
      begun: more.begun,
      arrives: "KUDOS:100",
      total: "KUDOS:101",
    };
    await assert.rejects(acceptDeposit(env, wish), { problem: { code: "notEnoughMoney", detail: more.missing } });
    assert.equal((await lookAtDeposit(env, { account: ownAccount, amount: "0" })).state, "tooSmall");
    assert.equal((await lookAtDeposit(env, {})).state, "open");
  });

  it("names the accounts that money came from and went to", async () => {
    const { env } = await inTown();
    const { known } = await lookAtDeposit(env, {});
    assert.deepEqual(
      known.map(({ account, institution }) => [account, institution]),
      [["alice", "bank.test"]],
    );
    await sendHome(env, "1");
    assert.deepEqual(
      (await lookAtDeposit(env, {})).known.map(({ payto }) => payto),
      [ownAccount],
    );
  });

  it("refuses what is no account, or none that the exchange serves", async () => {
    const { env } = await inTown();
    const code = (account: string, owner = "") =>
      lookAtDeposit(env, { account, owner, amount: "1" }).then(
        () => "",
        ({ problem }) => problem.code,
      );
    assert.equal(await code("DE75512108001245126198", "Alice"), "badAccount");
    assert.equal(await code("DE75 5121 0800 1245 1261 99"), "badAccount");
    assert.equal(await code("de75 5121 0800 1245 1261 99", "Alice"), "accountNotServed");
    assert.equal(await code("javascript:alert(1)", "Alice"), "badAccount");
    assert.equal(await code("payto://x-taler-bank/bank.test/alice"), "badAccount");
  });

  it("uses one merchant key for an account, so that its owner is asked only once who he is", async () => {
    const { town, env } = await inTown();
    for (const amount of ["1", "2"]) {
      await sendHome(env, amount);
      await settle(env, moneyJobs, hour);
    }
    const { transfers } = town.sandbox.exchange.ledger.deposits;
    assert.equal(new Set(transfers.map(({ merchantPub }) => merchantPub)).size, 1);
  });
});

describe("two deposits that go with one wire", () => {
  it("bear its fee once, in the story and in the books", async () => {
    const { town, env } = await inTown();
    const first = await sendHome(env, "2");
    env.clock.windTo(env.now() + 1);
    const ids = [first.id, (await sendHome(env, "3")).id];
    await settle(env, moneyJobs, hour);
    const [wire, ...others] = town.sandbox.exchange.ledger.deposits.transfers;
    assert.equal(others.length, 0);
    const told = await Promise.all(ids.map((id) => getTransaction(env, id)));
    const all = (amounts: readonly string[]) => sum("KUDOS", amounts as readonly Amount[]);
    const costs = told.flatMap((one) => one.costs ?? []);
    assert.equal(all(told.map(({ instructed }) => instructed)), wire?.amount);
    assert.equal(all(costs.flatMap(({ kind, amount }) => (kind === "wire" ? amount : []))), wire?.fee);
    const [page] = (await auditedBooks(env)).pages;
    assert.deepEqual([page?.lines.feeWire, page?.lines.toBank], [wire?.fee, wire?.amount]);
    await assertBooks(town, env);
  });
});

describe("a deposit that is called off", () => {
  it("before anything was sent, leaves the coins as they were", async () => {
    const { town, env } = await inTown();
    const before = await available(env);
    const { id } = await sendHome(env, "3");
    await abortTransaction(env, id);
    await settle(env, moneyJobs, hour);
    const told = await getTransaction(env, id);
    assert.deepEqual([told.state, told.effective, await available(env)], ["aborted", "KUDOS:0", before]);
    assert.ok(!town.requests.some((one) => one.includes("batch-deposit")));
  });

  it("is too late when the exchange has taken the coins", async () => {
    const { env } = await inTown();
    const { id } = await sendHome(env, "3");
    await settle(env, moneyJobs, minute);
    assert.equal((await getTransaction(env, id)).canAbort, false);
    await assert.rejects(abortTransaction(env, id), { problem: { code: "cannotAbort" } });
  });

  it("goes on when the exchange had taken the coins after all", async () => {
    const { env } = await inTown();
    const { id } = await sendHome(env, "3");
    // The answer to the request was lost with the worker; the next one hears of the wish first.
    const deaf = {
      ...env,
      http: async (request: Parameters<typeof env.http>[0]) => {
        const answer = await env.http(request);
        if (request.url.endsWith("batch-deposit")) throw new TypeError("lost");
        return answer;
      },
    };
    await assert.rejects(depositJob.step(deaf, id));
    await abortTransaction(env, id);
    await settle(env, moneyJobs, hour);
    assert.equal((await getTransaction(env, id)).state, "done");
  });
});

/** Another of the owner's devices, which knows nothing of this deposit, pays somebody with its first coin. */
async function spentElsewhere({ town, env }: InTown, id: string): Promise<string> {
  const [plan] = await env.db.of(payments).where("ix.contract").equals(id).toArray();
  const [spend] = await spendsOf(env.db, plan?.facts.parts.slice(0, 1) ?? []);
  if (!plan || !spend) return assert.fail("nothing to spend");
  const head = {
    merchant_payto_uri: "payto://x-taler-bank/bank.test/bob?receiver-name=Bob",
    wire_salt: textOf(new Uint8Array(16)),
    merchant_pub: textOf(publicKeyOf(new Uint8Array(32).fill(5))),
    h_contract_terms: textOf(new Uint8Array(64).fill(6)),
    timestamp: 1,
    wire_transfer_deadline: 2_000_000_000,
  };
  const coin = { denom_pub_hash: spend.denominationHash, contribution: spend.contribution };
  const { publicKey, signature } = await signOnce(spend.coinPriv, depositBlock(head, coin, spend.depositFee));
  const ub_sig = { cipher: "RSA" as const, rsa_signature: spend.coinSignature };
  const body = depositRequest.format({
    ...head,
    coins: [{ ...coin, coin_pub: textOf(publicKey), ub_sig, coin_sig: textOf(signature) }],
  });
  const reply = await town.sandbox.fetch(
    new Request(`${exchange}batch-deposit`, { method: "POST", body: JSON.stringify(body) }),
  );
  assert.equal(reply.status, 200);
  return plan.facts.parts[0]?.coin ?? "";
}

describe("a coin that somebody else has spent", () => {
  it("is replaced by others, and all arrives", async () => {
    const all = await inTown();
    const { id } = await sendHome(all.env, "3");
    const coin = await spentElsewhere(all, id);
    await settle(all.env, moneyJobs, hour);
    const told = await getTransaction(all.env, id);
    assert.deepEqual([told.state, told.instructed], ["done", "KUDOS:3"]);
    assert.equal(wired(all), "KUDOS:3");
    const done = (await all.env.db.of(payments).toArray()).filter(({ facts }) => facts.doneAt !== undefined);
    assert.ok(done.length > 0 && done.every(({ facts }) => facts.parts.every((part) => part.coin !== coin)));
  });

  it("is missing at the end when there are no others", async () => {
    const all = await inTown();
    const { id, offer } = await sendHome(all.env);
    await spentElsewhere(all, id);
    await settle(all.env, moneyJobs, hour);
    const told = await getTransaction(all.env, id);
    assert.equal(told.state, "done");
    assert.ok(compare(told.instructed as Amount, offer.arrives as Amount) < 0);
    assert.equal(told.instructed, wired(all));
  });
});

describe("a deposit of another device", () => {
  it("is left to it for a day, then taken over; no coin goes twice", async () => {
    const { town, env } = await inTown();
    const { id } = await sendHome(env, "3");
    const other = textOf(new Uint8Array(16).fill(1));
    const now = Math.floor(env.now() / 1000);
    await save(
      env.db,
      insert(devices, other, { name: "Phone", joinedAt: now }),
      learn(deposits, id, { runner: other }),
    );
    await settle(env, moneyJobs, hour);
    const told = await getTransaction(env, id);
    assert.deepEqual([told.waitsFor, told.canTakeOver], ["otherDevice", true]);
    assert.ok(!town.requests.some((one) => one.includes("batch-deposit")));
    await settle(env, moneyJobs, 25 * hour);
    assert.equal((await getTransaction(env, id)).state, "done");
    assert.equal(wired({ town }), "KUDOS:3");
  });

  it("is taken over at once when the user says so", async () => {
    const { env } = await inTown();
    const { id } = await sendHome(env, "3");
    const other = textOf(new Uint8Array(16).fill(1));
    const now = Math.floor(env.now() / 1000);
    await save(
      env.db,
      insert(devices, other, { name: "Phone", joinedAt: now }),
      learn(deposits, id, { runner: other }),
    );
    await takeOverTransaction(env, id);
    await settle(env, moneyJobs, hour);
    assert.equal((await getTransaction(env, id)).state, "done");
  });
});
