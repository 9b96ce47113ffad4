import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../../api/problems.ts";
import { learn } from "../../store/deed.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { assertBooks } from "../../testing/books.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction } from "../story/story.ts";
import { abortWithdrawal } from "./abort.ts";
import { acceptWithdrawal } from "./accept.ts";
import { lookAtWithdrawal } from "./look.ts";

const exchange = testAddresses.exchange;
const minute = 60_000;
const day = 24 * 60 * minute;
const fakebank = { bank: { manner: "fakebank" } } as const;

async function accepted(options: Parameters<typeof newTown>[1] = {}) {
  const town = await newTown("abort", options);
  const env = await trusting(await town.wallet());
  const link = await town.withdrawal("KUDOS:3");
  const id = await acceptWithdrawal(env, { link, exchange });
  const atBank = () => town.sandbox.bank.desk.book.withdrawal(link.split("/").at(-1) ?? "");
  const state = async () => (await getTransaction(env, id)).state;
  const facts = async () => (await env.db.of(withdrawals).get(id))?.facts ?? assert.fail("no withdrawal");
  return { town, env, link, id, atBank, state, facts };
}

const refusedWith = (code: string) => (error: unknown) => error instanceof WalletError && error.problem.code === code;

describe("calling a withdrawal off", () => {
  it("before the bank has heard of it ends it there, too", async () => {
    const { town, env, id, atBank, state } = await accepted();
    await abortWithdrawal(env, id);
    assert.equal(atBank()?.status, "aborted");
    assert.equal(await state(), "aborted");
    await settle(env, [withdrawJob]);
    assert.equal(atBank()?.reservePub, undefined);
    await assertBooks(town, env);
  });

  it("before it is confirmed ends it at the bank, too", async () => {
    const { env, id, atBank, state } = await accepted();
    await settle(env, [withdrawJob], minute);
    assert.equal(atBank()?.status, "selected");
    await abortWithdrawal(env, id);
    assert.equal(atBank()?.status, "aborted");
    assert.equal(await state(), "aborted");
    assert.deepEqual(await withdrawJob.pending(env), []);
    assert.deepEqual(await listBalances(env), []);
  });

  it("is refused once the money has left the bank", async () => {
    const { town, env, link, id, state } = await accepted({ bank: { wireDelay: 30 * minute } });
    await settle(env, [withdrawJob], minute);
    await town.confirm(link);
    await settle(env, [withdrawJob], 10 * minute);
    await assert.rejects(abortWithdrawal(env, id), refusedWith("cannotAbort"));
    await settle(env, [withdrawJob], 60 * minute);
    assert.equal(await state(), "done");
    await assert.rejects(abortWithdrawal(env, id), refusedWith("cannotAbort"));
    await assertBooks(town, env);
  });

  it("when it was confirmed a moment ago comes too late, and the money arrives", async () => {
    const { town, env, link, id, state, facts } = await accepted();
    await settle(env, [withdrawJob], minute);
    await town.confirm(link);
    await abortWithdrawal(env, id);
    assert.ok((await facts()).confirmedAt);
    assert.equal(await state(), "working");
    await settle(env, [withdrawJob]);
    assert.equal(await state(), "done");
    await assertBooks(town, env);
  });

  it("twice, or when it is unknown, is refused by name", async () => {
    const { env, id } = await accepted();
    await abortWithdrawal(env, id);
    await assert.rejects(abortWithdrawal(env, id), refusedWith("cannotAbort"));
    await assert.rejects(abortWithdrawal(env, "nobody's"), refusedWith("transactionUnknown"));
  });

  it("while the bank cannot be reached is remembered, and told later", async () => {
    const { town, env, id, atBank, state, facts } = await accepted();
    await settle(env, [withdrawJob], minute);
    town.sandbox.faults.bank.add({ fault: { kind: "loseRequest" }, times: 3 });
    await abortWithdrawal(env, id);
    assert.equal(await state(), "aborted");
    assert.equal((await facts()).abortedAt, undefined);
    assert.equal(atBank()?.status, "selected");
    await settle(env, [withdrawJob]);
    assert.equal(atBank()?.status, "aborted");
    assert.ok((await facts()).abortedAt);
  });

  it("of a link leaves nothing to accept", async () => {
    const { env, id, link } = await accepted();
    await abortWithdrawal(env, id);
    await assert.rejects(acceptWithdrawal(env, { link, exchange }), refusedWith("bankOperationAborted"));
    await assert.rejects(lookAtWithdrawal(env, { link }), refusedWith("bankOperationAborted"));
  });
});

