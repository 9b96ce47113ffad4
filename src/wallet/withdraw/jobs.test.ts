import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankPayto } from "../../../e2e/sandbox/bank/desk.ts";
import { usualLifetimes } from "../../../e2e/sandbox/exchange/denominations.ts";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../../api/problems.ts";
import { insert, learn } from "../../store/deed.ts";
import { batches } from "../../store/entities/batch.ts";
import { devices } from "../../store/entities/device.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { updateEnrolment } from "../../store/remember.ts";
import { save } from "../../store/save.ts";
import { assertBooks } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { selfOf } from "../roots.ts";
import { getTransaction } from "../story/story.ts";
import { goOnWithoutBackup, takeOver } from "./abort.ts";
import { acceptWithdrawal } from "./accept.ts";
import { bankCodes } from "./bank.ts";

const { exchange, sync } = testAddresses;
const minute = 60_000;
const hour = 60 * minute;
const other = "0".repeat(26);

async function accepted(options: Parameters<typeof newTown>[1] = {}) {
  const town = await newTown("jobs", options);
  const env = await trusting(await town.wallet());
  const link = await town.withdrawal("KUDOS:3");
  const id = await acceptWithdrawal(env, { link, exchange });
  const atBank = () => town.sandbox.bank.desk.book.withdrawal(link.split("/").at(-1) ?? "")?.status;
  const tell = () => getTransaction(env, id);
  return { town, env, link, id, atBank, tell };
}

/** The withdrawal is another device's, which was last heard of now. */
async function givenAway() {
  const all = await accepted();
  const { env, id } = all;
  const at = Math.floor(env.now() / 1000);
  await save(env.db, insert(devices, other, { joinedAt: at, seenAt: at }), learn(withdrawals, id, { runner: other }));
  return all;
}

/** The other device tells the bank which reserve it is. */
async function choose({ sandbox }: Town, id: string, link: string): Promise<void> {
  const operation = sandbox.bank.desk.book.withdrawal(link.split("/").at(-1) ?? "") ?? assert.fail("no operation");
  sandbox.bank.desk.select(operation, { reservePub: id, exchangePayto: bankPayto(testAddresses.bank, "exchange") });
}

describe("a withdrawal that another device has begun", () => {
  it("is left to it for a day, then taken over", async () => {
    const { town, env, link, id, atBank, tell } = await givenAway();
    assert.equal((await tell()).waitsFor, "otherDevice");
    await env.clock.wind(23 * hour);
    await settle(env, [withdrawJob], minute);
    assert.equal(atBank(), "pending");
    await env.clock.wind(hour);
    await settle(env, [withdrawJob], minute);
    assert.equal(atBank(), "selected");
    assert.equal((await env.db.of(withdrawals).get(id))?.facts.runner?.value, (await selfOf(env.db)).device);
    await town.confirm(link);
    await settle(env, [withdrawJob]);
    assert.equal((await tell()).state, "done");
    await assertBooks(town, env);
  });

  it("is left to it as long as it is heard of", async () => {
    const { env, atBank } = await givenAway();
    await env.clock.wind(20 * hour);
    await save(env.db, learn(devices, other, { seenAt: Math.floor(env.now() / 1000) }));
    await env.clock.wind(20 * hour);
    await settle(env, [withdrawJob], minute);
    assert.equal(atBank(), "pending");
    await env.clock.wind(4 * hour);
    await settle(env, [withdrawJob], minute);
    assert.equal(atBank(), "selected");
  });

  it("is taken over at once when it was retired, or nobody knows it", async () => {
    const retired = await givenAway();
    await save(retired.env.db, learn(devices, other, { retired: "yes" }));
    await settle(retired.env, [withdrawJob], minute);
    assert.equal(retired.atBank(), "selected");
    const unknown = await accepted();
    await save(unknown.env.db, learn(withdrawals, unknown.id, { runner: "Z".repeat(26) }));
    await settle(unknown.env, [withdrawJob], minute);
    assert.equal(unknown.atBank(), "selected");
  });

  it("is taken over before its coins can be signed no more", async () => {
    // These began an hour ago: six are left, and a quarter of them is for whoever takes over.
    const lifetimes = { ...usualLifetimes, spacing: 6 * 3600, withdraw: 7 * 3600 };
    const { town, env, link, id, tell } = await accepted({ exchange: { lifetimes } });
    await settle(env, [withdrawJob], minute);
    await town.confirm(link);
    while ((await env.db.of(batches).count()) === 0) await withdrawJob.step(env, id);
    const at = Math.floor(env.now() / 1000);
    await save(env.db, insert(devices, other, { joinedAt: at, seenAt: at }), learn(withdrawals, id, { runner: other }));
    await env.clock.wind(4.4 * hour);
    await settle(env, [withdrawJob], minute);
    assert.equal((await tell()).state, "working");
    await env.clock.wind(0.2 * hour);
    await settle(env, [withdrawJob], minute);
    assert.equal((await tell()).state, "done");
    await assertBooks(town, env);
  });

  it("is taken over when the user says so", async () => {
    const { env, id, atBank, tell } = await givenAway();
    assert.equal((await tell()).canTakeOver, true);
    await takeOver(env, id);
    await settle(env, [withdrawJob], minute);
    assert.equal(atBank(), "selected");
    assert.equal((await tell()).canTakeOver, false);
    const unknown = (error: unknown) => error instanceof WalletError && error.problem.code === "transactionUnknown";
    await assert.rejects(takeOver(env, "nobody's"), unknown);
    await assert.rejects(goOnWithoutBackup(env, "nobody's"), unknown);
  });
});

