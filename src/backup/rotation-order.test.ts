/** Renewing the secret in the right order: what somebody else may have read is all renewed, and told before it is overwritten. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { trustExchangeKey } from "../exchange/trust.ts";
import { formerRoots } from "../store/entities/former-root.ts";
import { reserves } from "../store/entities/reserve.ts";
import { trustedKeys } from "../store/entities/trusted-key.ts";
import { textOf } from "../taler/crockford.ts";
import { assertBooks } from "../testing/books.ts";
import { assertSame, backedUp, change, gathered, joined, looked, minute, rich, sheetOf } from "../testing/customers.ts";
import { accountOf, documentOf } from "../testing/planted.ts";
import { documentAt, keep, rootOf, rootsOfCoins, rotate, rotationJobs } from "../testing/rotating.ts";
import { settle } from "../testing/settle.ts";
import { copied } from "../testing/snapshot.ts";
import { newTown } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { renameDevice } from "./device-list.ts";
import { isReplaced } from "./emptied.ts";
import { restore } from "./restore.ts";

const { sync, paidSync } = testAddresses;

describe("a renewed secret", () => {
  it("takes the place of those of wallets that were merged into this one, too: their money is renewed with it", async () => {
    const town = await newTown("merged");
    const sheet = await sheetOf(await backedUp(await rich(town, "KUDOS:2")));
    const env = await rich(town, "KUDOS:3.04", { seed: "own money" });
    await restore(env, { text: sheet, services: [], keepMoney: true });
    await settle(env, rotationJobs, minute);
    assert.equal(await env.db.of(formerRoots).count(), 1);
    await rotate(env);
    await keep(env);
    const former = await env.db.of(formerRoots).toArray();
    assert.deepEqual([former.length, former.every(({ facts }) => facts.renewedAt !== undefined)], [2, true]);
    assert.deepEqual(await rootsOfCoins(env), new Set([await rootOf(env)]));
    await assertBooks(town, env);
  });

  it("overwrites no copy before what was taken along from it stands in a backup of its own", async () => {
    const town = await newTown("taken along");
    const env = await backedUp(await rich(town, "KUDOS:3.04"));
    const oldSheet = await sheetOf(env);
    const other = await joined(town, oldSheet);
    await rotate(env);
    const own = await change(other, "KUDOS:1");
    await looked(other);
    const { pub } = accountOf(await sheetOf(env));
    const matches = ({ method, url }: Request) => method === "POST" && url.startsWith(sync) && url.includes(pub);
    const holds = async () => (await env.db.of(reserves).get(own)) !== undefined;
    // By now the new secret has a backup; what is learned from here on does not get there.
    const stop = town.sandbox.faults.sync.add({ fault: { kind: "status", status: 500 }, matches, times: 1e6 });
    await keep(env, minute);
    assert.deepEqual([await holds(), isReplaced(documentAt(town, oldSheet))], [true, false]);
    stop();
    await settle(env, rotationJobs, 60 * minute);
    assert.ok(isReplaced(documentAt(town, oldSheet)));
    assert.ok(JSON.stringify(documentAt(town, await sheetOf(env))).includes(own));
  });

  it("is told at services, too, that only a device which had not heard of it has chosen under the old one", async () => {
    const town = await newTown("chosen late", { paidSync: { annualFee: "KUDOS:0" as never } });
    const env = await backedUp(await rich(town, "KUDOS:3.04"));
    const oldSheet = await sheetOf(env);
    const other = await joined(town, oldSheet);
    await rotate(env);
    await backedUp(other, paidSync);
    await keep(env);
    await restore(other, { text: await sheetOf(env), services: [], keepMoney: true });
    await settle(other, rotationJobs, 10 * minute);
    await gathered(other, env);
    await settle(env, rotationJobs, 60 * minute);
    assert.ok(isReplaced(documentOf(town, accountOf(oldSheet, paidSync))));
    await gathered(other, env);
    await assertSame(other, env);
  });

  it("takes along what a copy of this very disk has told, whose steps bear the same stamps", async () => {
    const town = await newTown("copied before");
    const env = await backedUp(await rich(town, "KUDOS:3.04"));
    const oldSheet = await sheetOf(env);
    const copy = await town.wallet({ profile: await copied(env.profile), seed: "copy" });
    await renameDevice(env, "Another name");
    const theirs = await change(copy);
    await looked(copy);
    await rotate(env);
    await keep(env);
    assert.ok(isReplaced(documentAt(town, oldSheet)));
    assert.ok(await env.db.of(reserves).get(theirs), "told by the copy");
    await restore(copy, { text: await sheetOf(env), services: [], keepMoney: true });
    for (let round = 0; round < 2; round++) for (const one of [copy, env]) await settle(one, rotationJobs, 10 * minute);
    await gathered(env, copy);
    await assertSame(env, copy);
    for (const one of [env, copy]) assert.ok(await one.db.of(reserves).get(theirs));
  });

  it("is drawn by a disk that was put back only after it has heard of its future", async () => {
    const town = await newTown("put back before");
    const env = await backedUp(await rich(town, "KUDOS:3.04"));
    const { profile } = await town.wallet({ profile: await copied(env.profile) });
    const other = await joined(town, await sheetOf(env), { deviceName: "Other" });
    const lost = await change(env);
    for (const one of [env, other]) await looked(one);
    const again = await town.wallet({ profile, seed: "put back" });
    await renameDevice(again, "Another name");
    const { device } = await selfOf(again.db);
    await rotate(again);
    assert.notEqual((await selfOf(again.db)).device, device);
    assert.ok(await again.db.of(reserves).get(lost));
  });

  it("takes money from under the old secret, and trusts nobody who is named there", async () => {
    const town = await newTown("planted trust");
    const env = await backedUp(await rich(town, "KUDOS:2"));
    const other = await joined(town, await sheetOf(env));
    await rotate(env);
    const own = await change(other, "KUDOS:1");
    await trustExchangeKey(other, { key: textOf(new Uint8Array(32).fill(7)), name: "Planted" });
    await looked(other);
    await keep(env);
    assert.ok(await env.db.of(reserves).get(own));
    assert.equal(await env.db.of(trustedKeys).count(), 0);
  });
});
