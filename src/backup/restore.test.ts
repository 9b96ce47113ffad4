import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { formerRoots } from "../store/entities/former-root.ts";
import { providers } from "../store/entities/provider.ts";
import { reserves } from "../store/entities/reserve.ts";
import { type Amount, add } from "../taler/amount.ts";
import { coinsWorth } from "../testing/books.ts";
import {
  assertSame,
  available,
  backedUp,
  backupRequests,
  change,
  gathered,
  jobs,
  joined,
  minute,
  rich,
  sheetOf,
  slotIn,
  withdraw,
} from "../testing/customers.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town, trusting } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { getTransaction } from "../wallet/story/story.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import { backupJob } from "./job.ts";
import { askedToBackUp } from "./pace.ts";
import { restore } from "./restore.ts";
import { restoreProgress } from "./restore-progress.ts";
import { recoverySecretPage } from "./secret-page.ts";
import { backupState } from "./sentence.ts";

const { exchange, sync, paidSync } = testAddresses;
const bothFree = { paidSync: { annualFee: "KUDOS:0" as never } };
const nobody = "http://nobody.test/";

/** A wallet with a backup at two services. */
async function atTwo(town: Town) {
  const env = await backedUp(await backedUp(await rich(town)), paidSync);
  return { env, page: await recoverySecretPage(env), worth: await coinsWorth(env) };
}

describe("a restore", () => {
  it("works from the words and an address typed by hand", async () => {
    const town = await newTown("words");
    const env = await backedUp(await rich(town));
    const { words } = await recoverySecretPage(env);
    const text = words.map((word, index) => `${index + 1}. ${word.slice(0, 4).toUpperCase()}`).join("\n");
    const other = await town.wallet({ seed: "other" });
    await restore(other, { text, services: ["http://sync.test"], keepMoney: false });
    assert.equal(await available(other), await available(env));
    assert.equal((await restoreProgress(other)).setAside, 0);
  });

  it("asks each service once for its document", async () => {
    const town = await newTown("once");
    const sheet = await sheetOf(await backedUp(await rich(town)));
    const before = backupRequests(town);
    await joined(town, sheet);
    assert.equal(backupRequests(town) - before, 2, "one question, one upload to join");
  });

  it("takes what it gets when one service is down, one has nothing and one is no service", async () => {
    const town = await newTown("some", bothFree);
    const { page, worth, env } = await atTwo(town);
    env.close();
    town.sandbox.faults.sync.add({ fault: { kind: "loseRequest" }, times: 99 });
    const other = await town.wallet({ seed: "other" });
    const services = [nobody, sync, exchange, paidSync];
    await restore(other, { text: page.words.join(" "), services, keepMoney: false });
    assert.equal(await coinsWorth(other), worth);
    const { phase, services: told } = await restoreProgress(other);
    assert.equal(phase, "done");
    const states = told.map(({ url, state, trouble }) => [url, state, trouble?.code]);
    assert.deepEqual(states, [
      [nobody, "failed", "unreachable"],
      [sync, "failed", "unreachable"],
      [exchange, "empty", undefined],
      [paidSync, "done", undefined],
    ]);
    assert.equal((await backupState(other)).kind, "allBackedUp");
    town.sandbox.faults.sync.clear();
    await askedToBackUp(other);
    await settle(other, [backupJob], minute);
    assert.equal((await other.db.enrolments.get(sync))?.isMember, true);
    assert.deepEqual((await other.db.of(providers).toArray()).map(({ key }) => key).sort(), [paidSync, sync]);
  });

  it("also reads the services that are only named in what it found, which may know more", async () => {
    const town = await newTown("newer", bothFree);
    const { env } = await atTwo(town);
    town.sandbox.faults.sync.add({ fault: { kind: "loseRequest" }, times: 99 });
    await withdraw(town, env, "KUDOS:4");
    const worth = await coinsWorth(env);
    town.sandbox.faults.sync.clear();
    const { uris } = await recoverySecretPage(env);
    const text = uris.find((uri) => uri.includes("/sync.test/")) ?? "";
    const other = await town.wallet({ seed: "other" });
    await restore(other, { text, services: [], keepMoney: false });
    assert.equal(await coinsWorth(other), worth);
  });

  it("is done once the money is here, even if the device could not join", async () => {
    const town = await newTown("join");
    const env = await backedUp(await rich(town));
    const sheet = await sheetOf(env);
    const matches = ({ method }: Request) => method === "POST";
    town.sandbox.faults.sync.add({ fault: { kind: "status", status: 500 }, matches, times: 2 });
    const other = await town.wallet({ seed: "other" });
    await restore(other, { text: sheet, services: [], keepMoney: false });
    assert.equal((await restoreProgress(other)).phase, "done");
    assert.equal(await coinsWorth(other), await coinsWorth(env));
    assert.equal((await backupState(other)).kind, "never");
    await settle(other, [backupJob], 10 * minute);
    assert.equal((await backupState(other)).kind, "allBackedUp");
  });

  it("twice at once is one restore", async () => {
    const town = await newTown("twice");
    const env = await backedUp(await rich(town));
    const wish = { text: await sheetOf(env), services: [], keepMoney: true };
    const other = await town.wallet({ seed: "other" });
    await Promise.all([restore(other, wish), restore(other, wish), settle(other, jobs, minute)]);
    await gathered(env, other);
    await assertSame(env, other);
  });
});

