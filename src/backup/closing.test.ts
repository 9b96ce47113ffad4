/** A service that closes: what it has is read to the last, nothing new is sent, and others take it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { assertSame, backedUp, change, gathered, joined, looked, minute, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { newTown } from "../testing/town.ts";
import { backupJob } from "./job.ts";
import { listProviders } from "./providers.ts";
import { recoverySecretPage } from "./secret-page.ts";
import { backupState } from "./sentence.ts";

const { sync, paidSync } = testAddresses;
const bothFree = { paidSync: { annualFee: "KUDOS:0" as never } };
const end = Date.UTC(2026, 5, 1);

/** A town where the service closes once it is told to: it hands out what it has, and takes nothing. */
async function closingTown(seed: string, headers: Readonly<Record<string, string>> = {}) {
  const town = await newTown(seed, bothFree);
  let isClosing = false;
  const fetch = async (request: Request) => {
    if (!isClosing || !request.url.startsWith(`${sync}backups/`)) return town.sandbox.fetch(request);
    if (request.method === "POST") return new Response(null, { status: 410 });
    const answer = await town.sandbox.fetch(request);
    return new Response(answer.body, { status: 410, headers: [...answer.headers, ...Object.entries(headers)] });
  };
  const asked: string[] = [];
  const noting = (request: Request) => {
    asked.push(`${request.method} ${request.url}`);
    return fetch(request);
  };
  const env = await backedUp(await rich(town, "KUDOS:8.5", { fetch: noting }));
  const close = (wish = true) => {
    isClosing = wish;
  };
  const uploads = () => asked.filter((one) => one.startsWith(`POST ${sync}`)).length;
  return { town, env, fetch, close, uploads };
}

const viewOf = async (env: TestEnv) => (await listProviders(env)).find(({ url }) => url === sync);

describe("a service that closes", () => {
  it("is told as soon as it says so, with the day until which it can be read", async () => {
    const { env, close } = await closingTown("closing", { Sunset: new Date(end).toUTCString() });
    close();
    await looked(env);
    const state = await backupState(env);
    assert.deepEqual(
      [state.kind, state.closing, (await viewOf(env))?.closing],
      ["allBackedUp", { until: end }, { until: end }],
    );
    assert.equal((await viewOf(env))?.trouble, undefined);
    close(false);
    await looked(env);
    assert.deepEqual([(await backupState(env)).closing, (await viewOf(env))?.closing], [undefined, undefined]);
  });

  it("is told without a day when it names none, or one that is none", async () => {
    for (const headers of [{}, { Sunset: "soon" }]) {
      const { env, close } = await closingTown("closing", headers);
      close();
      await looked(env);
      assert.deepEqual((await viewOf(env))?.closing, {});
    }
  });

  it("is sent nothing more once it has refused an upload, and what is new is never called backed up", async () => {
    const { env, close, uploads } = await closingTown("closed");
    close();
    const before = uploads();
    await change(env);
    await settle(env, [backupJob], 3 * 60 * minute);
    assert.equal(uploads(), before + 1);
    const { kind, changes, trouble, closing } = await backupState(env);
    assert.deepEqual([kind, trouble?.code, closing], ["failing", "serviceClosing", {}]);
    assert.ok(changes >= 1);
  });

  it("still brings what another device told it before, and another service takes everything", async () => {
    const { town, env, fetch, close } = await closingTown("left");
    const other = await joined(town, await sheetOf(env));
    await change(other, "KUDOS:3");
    await settle(other, [backupJob], minute);
    close();
    await looked(env);
    await assertSame(env, other);
    await change(env, "KUDOS:4");
    await backedUp(env, paidSync);
    const { kind, closing } = await backupState(env);
    assert.deepEqual([kind, closing], ["allBackedUp", undefined]);
    const { uris } = await recoverySecretPage(env);
    const fresh = await joined(town, uris.find((uri) => uri.includes("paid")) ?? "", { seed: "fresh", fetch });
    await gathered(env, fresh);
    await assertSame(env, fresh);
  });
});
