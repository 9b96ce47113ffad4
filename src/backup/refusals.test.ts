import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chanceFrom } from "../../e2e/sandbox/chance.ts";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import type { ProblemCode } from "../api/problems.ts";
import { insert } from "../store/deed.ts";
import { coins } from "../store/entities/coin.ts";
import { providers } from "../store/entities/provider.ts";
import { save } from "../store/save.ts";
import { textOf } from "../taler/crockford.ts";
import { coinsWorth } from "../testing/books.ts";
import {
  assertSame,
  backedUp,
  backupRequests,
  change,
  gathered,
  jobs,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
} from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town } from "../testing/town.ts";
import { getTransaction } from "../wallet/story/story.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import { backupJob } from "./job.ts";
import { askedToBackUp } from "./pace.ts";
import { addProvider, listProviders, lookAtProvider } from "./providers.ts";
import { backupState } from "./sentence.ts";

const { sync, paidSync, exchange } = testAddresses;

type Answer = (request: Request) => Response | undefined;

/** A wallet with a backup, and whatever its service is made to answer from now on without doing anything. */
async function answered(town: Town) {
  let answer: Answer = () => undefined;
  const fetch = async (request: Request) => {
    const made = request.url.startsWith(`${sync}backups/`) ? answer(request) : undefined;
    return made ?? town.sandbox.fetch(request);
  };
  const env = await backedUp(await rich(town, "KUDOS:8.5", { fetch }));
  const set = (next: Answer) => {
    answer = next;
  };
  return { env, set, worth: await coinsWorth(env) };
}

const troubleOf = async (env: TestEnv) => (await backupState(env)).trouble?.code;

const problemByStatus: readonly (readonly [number, ProblemCode])[] = [
  [200, "badAnswer"],
  [302, "badAnswer"],
  [400, "serviceRefused"],
  [402, "servicePaymentRequired"],
  [403, "serviceRefused"],
  [404, "serviceRefused"],
  [409, "badBackupSignature"],
  [410, "serviceClosing"],
  [411, "serviceRefused"],
  [413, "serviceFull"],
  [418, "badAnswer"],
  [429, "serverBusy"],
  [500, "serverFault"],
  [502, "serverFault"],
  [503, "serverBusy"],
];

describe("a service that answers", () => {
  it("an upload with any status but success is named, and gets it in the end", async () => {
    const town = await newTown("refuse");
    const { env, set, worth } = await answered(town);
    for (const [status, code] of problemByStatus) {
      const body = status === 200 || status === 409 ? "Welcome! Please log in." : null;
      set(({ method }) => (method === "POST" ? new Response(body, { status }) : undefined));
      // Out of politeness, who has asked much waits longer.
      town.clock.windTo(env.now() + 30 * minute);
      await change(env);
      await settle(env, [backupJob], minute);
      const { kind, changes, trouble } = await backupState(env);
      assert.deepEqual([status, kind, trouble?.code], [status, "failing", code]);
      assert.ok(changes >= 1);
      set(() => undefined);
      await askedToBackUp(env);
      await settle(env, [backupJob], minute);
      const after = await backupState(env);
      assert.deepEqual([status, after.kind, after.trouble], [status, "allBackedUp", undefined]);
    }
    assert.equal(await coinsWorth(env), worth);
    const fresh = await joined(town, await sheetOf(env), { seed: "fresh" });
    await gathered(env, fresh);
    await assertSame(env, fresh);
  });

  it("a look with an error is named, and all that is here stays backed up", async () => {
    const town = await newTown("refuse");
    const { env, set } = await answered(town);
    for (const [status, code] of problemByStatus) {
      if (status === 404 || status === 409) continue;
      const body = status === 200 ? "Welcome! Please log in." : null;
      set(({ method }) => (method === "GET" ? new Response(body, { status }) : undefined));
      await looked(env);
      const { kind, trouble } = await backupState(env);
      assert.deepEqual(
        [status, kind, trouble?.code],
        [status, "allBackedUp", status === 200 ? "badBackupSignature" : code],
      );
      set(() => undefined);
      await askedToBackUp(env);
      await settle(env, [backupJob], 0);
      assert.deepEqual([status, await troubleOf(env)], [status, undefined]);
    }
  });

  it("an upload with an error, and is added once more, is asked at once", async () => {
    const town = await newTown("again");
    const { env, set } = await answered(town);
    set(() => new Response(null, { status: 403 }));
    await change(env);
    await settle(env, [backupJob], 10_000);
    assert.equal(await troubleOf(env), "serviceRefused");
    set(() => undefined);
    const { tosVersion } = await lookAtProvider(env, sync);
    await addProvider(env, sync, tosVersion);
    await settle(env, [backupJob], 10_000);
    assert.equal((await backupState(env)).kind, "allBackedUp");
  });

  it("with errors for hours is asked again by itself, until it has everything", async () => {
    const town = await newTown("hours");
    const { env, set } = await answered(town);
    set(() => new Response(null, { status: 500 }));
    await change(env);
    await settle(env, [backupJob], 5 * 60 * minute);
    assert.equal((await backupState(env)).kind, "failing");
    set(() => undefined);
    await settle(env, [backupJob], 60 * minute);
    assert.equal((await backupState(env)).kind, "allBackedUp");
  });

  it("that it is closing down, but hands out the last version, can be restored from", async () => {
    const town = await newTown("closing");
    const env = await backedUp(await rich(town));
    const fetch = async (request: Request) => {
      const answer = await town.sandbox.fetch(request);
      return request.url.startsWith(sync) && request.method === "GET" && answer.status === 200
        ? new Response(answer.body, { status: 410, headers: answer.headers })
        : answer;
    };
    const fresh = await joined(town, await sheetOf(env), { seed: "fresh", fetch });
    assert.equal(await coinsWorth(fresh), await coinsWorth(env));
  });
});