describe("a restore into a wallet with money", () => {
  async function merged(town: Town) {
    const lost = await backedUp(await rich(town));
    const sheet = await sheetOf(lost);
    const own = await trusting(await town.wallet({ seed: "own" }));
    await withdraw(town, own, "KUDOS:3");
    const sum = add((await coinsWorth(lost)) as Amount, (await coinsWorth(own)) as Amount);
    return { lost, own, sheet, sum };
  }

  it("asks first, and then has the money of both", async () => {
    const town = await newTown("merge");
    const { lost, own, sheet, sum } = await merged(town);
    const before = await selfOf(own.db);
    await assert.rejects(restore(own, { text: sheet, services: [], keepMoney: false }));
    assert.equal((await selfOf(own.db)).root, before.root);
    await restore(own, { text: sheet, services: [], keepMoney: true });
    assert.equal(await coinsWorth(own), sum);
    assert.equal(await available(own), sum);
    assert.deepEqual(
      (await own.db.of(formerRoots).toArray()).map(({ key }) => key),
      [before.root],
    );
    await settle(own, jobs, minute);
    assert.equal(await slotIn(own), 2);
    await gathered(lost, own);
    await assertSame(lost, own);
    assert.equal(await coinsWorth(lost), sum, "the other device can spend the coins of the former wallet, too");
    const fresh = await joined(town, await sheetOf(own), { seed: "fresh" });
    assert.equal(await coinsWorth(fresh), sum);
  });

  it("finishes a withdrawal that was on its way, with the keys of the former wallet", async () => {
    const town = await newTown("flight");
    const { own, sheet, sum } = await merged(town);
    const link = await town.withdrawal("KUDOS:2");
    const id = await acceptWithdrawal(own, { link, exchange });
    await settle(own, jobs, minute);
    const { root } = await selfOf(own.db);
    await restore(own, { text: sheet, services: [], keepMoney: true });
    await town.confirm(link);
    await settle(own, jobs, 5 * minute);
    const told = await getTransaction(own, id);
    assert.equal(told.state, "done");
    assert.equal((await own.db.of(reserves).get(id))?.facts.root, root);
    assert.equal(await coinsWorth(own), add(sum, told.effective as Amount));
    await withdraw(town, own, "KUDOS:1");
    const path = `${(await selfOf(own.db)).root}/2`;
    assert.equal(await own.db.of(reserves).where("ix.slot").equals(path).count(), 1);
  });

  it("of the same secret changes nothing but makes sure", async () => {
    const town = await newTown("same");
    const env = await backedUp(await rich(town));
    const other = await joined(town, await sheetOf(env));
    await change(other);
    const before = await selfOf(other.db);
    await restore(other, { text: await sheetOf(env), services: [], keepMoney: true });
    const { device, root, isRootOwn } = await selfOf(other.db);
    assert.deepEqual({ device, root, isRootOwn }, { device: before.device, root: before.root, isRootOwn: false });
    assert.equal(await other.db.of(formerRoots).count(), 0);
    assert.equal(await slotIn(other), 2);
    assert.equal((await backupState(other)).kind, "allBackedUp");
    const requests = backupRequests(town);
    await settle(other, [backupJob], minute);
    assert.equal(backupRequests(town), requests);
    await gathered(env, other);
    await assertSame(env, other);
  });

  it("and back again to the wallet it was born with, takes one more slot and loses nothing", async () => {
    const town = await newTown("back", bothFree);
    const { own, sheet, sum } = await merged(town);
    await backedUp(own, paidSync);
    const first = await sheetOf(own);
    const { root } = await selfOf(own.db);
    await restore(own, { text: sheet, services: [], keepMoney: true });
    await settle(own, jobs, minute);
    await restore(own, { text: first, services: [], keepMoney: true });
    await settle(own, jobs, minute);
    assert.equal((await selfOf(own.db)).root, root);
    assert.equal(await coinsWorth(own), sum);
    assert.equal(await slotIn(own), 3);
    await withdraw(town, own, "KUDOS:1");
    assert.equal((await backupState(own)).kind, "allBackedUp");
  });
});
