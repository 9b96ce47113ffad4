/** Whatever is wrong with one service, the other goes on keeping everything, and the trouble is told where it is. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import type { ProblemCode } from "../api/problems.ts";
import { backupHash, noBackup, uploadHeaders } from "../taler/sync-api.ts";
import { coinsWorth } from "../testing/books.ts";
import { backedUp, change, minute, rich } from "../testing/customers.ts";
import { emptyDoc, spoiled } from "../testing/documents.ts";
import { settle } from "../testing/settle.ts";
import { newTown } from "../testing/town.ts";
import { ownRoot } from "../wallet/roots.ts";
import { sealBlob } from "./blob.ts";
import { writeDocument } from "./document.ts";
import { backupJob } from "./job.ts";
import { askedToBackUp } from "./pace.ts";
import { listProviders } from "./providers.ts";
import { backupState } from "./sentence.ts";
import { type Account, accountAt } from "./service.ts";

const { sync, paidSync } = testAddresses;

type Answer = (account: Account) => Response | Promise<Response>;

/** As the service would hand out these bytes, had the account uploaded them. */
async function handedOut(account: Account, body: Uint8Array): Promise<Response> {
  const hash = await backupHash(body);
  const { "Sync-Signature": signature = "" } = await uploadHeaders(account.key, { previous: undefined, hash });
  const headers = { ETag: `"${hash}"`, "Sync-Signature": signature, "Sync-Previous": noBackup };
  return new Response(body.slice(), { status: 409, headers });
}

const sealed = (document: Uint8Array, key: Uint8Array) => sealBlob(document, key, new Uint8Array(24), 16);

const refusing =
  (status: number): Answer =>
  () =>
    new Response(null, { status });

/** What the service answers whatever it is told, and what that is called. */
const troubles: readonly (readonly [string, Answer, ProblemCode])[] = [
  ["an upload that it does not understand", refusing(400), "serviceRefused"],
  ["a signature that it does not accept", refusing(403), "serviceRefused"],
  ["a wait that was too long", refusing(408), "serverBusy"],
  ["its end", refusing(410), "serviceClosing"],
  ["too much", refusing(413), "serviceFull"],
  ["too many requests", refusing(429), "serverBusy"],
  ["a breakdown", refusing(500), "serverFault"],
  ["a till that does not work", refusing(502), "serverFault"],
  ["a till that does not answer", refusing(504), "serverFault"],
  ["the page of a hotel", () => new Response("Welcome!", { status: 200 }), "badAnswer"],
  ["a backup that nobody has signed", () => new Response("backup", { status: 409 }), "badBackupSignature"],
  ["no backup", (account) => handedOut(account, new Uint8Array(64).fill(7)), "notABackup"],
  [
    "a backup under another key",
    async (account) => handedOut(account, await sealed(writeDocument(emptyDoc), new Uint8Array(32))),
    "backupDamaged",
  ],
  [
    "the backup of another wallet",
    async (account) => handedOut(account, await sealed(writeDocument(emptyDoc), account.blobKey)),
    "backupOfOtherWallet",
  ],
  [
    "a backup of a format to come",
    async (account) => {
      const newer = spoiled(emptyDoc, (raw) => ({ ...raw, version: { major: 2, minor: 0 } }));
      return handedOut(account, await sealed(newer, account.blobKey));
    },
    "backupTooNew",
  ],
];

describe("of two services, one that answers with", () => {
  for (const [what, answer, code] of troubles) {
    it(`${what} never blocks the other, and is told with its service`, async () => {
      const town = await newTown("two", { paidSync: { annualFee: "KUDOS:0" as never } });
      const state: { troubled?: Account } = {};
      const fetch = async (request: Request) =>
        state.troubled && request.method === "POST" && request.url.startsWith(`${sync}backups/`)
          ? answer(state.troubled)
          : town.sandbox.fetch(request);
      const env = await backedUp(await backedUp(await rich(town, "KUDOS:8.5", { fetch })), paidSync);
      const worth = await coinsWorth(env);
      state.troubled = accountAt(await ownRoot(env.db), sync);
      await change(env);
      await settle(env, [backupJob], minute);
      const views = new Map((await listProviders(env)).map((view) => [view.url, view]));
      assert.deepEqual([views.get(sync)?.trouble?.code, views.get(paidSync)?.trouble], [code, undefined]);
      const { kind, changes, trouble, service } = await backupState(env);
      assert.deepEqual([kind, changes, trouble?.code, service], ["allBackedUp", 0, code, sync]);
      assert.equal(await coinsWorth(env), worth, "nothing is lost");
      delete state.troubled;
      await askedToBackUp(env);
      await settle(env, [backupJob], minute);
      assert.ok((await listProviders(env)).every((view) => view.trouble === undefined));
    });
  }
});
