import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { coins } from "../store/entities/coin.ts";
import { providers } from "../store/entities/provider.ts";
import { reserves } from "../store/entities/reserve.ts";
import { type Amount, add } from "../taler/amount.ts";
import { utf8 } from "../taler/hash.ts";
import { coinsWorth } from "../testing/books.ts";
import { turn } from "../testing/clock.ts";
import {
  assertSame,
  backedUp,
  change,
  gathered,
  jobs,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
  withdraw,
} from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { accountOf, boxed, plant, stored } from "../testing/planted.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town, trusting } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { openBlob } from "./blob.ts";
import { readDocument } from "./document.ts";
import { backupJob } from "./job.ts";
import { addProvider, lookAtProvider, removeProvider } from "./providers.ts";
import { restore } from "./restore.ts";
import { backupState } from "./sentence.ts";

const { sync } = testAddresses;

/** A wallet in which something happens once, as soon as a request of this method is on its way to the service. */
async function interrupted(town: Town, method: string, isBefore: boolean) {
  let happen: (() => Promise<unknown>) | undefined;
  const go = async () => {
    const deed = happen;
    happen = undefined;
    void deed?.();
    for (let i = 0; i < 200; i++) await turn();
  };
  const fetch = async (request: Request) => {
    const isIt = happen !== undefined && request.method === method && request.url.startsWith(`${sync}backups`);
    if (isIt && isBefore) await go();
    const answer = await town.sandbox.fetch(request);
    if (isIt && !isBefore) await go();
    return answer;
  };
  const env = await trusting(await town.wallet({ seed: "own", fetch }));
  await withdraw(town, env, "KUDOS:3");
  await backedUp(env);
  const during = (deed: () => Promise<unknown>) => {
    happen = deed;
  };
  return { env, during };
}

for (const method of ["GET", "POST"]) {
  for (const isBefore of [true, false]) {
    const when = `${isBefore ? "before a request" : "before the answer to a request"} (${method}) has arrived`;

    describe(`while the wallet waits, ${when}`, () => {
      it("another secret is restored: the document of one wallet is never taken for the other's", async () => {
        const town = await newTown("races");
        const lost = await backedUp(await rich(town));
        const sheet = await sheetOf(lost);
        const { env, during } = await interrupted(town, method, isBefore);
        const own = await sheetOf(env);
        const worth = add((await coinsWorth(lost)) as Amount, (await coinsWorth(env)) as Amount);
        const before = stored(town, accountOf(own));
        let restored: Promise<void> | undefined;
        during(() => (restored = restore(env, { text: sheet, services: [], keepMoney: true })));
        await change(env);
        await looked(env);
        await restored;
        await settle(env, jobs, minute);
        assert.equal((await selfOf(env.db)).root, accountOf(sheet).root);
        assert.equal((await env.db.enrolments.get(sync))?.root, accountOf(sheet).root);
        assert.equal(await coinsWorth(env), worth);
        for (const one of [own, sheet]) {
          const account = accountOf(one);
          const { doc } = readDocument(openBlob(stored(town, account), account.blobKey), account.root);
          assert.equal(doc.wallet, account.root);
        }
        assert.ok(before.length > 0);
        await gathered(lost, env);
        await assertSame(lost, env);
      });

      it("the service is left: it stays left", async () => {
        const town = await newTown("races");
        const { env, during } = await interrupted(town, method, isBefore);
        during(() => removeProvider(env, sync));
        await change(env);
        await looked(env);
        await settle(env, jobs, minute);
        assert.equal(await env.db.of(providers).count(), 0);
        assert.equal(await env.db.enrolments.count(), 0);
        assert.equal((await backupState(env)).kind, "none");
        const { tosVersion } = await lookAtProvider(env, sync);
        await addProvider(env, sync, tosVersion);
        await settle(env, jobs, minute);
        assert.equal((await backupState(env)).kind, "allBackedUp");
      });

      it("something changes: it is told with the next upload", async () => {
        const town = await newTown("races");
        const { env, during } = await interrupted(town, method, isBefore);
        during(() => change(env, "KUDOS:5"));
        await change(env);
        await looked(env);
        await settle(env, [backupJob], minute);
        assert.equal((await backupState(env)).kind, "allBackedUp");
        const fresh = await joined(town, await sheetOf(env), { seed: "fresh" });
        await gathered(env, fresh);
        await assertSame(env, fresh);
      });
    });
  }
}

describe("while an exchange is asked about a new key", () => {
  it("another secret is restored: the withdrawal is of the wallet that is there now", async () => {
    const town = await newTown("races");
    const sheet = await sheetOf(await backedUp(await rich(town)));
    let restored: Promise<void> | undefined;
    const fetch = async (request: Request) => {
      if (request.url.includes("/reserves/")) {
        restored ??= restore(env, { text: sheet, services: [], keepMoney: true });
        await restored;
      }
      return town.sandbox.fetch(request);
    };
    const env = await trusting(await town.wallet({ seed: "own", fetch }));
    const id = await change(env);
    const { root } = await selfOf(env.db);
    assert.equal(root, accountOf(sheet).root);
    const { facts } = (await env.db.of(reserves).get(id)) ?? assert.fail("no reserve");
    assert.deepEqual([facts.root, facts.slot, facts.counter], [root, 2, 1]);
  });
});

describe("a restored wallet", () => {
  it("may withdraw while its service is down: its slot was safe before", async () => {
    const town = await newTown("races");
    const env = await joined(town, await sheetOf(await backedUp(await rich(town))), { seed: "two" });
    town.sandbox.faults.sync.add({ fault: { kind: "loseRequest" }, times: 1e6 });
    for (let day = 0; day < 2; day++) {
      await change(env);
      await settle(env, [backupJob], minute);
      town.clock.windTo(env.now() + 24 * 60 * minute);
    }
    assert.ok(await change(env));
  });
});

describe("a document that lacks many rows it once had, in an ordinary sync", () => {
  /** As a broken device would write it: all coins are gone, and no tombstone says so. */
  async function withoutCoins(town: Town, env: TestEnv): Promise<Uint8Array> {
    const account = accountOf(await sheetOf(env));
    const { doc } = readDocument(openBlob(stored(town, account), account.blobKey), account.root);
    const { coins: set } = doc.sets;
    const next = { ...doc, revision: doc.revision + 1, sets: { ...doc.sets, coins: { ...set, rows: [] } } };
    return boxed(utf8(JSON.stringify({ format: "satchel-backup", ...next })), account);
  }

  it("is not believed: nothing is removed, and the user is told", async () => {
    const town = await newTown("mass");
    const env = await backedUp(await rich(town, "KUDOS:58.88"));
    const worth = await coinsWorth(env);
    assert.ok((await env.db.of(coins).count()) > 10);
    const account = accountOf(await sheetOf(env));
    const whole = stored(town, account);
    await plant(town, account, await withoutCoins(town, env));
    await looked(env);
    assert.equal((await backupState(env)).trouble?.code, "massDeletion");
    assert.equal(await coinsWorth(env), worth);
    await change(env);
    await settle(env, [backupJob], 10 * minute);
    assert.equal((await backupState(env)).kind, "failing");
    assert.equal(await coinsWorth(env), worth);
    await plant(town, account, whole);
    await settle(env, [backupJob], 25 * 60 * minute);
    assert.equal((await backupState(env)).kind, "allBackedUp");
    assert.equal(await coinsWorth(env), worth);
  });
});
