import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { learn } from "../../store/deed.ts";
import { batches } from "../../store/entities/batch.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { updateEnrolment } from "../../store/remember.ts";
import { save } from "../../store/save.ts";
import { type Amount, compare, subtract } from "../../taler/amount.ts";
import { assertAddsUp, assertBooks, assertNoKeyTwice, coinsWorth } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { kudos } from "../../testing/offers.ts";
import { settle } from "../../testing/settle.ts";
import { buy, moneyJobs } from "../../testing/shopping.ts";
import { arrive, arrived, chooses, covered, declines, looksAway, undecided } from "../../testing/staged.ts";
import type { Town } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction } from "../story/story.ts";
import { goOnWithoutBackup } from "./abort.ts";
import { acceptWithdrawal } from "./accept.ts";

const { exchange, sync, paidSync } = testAddresses;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const jobs = [withdrawJob];

/** The rows tell one story, and the balance says that about so much is still to come. */
async function assertComing(env: TestEnv, value: string): Promise<void> {
  await assertAddsUp(env);
  const [balance] = await listBalances(env);
  const fees = subtract(kudos(value), (balance?.incoming ?? "KUDOS:0") as Amount);
  assert.ok(compare(fees, kudos("0.2")) < 0, `${balance?.incoming}`);
}

/** Time passes, and whatever is due in it is done. */
async function pass(env: TestEnv, milliseconds: number, work = jobs): Promise<void> {
  await settle(env, work, milliseconds);
  await env.clock.wind(milliseconds);
  await settle(env, work, minute);
}

const signed = ({ sandbox }: Town): number => sandbox.exchange.ledger.books().coins.length;

describe("the first withdrawal, while nobody has decided about a backup", () => {
  it("waits with its money at the exchange, and says why and how long", async () => {
    const { town, env, id } = await arrived();
    const tell = () => getTransaction(env, id);
    await pass(env, 20 * hour);
    const { state, waitsFor, held } = await tell();
    assert.deepEqual([state, waitsFor, held?.why], ["working", "backup", "choice"]);
    assert.ok((held?.until ?? 0) > env.now());
    assert.deepEqual([signed(town), await env.db.of(batches).count()], [0, 0]);
    await assertComing(env, "KUDOS:8.5");
  });

  it("goes on at once when the user wants none", async () => {
    const { town, env, id } = await arrived();
    const tell = () => getTransaction(env, id);
    await declines(env);
    await settle(env, jobs, minute);
    assert.equal((await tell()).state, "done");
    await assertBooks(town, env);
  });

  it("goes on when the user does not want to wait with this one", async () => {
    const { town, env, id } = await arrived();
    const tell = () => getTransaction(env, id);
    await env.clock.wind(6 * minute);
    assert.equal((await tell()).canGoOnWithoutBackup, true);
    await goOnWithoutBackup(env, id);
    await settle(env, jobs, minute);
    assert.equal((await tell()).state, "done");
    await assertBooks(town, env);
  });

  it("goes on by itself after a day", async () => {
    const { town, env, id } = await arrived();
    const tell = () => getTransaction(env, id);
    const { held } = await tell();
    await settle(env, jobs, day);
    assert.equal((await tell()).state, "done");
    assert.ok(env.now() >= (held?.until ?? 0));
    await assertBooks(town, env);
  });

  it("goes on by itself after a quarter of the time in which the exchange would send the money back", async () => {
    const { env, id } = await arrived();
    const tell = () => getTransaction(env, id);
    const learned = (await env.db.of(exchanges).get(exchange))?.facts.learned?.value ?? assert.fail("no keys");
    await save(env.db, learn(exchanges, exchange, { learned: { ...learned, closingDelay: (8 * hour) / 1000 } }));
    await pass(env, 1.8 * hour);
    assert.equal((await tell()).held?.why, "choice");
    await pass(env, 0.2 * hour);
    assert.equal((await tell()).state, "done");
  });

  it("does not make the next one wait once more", async () => {
    const { town, env } = await arrived();
    await looksAway(env);
    await settle(env, jobs, 2 * day);
    const next = await arrive(town, env, "KUDOS:2");
    assert.equal((await getTransaction(env, next)).state, "done");
    await assertBooks(town, env);
  });
});

