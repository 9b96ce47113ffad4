import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { exchangeJob } from "../../exchange/job.ts";
import { batches } from "../../store/entities/batch.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { withdrawalStatus, withdrawals } from "../../store/entities/withdrawal.ts";
import { amount } from "../../taler/amount.ts";
import { assertBooks, assertNoKeyTwice } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction } from "../story/story.ts";
import { acceptWithdrawal } from "./accept.ts";
import { lookAtWithdrawal } from "./look.ts";

const exchange = testAddresses.exchange;
const minute = 60_000;

async function balance(env: TestEnv) {
  const [only] = await listBalances(env);
  return only && { available: only.available, incoming: only.incoming };
}

async function inTown(seed?: string, options?: Parameters<typeof newTown>[1]) {
  const town = await newTown(seed, options);
  return { town, env: await trusting(await town.wallet()) };
}

describe("a withdrawal with a link of the bank", () => {
  it("ends in coins that are worth what the offer promised, and the books agree", async () => {
    const { town, env } = await inTown();
    const link = await town.withdrawal("KUDOS:8.5");
    const offer = await lookAtWithdrawal(env, { link });
    assert.equal(offer.amount, "KUDOS:8.5");
    assert.equal(offer.isAmountFixed, true);
    assert.equal(offer.tos, "accepted");
    const id = await acceptWithdrawal(env, { link, exchange });
    await settle(env, [withdrawJob], minute);
    const waiting = await getTransaction(env, id);
    assert.equal(waiting.waitsFor, "bankConfirmation");
    assert.match(waiting.confirmUrl ?? "", /^http:\/\/bank\.test\//);
    // Nobody has sent anything yet.
    assert.equal(await balance(env), undefined);
    await town.confirm(link);
    await settle(env, [withdrawJob]);
    const told = await getTransaction(env, id);
    assert.equal(told.state, "done");
    assert.equal(told.effective, offer.effective);
    assert.equal(told.fees, offer.fees);
    assert.deepEqual(await balance(env), { available: offer.effective, incoming: "KUDOS:0" });
    const books = town.sandbox.exchange.ledger.books();
    assert.equal(books.issued, offer.effective);
    assert.equal(books.balances, offer.rest);
    await assertBooks(town, env);
  });

  it("is one withdrawal however often the link is accepted", async () => {
    const { town, env } = await inTown();
    const link = await town.withdrawal("KUDOS:3");
    const [a, b] = await Promise.all([1, 2].map(() => acceptWithdrawal(env, { link, exchange })));
    assert.equal(a, b);
    assert.equal(await acceptWithdrawal(env, { link, exchange }), a);
    assert.equal(await env.db.of(withdrawals).count(), 1);
    assert.equal((await lookAtWithdrawal(env, { link })).transaction, a);
  });

  it("makes the exchange a used one", async () => {
    const { town, env } = await inTown();
    const used = async () => (await env.db.of(exchanges).get(exchange))?.facts.usedAt;
    assert.equal(await used(), undefined);
    await acceptWithdrawal(env, { link: await town.withdrawal("KUDOS:3"), exchange });
    assert.equal(await used(), env.now() / 1000);
  });

  it("is of the amount that the user chooses where the bank leaves it open", async () => {
    const { town, env } = await inTown();
    const link = await town.withdrawal();
    const unsaid = await lookAtWithdrawal(env, { link });
    assert.deepEqual([unsaid.amount, unsaid.isAmountFixed, unsaid.effective], [undefined, false, undefined]);
    const offer = await lookAtWithdrawal(env, { link, amount: "4.2" });
    assert.equal(offer.amount, "KUDOS:4.2");
    const id = await acceptWithdrawal(env, { link, exchange, amount: "KUDOS:4.2" });
    await settle(env, [withdrawJob], minute);
    await town.confirm(link);
    await settle(env, [withdrawJob]);
    assert.equal((await getTransaction(env, id)).effective, offer.effective);
    assert.equal(town.sandbox.exchange.ledger.books().credited, "KUDOS:4.2");
    await assertBooks(town, env);
  });

  it("goes on when the bank's answer to our choice was lost and the customer confirmed meanwhile", async () => {
    for (const manner of ["documented", "fakebank"] as const) {
      const { town, env } = await inTown("lost choice", { bank: { manner } });
      const link = await town.withdrawal("KUDOS:3");
      const id = await acceptWithdrawal(env, { link, exchange });
      const isChoice = ({ method, url }: Request) => method === "POST" && url.includes("withdrawal-operation");
      town.sandbox.faults.bank.add({ fault: { kind: "loseAnswer" }, matches: isChoice });
      await settle(env, [withdrawJob], 0);
      assert.equal((await getTransaction(env, id)).trouble?.code, "unreachable");
      await town.confirm(link);
      await settle(env, [withdrawJob]);
      assert.equal((await getTransaction(env, id)).state, "done");
      await assertBooks(town, env);
    }
  });

  it("waits for the wire, however long that takes", async () => {
    const wireDelay = 5 * 60 * minute;
    const { town, env } = await inTown("slow", { bank: { wireDelay } });
    const link = await town.withdrawal("KUDOS:3");
    const id = await acceptWithdrawal(env, { link, exchange });
    await settle(env, [withdrawJob], minute);
    await town.confirm(link);
    await settle(env, [withdrawJob], 30 * minute);
    assert.equal((await getTransaction(env, id)).waitsFor, "exchange");
    await settle(env, [withdrawJob], 2 * wireDelay);
    assert.equal((await getTransaction(env, id)).state, "done");
    await assertBooks(town, env);
  });

  it("of much money is signed in several requests, each remembered for itself", async () => {
    const { town, env } = await inTown("rich", { bank: { hasOverdraft: true } });
    const link = await town.withdrawal("KUDOS:1500");
    const offer = await lookAtWithdrawal(env, { link });
    assert.ok((offer.coinCount ?? 0) > 128);
    await acceptWithdrawal(env, { link, exchange });
    await settle(env, [withdrawJob], minute);
    await town.confirm(link);
    await settle(env, [withdrawJob]);
    assert.ok((await env.db.of(batches).count()) >= 3);
    assert.deepEqual(await balance(env), { available: offer.effective, incoming: "KUDOS:0" });
    await assertBooks(town, env);
  });
});

describe("two withdrawals", () => {
  it("at once have a key each, and both end well", async () => {
    const { town, env } = await inTown();
    const links = [await town.withdrawal("KUDOS:3"), await town.withdrawal("KUDOS:7.77")];
    const ids = await Promise.all(links.map((link) => acceptWithdrawal(env, { link, exchange })));
    assert.equal(new Set(ids).size, 2);
    await settle(env, [withdrawJob, exchangeJob], minute);
    for (const link of links) await town.confirm(link);
    await settle(env, [withdrawJob, exchangeJob]);
    for (const id of ids) assert.equal((await getTransaction(env, id)).state, "done");
    assert.equal(await env.db.of(reserves).count(), 2);
    await assertNoKeyTwice(env);
    await assertBooks(town, env);
  });
});

describe("a manual wire", () => {
  it("tells account and subject, and becomes coins when it has arrived", async () => {
    const { town, env } = await inTown();
    const offer = await lookAtWithdrawal(env, { exchange, amount: "5" });
    assert.equal(offer.amount, "KUDOS:5");
    const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:5" });
    await settle(env, [withdrawJob], minute);
    const told = await getTransaction(env, id);
    assert.equal(told.waitsFor, "wire");
    assert.equal(told.wire?.subject, id);
    await town.wire("KUDOS:5", id);
    await settle(env, [withdrawJob]);
    const [row] = await env.db.of(withdrawals).toArray();
    assert.equal(row && withdrawalStatus(row), "done");
    assert.equal((await getTransaction(env, id)).effective, offer.effective);
    await assertBooks(town, env);
  });

  it("brings what was sent, not what was meant to be sent", async () => {
    const { town, env } = await inTown();
    const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:5" });
    await settle(env, [withdrawJob], minute);
    await town.wire("KUDOS:2.01", id);
    await settle(env, [withdrawJob]);
    const { state, effective, fees } = await getTransaction(env, id);
    assert.deepEqual([state, effective, fees], ["done", "KUDOS:2", "KUDOS:0.01"]);
    await assertBooks(town, env);
  });

  it("that brings less than any coin costs ends without one", async () => {
    const { town, env } = await inTown();
    const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:5" });
    await settle(env, [withdrawJob], minute);
    await town.wire("KUDOS:0.001", id);
    await settle(env, [withdrawJob]);
    const { state, effective } = await getTransaction(env, id);
    assert.deepEqual([state, effective], ["done", "KUDOS:0"]);
    assert.equal(town.sandbox.exchange.ledger.books().balances, amount.parse("KUDOS:0.001"));
  });

  it("repeated by the user is a second one", async () => {
    const { env } = await inTown();
    const wish = { exchange, amount: "KUDOS:5" };
    assert.notEqual(await acceptWithdrawal(env, wish), await acceptWithdrawal(env, wish));
    await assertNoKeyTwice(env);
  });
});
