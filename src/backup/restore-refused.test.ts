import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { type ProblemCode, WalletError } from "../api/problems.ts";
import { coins } from "../store/entities/coin.ts";
import { type Amount, add } from "../taler/amount.ts";
import { utf8 } from "../taler/hash.ts";
import { coinsWorth } from "../testing/books.ts";
import { backedUp, jobs, minute, rich, sheetOf, withdraw } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { accountOf, boxed, documentOf, spoiled } from "../testing/planted.ts";
import { settle } from "../testing/settle.ts";
import { plant, stored } from "../testing/shelf.ts";
import { copied, dump } from "../testing/snapshot.ts";
import { newTown, type Town, trusting } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { largestDocument } from "./blob.ts";
import type { Doc, DocSet } from "./doc.ts";
import { restore } from "./restore.ts";
import { restoreProgress } from "./restore-progress.ts";
import { recoverySecretPage } from "./secret-page.ts";
import type { Account } from "./service.ts";

const { sync } = testAddresses;

/** A sheet whose money waits at the service, and a wallet with money of its own, disposed to restore it. */
async function scene() {
  const town = await newTown("refused");
  const lost = await backedUp(await rich(town));
  const { uris, words } = await recoverySecretPage(lost);
  const own = await trusting(await town.wallet({ seed: "own" }));
  await withdraw(town, own, "KUDOS:3");
  const sheet = uris[0] ?? "";
  const worth = add((await coinsWorth(lost)) as Amount, (await coinsWorth(own)) as Amount);
  return { town, sheet, words, own, account: accountOf(sheet), worth };
}

const world = scene();

const codeOf = (error: unknown) => (error instanceof WalletError ? error.problem.code : String(error));

/** Everything secret there is in this world, as it would look in a message. */
async function secretsOf(own: TestEnv, sheet: string): Promise<string[]> {
  return [(await selfOf(own.db)).recoverySecret, sheet.split("#")[1] ?? ""];
}

/** The restore is refused by this name, leaves every byte of the database alone, and says nothing secret. */
async function assertRefused(
  own: TestEnv,
  text: string,
  services: readonly string[],
  code: ProblemCode,
): Promise<void> {
  const before = await dump(own.db);
  const error = await restore(own, { text, services, keepMoney: true }).then(
    () => assert.fail(`restored, and not ${code}`),
    (thrown: unknown) => thrown,
  );
  assert.equal(codeOf(error), code);
  assert.equal(await dump(own.db), before);
  const said = `${error} ${JSON.stringify(error)} ${JSON.stringify(await restoreProgress(own))}`;
  for (const secret of await secretsOf(own, text)) {
    if (secret.length > 20) assert.ok(!said.includes(secret.slice(0, 20)), "a secret in a message");
  }
}

/** After all that, the right sheet works as if nothing had been; `worth` is what both wallets hold together. */
async function assertRestores(town: Town, own: TestEnv, sheet: string, worth: string): Promise<void> {
  const copy = await town.wallet({ profile: await copied(own.profile), seed: "copy" });
  await restore(copy, { text: sheet, services: [], keepMoney: true });
  await settle(copy, jobs, minute);
  assert.equal(await coinsWorth(copy), worth);
  copy.close();
}