describe("two devices that wait for the same news", () => {
  it("do not take over from each other", async () => {
    const { town, env, link, id, tell } = await givenAway();
    await choose(town, id, link);
    await save(env.db, learn(withdrawals, id, { selectedAt: Math.floor(env.now() / 1000) }));
    const { change } = await selfOf(env.db);
    const asked = town.requests.length;
    await env.clock.wind(25 * hour);
    await settle(env, [withdrawJob], hour);
    assert.ok(town.requests.length > asked, "the bank was asked");
    assert.equal((await env.db.of(withdrawals).get(id))?.facts.runner?.value, other);
    assert.equal((await selfOf(env.db)).change, change, "and nothing is to be told");
    await town.confirm(link);
    await settle(env, [withdrawJob], 24 * hour);
    assert.equal((await tell()).state, "done", "the work is done by whoever hears the news");
    assert.equal((await env.db.of(withdrawals).get(id))?.facts.runner?.value, (await selfOf(env.db)).device);
  });
});

describe("two devices that try in vain", () => {
  it("do not take over from each other", async () => {
    const { town, env, id, atBank } = await givenAway();
    town.sandbox.faults.bank.add({ fault: { kind: "status", status: 503 }, times: Number.POSITIVE_INFINITY });
    const { change } = await selfOf(env.db);
    await env.clock.wind(25 * hour);
    await settle(env, [withdrawJob], hour);
    assert.equal((await env.db.of(withdrawals).get(id))?.facts.runner?.value, other);
    assert.equal((await selfOf(env.db)).change, change);
    town.sandbox.faults.bank.clear();
    await settle(env, [withdrawJob], 2 * hour);
    assert.equal(atBank(), "selected");
    assert.equal((await env.db.of(withdrawals).get(id))?.facts.runner?.value, (await selfOf(env.db)).device);
  });
});

describe("a withdrawal that was refused", () => {
  /** Two copies of one disk used the key; this one was refused by the bank, with this code. */
  async function refused(code: number, isSelected: boolean) {
    const all = await accepted();
    const at = Math.floor(all.env.now() / 1000);
    const selection = isSelected ? { selectedAt: at } : {};
    const facts = { ...selection, abortedAt: at, refusals: [{ code, at }] };
    await save(all.env.db, learn(withdrawals, all.id, facts));
    return all;
  }

  it("although its key was used takes the money that comes to the key", async () => {
    const ways = [
      [bankCodes.reserveUsed, false],
      [bankCodes.otherChosen, true],
    ] as const;
    for (const [code, isSelected] of ways) {
      const { town, env, id, tell } = await refused(code, isSelected);
      await settle(env, [withdrawJob], 30 * minute);
      assert.equal((await tell()).state, "aborted");
      await town.wire("KUDOS:3", id);
      await settle(env, [withdrawJob], 3 * hour);
      assert.equal((await tell()).state, "done");
      await assertBooks(town, env);
    }
  });

  it("is looked at a few times in a month, then no more", async () => {
    const { town, env } = await refused(bankCodes.reserveUsed, false);
    const before = town.requests.length;
    await settle(env, [withdrawJob], 100 * 24 * hour);
    const looks = town.requests.length - before;
    assert.ok(looks >= 8 && looks <= 12, `${looks} looks`);
    assert.deepEqual(await withdrawJob.pending(env), []);
  });

  it("is over when nothing says that its key was used", async () => {
    const { env } = await refused(bankCodes.otherChosen, false);
    assert.deepEqual(await withdrawJob.pending(env), []);
  });
});

