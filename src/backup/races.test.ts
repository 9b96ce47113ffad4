import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../api/problems.ts";
import { coins } from "../store/entities/coin.ts";
import { providers } from "../store/entities/provider.ts";
import { reserves } from "../store/entities/reserve.ts";
import { adoptRoot } from "../store/root-change.ts";
import { type Amount, add } from "../taler/amount.ts";
import { textOf } from "../taler/crockford.ts";
import { coinsWorth } from "../testing/books.ts";
import {
  assertSame,
  backedUp,
  change,
  gathered,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
  withdraw,
} from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { meddledEverywhere } from "../testing/meddled.ts";
import { accountOf, documentOf, spoiled } from "../testing/planted.ts";
import { settle } from "../testing/settle.ts";
import { plant, shelved, stored } from "../testing/shelf.ts";
import { documentRows, spelledRows } from "../testing/snapshot.ts";
import { newTown, type Town, trusting } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { sync as syncNow } from "./cycle.ts";
import type { Doc } from "./doc.ts";
import { backupJob } from "./job.ts";
import { removeProvider } from "./leave.ts";
import { addProvider, lookAtProvider, newEnrolment } from "./providers.ts";
import { readRecoveryText } from "./recovery-code.ts";
import { restore } from "./restore.ts";
import { backupState } from "./sentence.ts";

const { sync } = testAddresses;

const world = newTown("races").then(async (town) => {
  const lost = await backedUp(await rich(town));
  const own = await trusting(await town.wallet({ seed: "own" }));
  await withdraw(town, own, "KUDOS:3");
  await backedUp(own);
  await change(own);
  const worth = add((await coinsWorth(lost)) as Amount, (await coinsWorth(own)) as Amount);
  return { worth, lost: await shelved(town, lost), own: await shelved(town, own) };
});

interface Scene {
  readonly town: Town;
  readonly lost: TestEnv;
  readonly sheet: string;
  readonly own: TestEnv;
  readonly ownSheet: string;
}

/** A device that was backed up, and another wallet that is just about to tell a change of its own to the same service. */
async function scene(): Promise<Scene> {
  const town = await newTown("races");
  const { lost, own } = await world;
  const first = await lost.take(town);
  const second = await own.take(town, { seed: "own" });
  return { town, lost: first, sheet: await sheetOf(first), own: second, ownSheet: await sheetOf(second) };
}

/** Disturbs syncs of the wallet that look, or only tell, with something else at every outside call. */
async function disturbed(
  looks: boolean,
  meddle: (env: TestEnv, scene: Scene) => Promise<void>,
  after: (env: TestEnv, scene: Scene) => Promise<void>,
): Promise<void> {
  let now = await scene();
  const points = await meddledEverywhere({
    begin: async () => {
      now = await scene();
      return now.own;
    },
    live: (env) => syncNow(env, sync, looks ? "look" : "tell").catch(requireProblem),
    meddle: (env) => meddle(env, now),
    after: async (env) => {
      await after(env, now);
      now.lost.close();
    },
  });
  assert.ok(points >= 12, `${points} points`);
}

/** Whatever comes in between, it is no mistake of ours. */
function requireProblem(error: unknown): void {
  assert.ok(error instanceof WalletError && error.problem.code !== "bug", String(error));
}

for (const looks of [true, false]) {
  describe(`in the middle of a sync that ${looks ? "looks" : "only tells"}`, () => {
    it("another root is adopted: the document of one wallet is never taken for the other's", async () => {
      const { worth } = await world;
      await disturbed(
        looks,
        async ({ db, now }, { sheet }) => {
          const { root } = accountOf(sheet);
          const secret = readRecoveryText(sheet).secret.reveal();
          const enrolments = [newEnrolment(sync, root)];
          await adoptRoot(db, { recoverySecret: textOf(secret), root, now: now(), enrolments, asked: [] });
        },
        async (env, { town, lost, sheet, ownSheet }) => {
          const known = await env.db.enrolments.get(sync);
          if (known?.root === accountOf(sheet).root) {
            assert.deepEqual([known.hash, known.told, known.isMember, known.offer], [undefined, -1, false, undefined]);
          } else {
            // Nothing came in between.
            await restore(env, { text: sheet, services: [], keepMoney: true });
          }
          await settle(env, [backupJob], minute);
          assert.deepEqual([(await backupState(env)).kind, await coinsWorth(env)], ["allBackedUp", worth]);
          for (const account of [accountOf(ownSheet), accountOf(sheet)]) {
            assert.equal(documentOf(town, account).wallet, account.root);
          }
          await gathered(lost, env);
          await assertSame(lost, env);
        },
      );
    });

    it("the service is left: it stays left, and may be used again", async () => {
      await disturbed(
        looks,
        (env) => removeProvider(env, sync),
        async (env) => {
          if ((await env.db.of(providers).count()) > 0) await removeProvider(env, sync);
          await settle(env, [backupJob], minute);
          assert.deepEqual([await env.db.of(providers).count(), await env.db.enrolments.count()], [0, 0]);
          await backedUp(env);
          assert.equal((await backupState(env)).kind, "allBackedUp");
        },
      );
    });

    it("the service is left and used again: what is told is told truly", async () => {
      await disturbed(
        looks,
        async (env) => {
          await removeProvider(env, sync);
          const { tosVersion } = await lookAtProvider(env, sync);
          await addProvider(env, sync, tosVersion);
          await change(env, "KUDOS:5");
        },
        async (env, { town, ownSheet }) => {
          await settle(env, [backupJob], minute);
          assert.equal((await backupState(env)).kind, "allBackedUp");
          assert.deepEqual(documentRows(documentOf(town, accountOf(ownSheet))), await spelledRows(env.db));
        },
      );
    });

    it("something changes: it is told with the next upload", async () => {
      await disturbed(
        looks,
        async (env) => void (await change(env, "KUDOS:5")),
        async (env, { town, ownSheet }) => {
          await settle(env, [backupJob], minute);
          assert.equal((await backupState(env)).kind, "allBackedUp");
          assert.deepEqual(documentRows(documentOf(town, accountOf(ownSheet))), await spelledRows(env.db));
        },
      );
    });
  });
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
  const withoutCoins = ({ sets, ...doc }: Doc) => ({
    ...doc,
    revision: doc.revision + 1,
    sets: { ...sets, coins: { ...sets.coins, rows: [] } },
  });

  it("is not believed: nothing is removed, and the user is told", async () => {
    const town = await newTown("mass");
    const env = await backedUp(await rich(town, "KUDOS:58.88"));
    const worth = await coinsWorth(env);
    assert.ok((await env.db.of(coins).count()) > 10);
    const account = accountOf(await sheetOf(env));
    const whole = stored(town, account);
    await plant(town, account, spoiled(town, account, withoutCoins));
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