describe("a service that wants its fee", () => {
  it("is told so in the list and in the sentence; the money is safe, and paying is all it takes", async () => {
    const town = await newTown("paid");
    const env = await rich(town);
    const worth = await coinsWorth(env);
    await backedUp(env, paidSync);
    const state = await backupState(env);
    assert.deepEqual(
      [state.kind, state.trouble?.code, state.lastBackup],
      ["failing", "servicePaymentRequired", undefined],
    );
    const view = (await listProviders(env)).find(({ url }) => url === paidSync);
    assert.deepEqual([view?.isActive, view?.trouble?.code], [true, "servicePaymentRequired"]);
    assert.equal(await coinsWorth(env), worth);
    // Nothing new is said to bank or exchange before it is backed up, and the user is told what it waits for.
    const link = await town.withdrawal("KUDOS:2");
    const id = await acceptWithdrawal(env, { link, exchange });
    await settle(env, jobs, minute);
    assert.equal((await getTransaction(env, id)).waitsFor, "backup");
    for (const order of town.sandbox.till.orders) town.sandbox.till.pay(order);
    await askedToBackUp(env);
    await settle(env, jobs, minute);
    assert.equal((await backupState(env)).kind, "allBackedUp");
    assert.equal((await getTransaction(env, id)).waitsFor, "bankConfirmation");
  });
});

/** Coins that nobody has signed: rows that no compression makes small. */
async function makeHeavy(env: TestEnv, count: number): Promise<void> {
  const chance = chanceFrom("heavy");
  const rows = Array.from({ length: count }, (_, index) =>
    insert(coins, `w:${textOf(chance(32))}:${index}:${textOf(chance(64))}`, { sig: textOf(chance(256)) }),
  );
  await save(env.db, ...rows);
}

describe("a service with little room", () => {
  it("is named as full before anything is sent, and takes it once there is room", async () => {
    const town = await newTown("small", { sync: { storageLimit: 1 } });
    const env = await backedUp(await town.wallet());
    await makeHeavy(env, 3200);
    const before = backupRequests(town, sync, "POST");
    await settle(env, [backupJob], minute);
    const state = await backupState(env);
    assert.deepEqual([state.kind, state.trouble?.code], ["failing", "serviceFull"]);
    assert.ok(state.changes > 3000);
    const { size, tooLarge } = (await listProviders(env)).find(({ url }) => url === sync) ?? {};
    assert.deepEqual([size, tooLarge?.parts[0]?.kind], [16 * 1024, "coins"]);
    assert.ok((tooLarge?.size ?? 0) > 2 ** 20, "what did not fit is told in bytes");
    assert.ok((tooLarge?.parts[0]?.size ?? 0) > 0.9 * (tooLarge?.size ?? 0));
    assert.equal(backupRequests(town, sync, "POST"), before);
    // The operator makes room.
    const roomy = await newTown("small", { sync: { storageLimit: 4 } });
    Object.assign(town.sandbox.servers, { sync: roomy.sandbox.servers.sync });
    await settle(env, [backupJob], 30 * minute);
    assert.equal((await backupState(env)).kind, "allBackedUp");
    assert.equal((await env.db.of(providers).get(sync))?.facts.terms?.value.storageLimit, 4);
    const after = (await listProviders(env)).find(({ url }) => url === sync);
    assert.deepEqual([after?.size, after?.tooLarge], [2 * 2 ** 20, undefined]);
  });

  it("that has become smaller than it promised is asked again, and gets a smaller blob if that is enough", async () => {
    const town = await newTown("shrunk", { sync: { storageLimit: 4 } });
    const env = await backedUp(await town.wallet());
    const small = await newTown("shrunk", { sync: { storageLimit: 1 } });
    Object.assign(town.sandbox.servers, { sync: small.sandbox.servers.sync });
    // Between half a MiB and one, padded to a whole one, which is refused.
    await makeHeavy(env, 2000);
    await settle(env, [backupJob], minute);
    assert.equal((await backupState(env)).trouble?.code, "serviceFull");
    const told = (await listProviders(env)).find(({ url }) => url === sync)?.tooLarge;
    assert.equal(told?.parts[0]?.kind, "coins", "an upload that was refused is measured, too");
    await settle(env, [backupJob], 30 * minute);
    assert.equal((await backupState(env)).kind, "allBackedUp");
  });
});
