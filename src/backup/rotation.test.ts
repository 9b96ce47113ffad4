import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../api/problems.ts";
import { addExchange } from "../exchange/manage.ts";
import { acceptExchangeTos } from "../exchange/terms.ts";
import { learn } from "../store/deed.ts";
import { providers } from "../store/entities/provider.ts";
import { reserves } from "../store/entities/reserve.ts";
import { save } from "../store/save.ts";
import { type Amount, compare, subtract } from "../taler/amount.ts";
import { assertAddsUp, assertBooks, coinsWorth } from "../testing/books.ts";
import {
  assertSame,
  available,
  backedUp,
  change,
  gathered,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
  withdraw as withdrawn,
} from "../testing/customers.ts";
import { accountOf } from "../testing/planted.ts";
import { documentAt, keep, rootOf, rootsOfCoins, rotate, rotationJobs } from "../testing/rotating.ts";
import { settle } from "../testing/settle.ts";
import { buy } from "../testing/shopping.ts";
import { knowing, newTown, type Town } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import { openBlob } from "./blob.ts";
import { readDocument } from "./document.ts";
import { isReplaced } from "./emptied.ts";
import { backupJob } from "./job.ts";
import { restore } from "./restore.ts";
import { rotateSecret } from "./rotation.ts";
import { rotationView } from "./rotation-view.ts";
import { backupState } from "./sentence.ts";

const { paidSync } = testAddresses;
const hour = 60 * minute;
const codeOf = (error: unknown) => (error instanceof WalletError ? error.problem.code : String(error));

async function scene(amount = "KUDOS:8.5") {
  const town = await newTown("rotation");
  const env = await backedUp(await rich(town, amount));
  return { town, env, oldSheet: await sheetOf(env) };
}

/** How many uploads have gone to the account of this sheet. */
const uploadsTo = (town: Town, sheet: string): number =>
  town.requests.filter((one) => one.startsWith("POST") && one.includes(accountOf(sheet).pub)).length;

/** A way to a town that notes every upload, the latest last. */
function watched(town: Town) {
  const uploads: { readonly url: string; readonly body: Uint8Array }[] = [];
  const fetch = async (request: Request) => {
    const isUpload = request.method === "POST" && request.url.includes("/backups/");
    if (isUpload) uploads.push({ url: request.url, body: new Uint8Array(await request.clone().arrayBuffer()) });
    return town.sandbox.fetch(request);
  };
  return { fetch, uploadsTo: (pub: string) => uploads.filter(({ url }) => url.includes(pub)) };
}