describe("two devices that withdraw from one reserve at once", () => {
  it("get the same coins, each of them once", async () => {
    const { town, env, link, id } = await accepted();
    await settle(env, [withdrawJob], minute);
    await town.confirm(link);
    const twin = await town.wallet({ seed: "twin" });
    await trusting(twin);
    const { recoverySecret, root } = await selfOf(env.db);
    await twin.db.self.update("self", { recoverySecret, root, isRootOwn: false });
    for (const table of ["reserves", "withdrawals"]) {
      await twin.db.table(table).bulkPut(await env.db.table(table).toArray());
    }
    await takeOver(twin, id);
    // Step by step in turn: what one plans, the other does not know.
    for (let steps = 0; steps < 12; steps += 1) {
      await withdrawJob.step(env, id);
      await withdrawJob.step(twin, id);
    }
    for (const one of [env, twin]) {
      assert.equal((await getTransaction(one, id)).state, "done");
      await assertBooks(town, one);
    }
  });
});

describe("while a backup service is used", () => {
  const covering = async (env: TestEnv, told: number) => {
    const { root } = await selfOf(env.db);
    await updateEnrolment(env.db, sync, () => ({ url: sync, revision: 1, counts: {}, told, isMember: true, root }));
  };
  const coverAll = async (env: TestEnv) => covering(env, (await selfOf(env.db)).change);

  it("neither bank nor exchange hears of a key before it is backed up", async () => {
    const { town, env, link, atBank, tell } = await accepted();
    await covering(env, 0);
    await settle(env, [withdrawJob], minute);
    assert.equal(atBank(), "pending");
    assert.deepEqual(await withdrawJob.pending(env), []);
    await env.clock.wind(10 * minute);
    assert.deepEqual([(await tell()).waitsFor, (await tell()).canGoOnWithoutBackup], ["backup", true]);
    await coverAll(env);
    await settle(env, [withdrawJob], minute);
    assert.equal(atBank(), "selected");
    await town.confirm(link);
    await settle(env, [withdrawJob], 10 * minute);
    assert.equal((await tell()).waitsFor, "backup");
    assert.equal(town.sandbox.exchange.ledger.books().coins.length, 0);
    assert.equal(await env.db.of(batches).count(), 1);
    await coverAll(env);
    await settle(env, [withdrawJob]);
    assert.equal((await tell()).state, "done");
    await assertBooks(town, env);
  });

  it("the user may go on without, and then it all goes on", async () => {
    const { town, env, link, id, atBank, tell } = await accepted();
    await covering(env, 0);
    await settle(env, [withdrawJob], 10 * minute);
    assert.equal(atBank(), "pending");
    await goOnWithoutBackup(env, id);
    await settle(env, [withdrawJob], minute);
    await town.confirm(link);
    await settle(env, [withdrawJob]);
    assert.equal((await tell()).state, "done");
    await assertBooks(town, env);
  });

  it("no subject is shown for a wire before it is backed up", async () => {
    const { town, env } = await accepted();
    await covering(env, 0);
    const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:2" });
    await settle(env, [withdrawJob], minute);
    const { waitsFor, wire } = await getTransaction(env, id);
    assert.deepEqual([waitsFor, wire], ["backup", undefined]);
    await coverAll(env);
    await settle(env, [withdrawJob], minute);
    assert.equal((await getTransaction(env, id)).wire?.subject, id);
    assert.equal(town.sandbox.exchange.ledger.books().reserves.length, 0);
  });
});