describe("the customer who aborts at the bank", () => {
  it("ends the withdrawal in the wallet", async () => {
    const { town, env, link, state } = await accepted();
    await settle(env, [withdrawJob], minute);
    await town.abort(link);
    await settle(env, [withdrawJob], minute);
    assert.equal(await state(), "aborted");
    assert.deepEqual(await withdrawJob.pending(env), []);
  });
});

describe("a bank that cannot be told (as recorded)", () => {
  it("is taken at its word that nothing was chosen; the link may be accepted anew", async () => {
    const { town, env, id, link, state } = await accepted(fakebank);
    await abortWithdrawal(env, id);
    assert.equal(await state(), "aborted");
    assert.deepEqual(await withdrawJob.pending(env), []);
    assert.equal((await lookAtWithdrawal(env, { link })).transaction, undefined);
    const again = await acceptWithdrawal(env, { link, exchange });
    assert.notEqual(again, id);
    await settle(env, [withdrawJob], minute);
    await town.confirm(link);
    await settle(env, [withdrawJob]);
    assert.equal((await getTransaction(env, again)).state, "done");
    await assertBooks(town, env);
  });

  it("may send the money all the same, and then it is withdrawn", async () => {
    const { town, env, link, id, state } = await accepted(fakebank);
    await settle(env, [withdrawJob], minute);
    await abortWithdrawal(env, id);
    assert.equal(await state(), "aborted");
    await env.clock.wind(2 * day);
    await town.confirm(link);
    await settle(env, [withdrawJob], day);
    assert.equal(await state(), "done");
    await assertBooks(town, env);
  });

  it("is asked for a month, then no more", async () => {
    const { env, id, facts } = await accepted(fakebank);
    await settle(env, [withdrawJob], minute);
    await abortWithdrawal(env, id);
    await env.clock.wind(29 * day);
    await settle(env, [withdrawJob], minute);
    assert.equal((await facts()).abortedAt, undefined);
    await settle(env, [withdrawJob], 3 * day);
    assert.ok((await facts()).abortedAt);
    assert.deepEqual(await withdrawJob.pending(env), []);
  });
});

describe("a manual wire that is called off", () => {
  async function wired() {
    const town = await newTown("abort wire");
    const env = await trusting(await town.wallet());
    const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:5" });
    await settle(env, [withdrawJob], minute);
    await abortWithdrawal(env, id);
    assert.equal((await getTransaction(env, id)).state, "aborted");
    return { town, env, id };
  }

  it("is withdrawn if it was sent before", async () => {
    const { town, env, id } = await wired();
    await env.clock.wind(20 * day);
    await settle(env, [withdrawJob], minute);
    await town.wire("KUDOS:5", id);
    await settle(env, [withdrawJob], day);
    assert.equal((await getTransaction(env, id)).state, "done");
    await assertBooks(town, env);
  });

  it("is looked after once more by a device that slept through the month", async () => {
    const { town, env, id } = await wired();
    await town.wire("KUDOS:5", id);
    await env.clock.wind(60 * day);
    await settle(env, [withdrawJob], day);
    assert.equal((await getTransaction(env, id)).state, "done");
    await assertBooks(town, env);
  });

  it("is withdrawn even at the end of the month, when another device has seen the money", async () => {
    const { town, env, id } = await wired();
    await env.clock.wind(31 * day);
    await save(env.db, learn(withdrawals, id, { askedAt: env.now(), arrivedAt: Math.floor(env.now() / 1000) }));
    await town.wire("KUDOS:5", id);
    await settle(env, [withdrawJob], day);
    assert.equal((await getTransaction(env, id)).state, "done");
    await assertBooks(town, env);
  });

  it("is watched for as long as the exchange keeps an idle reserve, if that is longer", async () => {
    const { env, id } = await wired();
    const learned = (await env.db.of(exchanges).get(exchange))?.facts.learned?.value;
    assert.ok(learned);
    await save(env.db, learn(exchanges, exchange, { learned: { ...learned, closingDelay: (50 * day) / 1000 } }));
    const abortedAt = async () => (await env.db.of(withdrawals).get(id))?.facts.abortedAt;
    await env.clock.wind(48 * day);
    await settle(env, [withdrawJob], day);
    assert.equal(await abortedAt(), undefined);
    await settle(env, [withdrawJob], 4 * day);
    assert.ok(await abortedAt());
    assert.deepEqual(await withdrawJob.pending(env), []);
  });

  it("is forgotten after a month", async () => {
    const { env, id } = await wired();
    await env.clock.wind(29 * day);
    await settle(env, [withdrawJob], 3 * day);
    assert.ok((await env.db.of(withdrawals).get(id))?.facts.abortedAt);
    assert.deepEqual(await withdrawJob.pending(env), []);
  });
});