describe("a recovery secret that is replaced", () => {
  it("leaves nothing to whoever has the old one, and all of it to the new one, to the cent", async () => {
    const { town, env, oldSheet } = await scene();
    const { costs, root } = await rotationView(env);
    const before = (await coinsWorth(env)) as Amount;
    await rotate(env);
    await rotateSecret(env, root);
    assert.equal(await coinsWorth(env), before, "nothing is touched before the new sheet is kept");
    assert.equal((await rotationView(env)).last?.waits, "sheet");
    await keep(env);
    assert.deepEqual(await rootsOfCoins(env), new Set([await rootOf(env)]));
    const [{ fee = "", stays } = {}] = costs;
    assert.equal(
      await available(env),
      subtract(subtract(before, fee as Amount), (stays?.amount ?? "KUDOS:0") as Amount),
    );
    await assertBooks(town, env);
    const { left = [], copies, underWay, renewed = 0 } = (await rotationView(env)).last ?? {};
    assert.deepEqual([left, copies, underWay, renewed > 2], [[], [], 0, true]);
    assert.ok(isReplaced(documentAt(town, oldSheet)));
    const stranger = await town.wallet({ seed: "stranger" });
    const vain = restore(stranger, { text: oldSheet, services: [], keepMoney: false });
    await assert.rejects(vain, (error) => codeOf(error) === "secretRenewed");
    const heir = await joined(town, await sheetOf(env));
    assert.equal(await coinsWorth(heir), await coinsWorth(env));
    assert.equal(await available(heir), await available(env));
  });

  it("is followed by nothing under the old one but the word that it is over", async () => {
    const { town, env, oldSheet } = await scene("KUDOS:3.04");
    const before = uploadsTo(town, oldSheet);
    const held = documentAt(town, oldSheet);
    await rotate(env);
    await change(env);
    await settle(env, rotationJobs, minute);
    assert.equal(uploadsTo(town, oldSheet), before);
    assert.deepEqual(documentAt(town, oldSheet), held);
    await keep(env);
    assert.deepEqual([uploadsTo(town, oldSheet), isReplaced(documentAt(town, oldSheet))], [before + 1, true]);
    const { recoverySecret } = await selfOf(env.db);
    const now = JSON.stringify(documentAt(town, await sheetOf(env)));
    assert.ok(!now.includes(recoverySecret), "the secret in a document of its own");
  });

  it("renews coins of two exchanges, and no upload since then opens with the old one", async () => {
    const rival = "http://rival.test/";
    const town = await newTown("rotation of two", { addresses: { ...testAddresses, rival } });
    const { fetch, uploadsTo } = watched(town);
    const env = await backedUp(await rich(town, "KUDOS:3.04", { fetch }));
    await addExchange(env, rival);
    await acceptExchangeTos(env, rival, (await env.db.offers.get(rival))?.tosOffered ?? "");
    const link = await town.withdrawal("KUDOS:1.11");
    await acceptWithdrawal(env, { link, exchange: rival });
    await settle(env, rotationJobs, minute);
    await town.confirm(link);
    await settle(env, rotationJobs, 5 * minute);
    const oldSheet = await sheetOf(env);
    const other = await joined(town, oldSheet, { deviceName: "Other", fetch });
    const old = accountOf(oldSheet);
    const [uploadsBefore, worth] = [uploadsTo(old.pub).length, await coinsWorth(env)];
    await rotate(env);
    assert.deepEqual((await rotationView(env)).costs.map(({ exchange }) => exchange).sort(), [
      testAddresses.exchange,
      rival,
    ]);
    await looked(other);
    await keep(env);
    await restore(other, { text: await sheetOf(env), services: [], keepMoney: true });
    for (let round = 0; round < 2; round++) {
      for (const one of [other, env]) await settle(one, rotationJobs, 10 * minute);
      await gathered(env, other);
    }
    await assertSame(env, other);
    assert.deepEqual(await rootsOfCoins(env), new Set([await rootOf(env)]));
    assert.ok(compare((await coinsWorth(env)) as Amount, subtract(worth as Amount, "KUDOS:0.9" as Amount)) > 0);
    for (const one of [env, other]) await assertAddsUp(one);
    // All that came after the renewal: under the old secret only what the other one told before it heard, and the end.
    const later = uploadsTo(old.pub).slice(uploadsBefore);
    const told = later.map(({ body }) => isReplaced(readDocument(openBlob(body, old.blobKey), old.root).doc));
    assert.deepEqual([told.at(-1), told.filter(Boolean).length], [true, 1]);
    const now = uploadsTo(accountOf(await sheetOf(env)).pub);
    assert.ok(now.length > 1);
    for (const { body } of now) assert.throws(() => openBlob(body, old.blobKey));
  });

  it("renews coins that come later out of a withdrawal begun before", async () => {
    const { town, env } = await scene("KUDOS:3.04");
    const link = await town.withdrawal("KUDOS:2");
    await acceptWithdrawal(env, { link, exchange: testAddresses.exchange });
    await settle(env, rotationJobs, minute);
    await rotate(env);
    await keep(env);
    assert.ok((await rotationView(env)).hasIncoming);
    await town.confirm(link);
    await settle(env, rotationJobs, 10 * minute);
    assert.deepEqual(await rootsOfCoins(env), new Set([await rootOf(env)]));
    await assertBooks(town, env);
  });

  it("asks a service that costs money only when its user says so, and coins wait for it", async () => {
    const town = await newTown("paid", { paidSync: { annualFee: "KUDOS:0" as never } });
    const env = await backedUp(await rich(town, "KUDOS:3.04"), paidSync);
    const { value } = (await env.db.of(providers).get(paidSync))?.facts.terms ?? assert.fail("no terms");
    await save(env.db, learn(providers, paidSync, { terms: { ...value, annualFee: "KUDOS:1" as Amount } }));
    await settle(env, rotationJobs, minute);
    await rotate(env);
    await keep(env);
    const { waits, services, copies } = (await rotationView(env)).last ?? {};
    assert.deepEqual([waits, services?.[0]?.fee, copies?.length], ["service", "KUDOS:1", 1]);
    assert.deepEqual(await rootsOfCoins(env), new Set(["withdrawn"]));
    await backedUp(env);
    await settle(env, rotationJobs, 10 * minute);
    assert.deepEqual(await rootsOfCoins(env), new Set([await rootOf(env)]));
    assert.deepEqual((await rotationView(env)).last?.copies, []);
  });
});

describe("another device that has not heard of the new secret", () => {
  it("loses nothing: what it told and what it did not tell is there once it has joined", async () => {
    const { town, env, oldSheet } = await scene("KUDOS:3.04");
    const other = await joined(town, oldSheet, { deviceName: "Other" });
    await rotate(env);
    await withdrawn(town, other, "KUDOS:2");
    await keep(env);
    assert.ok(isReplaced(documentAt(town, oldSheet)));
    assert.deepEqual(
      await rootsOfCoins(env),
      new Set([await rootOf(env)]),
      "what it told was taken along, and renewed",
    );
    await looked(other);
    assert.equal((await backupState(other)).trouble?.code, "secretRenewed");
    const own = await change(other, "KUDOS:1");
    await settle(other, [backupJob], minute);
    assert.equal((await backupState(other)).kind, "failing");
    assert.ok(isReplaced(documentAt(town, oldSheet)), "nothing is told over it");
    await restore(other, { text: await sheetOf(env), services: [], keepMoney: true });
    await settle(other, rotationJobs, 10 * minute);
    await gathered(env, other);
    assert.ok(await env.db.of(reserves).get(own), "what it had not told");
    await settle(env, rotationJobs, 10 * minute);
    await gathered(env, other);
    await assertSame(env, other);
    assert.deepEqual((await rotationView(env)).last?.others, []);
    await assertBooks(town, other);
  });

  it("and pays meanwhile with coins that are being renewed: one of both gets each coin, and the books add up", async () => {
    const { town, env, oldSheet } = await scene("KUDOS:3.04");
    const other = await joined(town, oldSheet);
    await knowing(other);
    await rotate(env);
    const { orderId } = await buy(town, other, "KUDOS:1.30");
    assert.ok(town.sandbox.merchant.desk.book.order(orderId)?.payment);
    await keep(env, 2 * hour);
    assert.ok((await env.db.ghosts.count()) > 0, "a ghost for what the other one took");
    await restore(other, { text: await sheetOf(env), services: [], keepMoney: true });
    await settle(other, rotationJobs, 10 * minute);
    await gathered(env, other);
    await settle(env, rotationJobs, 2 * hour);
    await gathered(env, other);
    await settle(other, rotationJobs, 10 * minute);
    await assertSame(env, other);
    await assertBooks(town, env);
    assert.deepEqual(await rootsOfCoins(env), new Set([await rootOf(env)]));
  });
});