describe("the first withdrawal, once a service was chosen", () => {
  it("waits for a free one to take it, before anything is planned and before anything is signed", async () => {
    const { town, env, id } = await arrived();
    const tell = () => getTransaction(env, id);
    await chooses(env, sync);
    await settle(env, jobs, hour);
    assert.deepEqual([(await tell()).held, await env.db.of(batches).count()], [{ why: "upload" }, 0]);
    await covered(env, sync);
    await settle(env, jobs, hour);
    assert.deepEqual([(await tell()).held?.why, signed(town)], ["upload", 0]);
    assert.ok((await env.db.of(batches).count()) > 0);
    await covered(env, sync);
    await settle(env, jobs, hour);
    assert.equal((await tell()).state, "done");
    await assertBooks(town, env);
  });

  it("first makes just the coins that pay for it, and the rest once it has taken something", async () => {
    const { town, env, id } = await arrived();
    const tell = () => getTransaction(env, id);
    await chooses(env, paidSync);
    await pass(env, hour);
    const first = await coinsWorth(env);
    assert.ok(compare(first, kudos("1")) >= 0 && compare(first, kudos("1.2")) <= 0, first);
    const { waitsFor, held, canGoOnWithoutBackup } = await tell();
    assert.deepEqual([waitsFor, held?.why, canGoOnWithoutBackup], ["backup", "payment", true]);
    await assertComing(env, "KUDOS:7.48");
    await buy(town, env, "KUDOS:1");
    await settle(env, moneyJobs, hour);
    assert.equal((await tell()).held?.why, "payment");
    await covered(env, paidSync);
    await settle(env, moneyJobs, hour);
    assert.equal((await tell()).held?.why, "upload");
    await covered(env, paidSync);
    await settle(env, moneyJobs, hour);
    assert.deepEqual([(await tell()).state, (await tell()).held], ["done", undefined]);
    await assertNoKeyTwice(env);
    await assertBooks(town, env);
  });

  it("can begin at the bank before a service that was chosen earlier can be paid", async () => {
    const { town, env } = await undecided();
    await chooses(env, paidSync);
    const id = await arrive(town, env, "KUDOS:8.5");
    assert.equal((await getTransaction(env, id)).held?.why, "payment");
    assert.ok(signed(town) > 0);
    await assertComing(env, "KUDOS:7.48");
  });

  it("makes no more first coins when there is money enough to pay", async () => {
    const { town, env } = await arrived();
    await chooses(env, paidSync);
    await settle(env, jobs, minute);
    const first = signed(town);
    const link = await town.withdrawal("KUDOS:3");
    const next = await acceptWithdrawal(env, { link, exchange });
    await settle(env, jobs, minute);
    assert.deepEqual([(await getTransaction(env, next)).held?.why, signed(town)], ["payment", first]);
  });

  const vain = [
    ["otherCurrency", "its fee is in another currency", "EUR:1"],
    ["tooLittle", "the money is too little for its fee", "KUDOS:9"],
  ] as const;
  for (const [why, what, fee] of vain) {
    it(`says that ${what}; a free one, or none, lets it go on`, async () => {
      const { town, env, id } = await arrived({ fee });
      const tell = () => getTransaction(env, id);
      await chooses(env, paidSync);
      await settle(env, jobs, minute);
      const { held, canGoOnWithoutBackup } = await tell();
      assert.deepEqual([held?.why, canGoOnWithoutBackup, signed(town)], [why, true, 0]);
      await assertComing(env, "KUDOS:8.5");
      await chooses(env, sync);
      for (let uploads = 0; uploads < 2; uploads += 1) {
        await covered(env, sync);
        await settle(env, jobs, minute);
      }
      assert.equal((await tell()).state, "done");
      await assertBooks(town, env);
      const other = await arrived({ fee });
      await chooses(other.env, paidSync);
      await goOnWithoutBackup(other.env, id);
      await settle(other.env, jobs, minute);
      assert.equal((await getTransaction(other.env, id)).state, "done");
    });
  }

  it("goes on when the service is left again", async () => {
    const { town, env, id } = await arrived();
    const tell = () => getTransaction(env, id);
    await chooses(env, paidSync);
    await settle(env, jobs, minute);
    await updateEnrolment(env.db, paidSync, (known) => known && { ...known, isOff: true });
    await settle(env, jobs, minute);
    assert.equal((await tell()).state, "done");
    await assertBooks(town, env);
  });

  it("goes on by itself when the service was not paid for a day", async () => {
    const { town, env, id } = await arrived();
    const tell = () => getTransaction(env, id);
    await chooses(env, paidSync);
    await pass(env, 23 * hour);
    assert.equal((await tell()).held?.why, "payment");
    await pass(env, 2 * hour);
    assert.equal((await tell()).state, "done");
    await assertBooks(town, env);
  });
});