describe("a restore from what was typed", () => {
  const swapped = (words: readonly string[]) => [words[1], words[0], ...words.slice(2)].join(" ");
  const typed: readonly (readonly [string, (sheet: string, words: readonly string[]) => string, ProblemCode])[] = [
    ["nothing", () => " ", "badRecoverySecret"],
    ["a secret with a character that there is not", (sheet) => sheet.replace(/.$/, "!"), "badRecoverySecret"],
    ["a secret with a character too few", (sheet) => sheet.slice(0, -1), "badRecoverySecret"],
    ["a secret with another character", (sheet) => sheet.replace(/#../, "#00"), "noBackupThere"],
    ["a word that there is not", (_, words) => ["sachel", ...words.slice(1)].join(" "), "misspelledWord"],
    ["words in another order", (_, words) => swapped(words), "wordsDoNotFit"],
    ["a word too few", (_, words) => words.slice(1).join(" "), "wordsDoNotFit"],
    ["another kind of link", () => "taler://pay/shop.test/1/", "moneyLink"],
    ["a link with junk", () => "taler://sync/%%%#1", "badRecoverySecret"],
  ];
  for (const [what, text, code] of typed) {
    it(`with ${what} is refused, and nothing changes`, async () => {
      const { town, sheet, words, own, worth } = await world;
      await assertRefused(own, text(sheet, words), [sync], code);
      await assertRestores(town, own, sheet, worth);
    });
  }

  it("with words and no address, or no address at all, is refused", async () => {
    const { own, words } = await world;
    await assertRefused(own, words.join(" "), [], "noServiceNamed");
    await assertRefused(own, words.join(" "), ["not an address"], "badAddress");
    await assertRefused(own, words.join(" "), ["http://nobody.test/"], "unreachable");
  });
});

describe("a restore from a service that holds", () => {
  type Make = (town: Town, account: Account) => Uint8Array | Promise<Uint8Array>;
  const bodies: readonly (readonly [string, Make, ProblemCode])[] = [
    ["something else", () => utf8("Dear diary, ".repeat(2000)), "notABackup"],
    ["nothing at all", () => new Uint8Array(), "backupDamaged"],
    ["half of it", (town, account) => stored(town, account).slice(0, 9000), "backupDamaged"],
    ["its beginning", (town, account) => stored(town, account).slice(0, 20), "backupDamaged"],
    ["it with one bit turned", (town, account) => stored(town, account).with(9000, 1), "backupDamaged"],
    [
      "what inflates without end",
      (_, account) => boxed(new Uint8Array(largestDocument + 1), account),
      "backupTooLarge",
    ],
    ["other JSON", (_, account) => boxed(utf8('{"format":"diary"}'), account), "notABackup"],
    ["no JSON", (_, account) => boxed(utf8("Dear diary"), account), "backupDamaged"],
    [
      "the backup of another wallet, sealed with its key",
      async (town) => {
        const other = await backedUp(await town.wallet({ seed: "somebody" }));
        return stored(town, accountOf(await sheetOf(other)));
      },
      "backupDamaged",
    ],
    [
      "the document of another wallet in our box",
      (town, account) => spoiled(town, account, (doc) => ({ ...doc, wallet: doc.wallet.replace(/^./, "0") })),
      "backupOfOtherWallet",
    ],
    [
      "a newer format",
      (town, account) => spoiled(town, account, (doc) => ({ ...doc, version: { major: 2, minor: 0 }, sets: "new" })),
      "backupTooNew",
    ],
    [
      "clocks of a revision to come",
      (town, account) => spoiled(town, account, (doc) => ({ ...doc, revision: 1, clocks: { somebody: 7 } })),
      "backupDamaged",
    ],
    [
      "time after which there is hardly any left",
      (town, account) =>
        spoiled(town, account, (doc) => ({ ...doc, counts: { ...doc.counts, somebody: 2 ** 52 - 2 ** 39 } })),
      "backupDamaged",
    ],
  ];
  for (const [what, make, code] of bodies) {
    it(`${what} is refused, and nothing changes`, async () => {
      const { town, sheet, own, account, worth } = await world;
      const whole = stored(town, account);
      await plant(town, account, await make(town, account));
      await assertRefused(own, sheet, [], code);
      await plant(town, account, whole);
      await assertRestores(town, own, sheet, worth);
    });
  }
});

describe("a restore from a service that answers", () => {
  const header = (name: string, value: string | undefined) => (response: Response) => {
    const headers = new Headers(response.headers);
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
    return new Response(response.body, { status: response.status, headers });
  };
  const other = "0".repeat(103);
  const lies = [
    ["without a hash", header("ETag", undefined)],
    ["with another hash", header("ETag", `"${other}"`)],
    ["without a signature", header("Sync-Signature", undefined)],
    ["with another signature", header("Sync-Signature", other)],
    ["with something that is no signature", header("Sync-Signature", "yes")],
    ["with another predecessor", header("Sync-Previous", `1${other.slice(1)}`)],
    ["without a predecessor", header("Sync-Previous", undefined)],
  ] as const;
  for (const [what, rewrite] of lies) {
    it(`${what} is not believed`, async () => {
      const { town, sheet, own } = await world;
      town.sandbox.faults.sync.add({ fault: { kind: "rewrite", rewrite } });
      await assertRefused(own, sheet, [], "badBackupSignature");
    });
  }

  const faults = [
    ["with half of it", { kind: "truncate", share: 0.5 }, "badBackupSignature"],
    ["with one bit turned", { kind: "corrupt" }, "badBackupSignature"],
    ["with more than anybody could want", { kind: "oversize", bytes: 65 * 2 ** 20 }, "answerTooLarge"],
    ["with a page to log in", { kind: "portal" }, "badBackupSignature"],
    ["that it is busy", { kind: "status", status: 503, retryAfter: 60 }, "serverBusy"],
    ["that it is broken", { kind: "status", status: 500 }, "serverFault"],
    ["nothing", { kind: "loseAnswer" }, "unreachable"],
  ] as const;
  for (const [what, fault, code] of faults) {
    it(`${what} is refused, and nothing changes`, async () => {
      const { town, sheet, own, worth } = await world;
      town.sandbox.faults.sync.add({ fault });
      await assertRefused(own, sheet, [], code);
      await assertRestores(town, own, sheet, worth);
    });
  }
});

describe("a restore of a backup with a bad row in it", () => {
  const spoilt = [
    ["that is no row", (row: object) => ({ ...row, ins: "yesterday" })],
    ["with a fact that cannot be read", (row: object) => ({ ...row, facts: { sig: "forged?" } })],
    ["with a key that cannot be read", (row: object) => ({ ...row, key: "some coin" })],
  ] as const;
  for (const [what, spoil] of spoilt) {
    it(`${what} sets that row aside, says so, restores all others and hands the bad one on`, async () => {
      const { town, sheet, account } = await world;
      const whole = stored(town, account);
      const withBadRow = (doc: Doc) => {
        const { coins: set } = doc.sets as { coins: DocSet };
        const [first = {}, ...rows] = set.rows;
        return { ...doc, sets: { ...doc.sets, coins: { ...set, rows: [spoil(first), ...rows] } } };
      };
      const { rows = [] } = documentOf(town, account).sets.coins ?? {};
      await plant(town, account, spoiled(town, account, withBadRow));
      const fresh = await town.wallet({ seed: what });
      await restore(fresh, { text: sheet, services: [], keepMoney: false });
      const { phase, setAside } = await restoreProgress(fresh);
      assert.deepEqual([phase, setAside], ["done", 1]);
      assert.equal(await fresh.db.of(coins).count(), rows.length - 1);
      const after = documentOf(town, account).sets.coins;
      assert.equal((after?.rows.length ?? 0) + (after?.unread.length ?? 0), rows.length);
      await plant(town, account, whole);
    });
  }
});
