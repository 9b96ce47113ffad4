import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { textOf } from "../../src/taler/crockford.ts";
import { publicKeyOf } from "../../src/taler/eddsa.ts";
import { backupHash, uploadHeaders } from "../../src/taler/sync-api.ts";
import { isBalanced } from "./ledger.ts";
import { newSandbox, testAddresses } from "./sandbox.ts";
import { startSandbox } from "./start.ts";
import { handWoundWorld } from "./world.ts";

const { bank, exchange, sync, paidSync } = testAddresses;
const start = Date.UTC(2026, 0, 1);
const reservePub = textOf(publicKeyOf(new Uint8Array(32).fill(1)));
const isFailedFetch = (error: unknown) => error instanceof TypeError && error.message.startsWith("fetch failed");

const sandboxOf = (seed: string) => newSandbox({ world: handWoundWorld(start, seed) });

async function uploadTo(service: string): Promise<Request> {
  const key = new Uint8Array(32).fill(5);
  const body = new TextEncoder().encode("backup");
  const headers = await uploadHeaders(key, { previous: undefined, hash: await backupHash(body) });
  return new Request(`${service}backups/${textOf(publicKeyOf(key))}`, { method: "POST", headers, body });
}

describe("the sandbox in process", () => {
  it("brings money from the bank to a reserve at the exchange", async () => {
    const { fetch, exchange: one } = sandboxOf("money");
    const post = (path: string, body: object) =>
      fetch(new Request(bank + path, { method: "POST", body: JSON.stringify(body) }));
    await post("accounts", { username: "alice", password: "" });
    const made = (await (await post("accounts/alice/withdrawals", { amount: "KUDOS:8" })).json()) as {
      withdrawal_id: string;
    };
    const keys = (await (await fetch(new Request(`${exchange}keys`))).json()) as { accounts: { payto_uri: string }[] };
    const selected_exchange = keys.accounts[0]?.payto_uri;
    const id = made.withdrawal_id;
    const choice = { reserve_pub: reservePub, selected_exchange };
    assert.equal((await post(`taler-integration/withdrawal-operation/${id}`, choice)).status, 200);
    assert.equal((await post(`accounts/alice/withdrawals/${id}/confirm`, {})).status, 204);
    const reserve = await fetch(new Request(`${exchange}reserves/${reservePub}`));
    assert.equal(((await reserve.json()) as { balance: string }).balance, "KUDOS:8");
    const books = one.ledger.books();
    assert.ok(isBalanced(books) && books.credited === "KUDOS:8");
  });

  it("has a free backup service and one with a fee", async () => {
    const { fetch, till } = sandboxOf("sync");
    assert.equal((await fetch(await uploadTo(sync))).status, 204);
    const asked = await fetch(await uploadTo(paidSync));
    assert.equal(asked.status, 402);
    assert.match(asked.headers.get("Taler") ?? "", /^taler\+http:\/\/pay\/merchant\.test\//);
    till.pay(till.orders[0] ?? "");
    assert.equal((await fetch(await uploadTo(paidSync))).status, 204);
  });

  it("can have a service of the old kind, without terms", async () => {
    const terms = new Request(`${sync}terms`);
    assert.equal((await sandboxOf("terms").fetch(terms)).status, 200);
    const old = newSandbox({ world: handWoundWorld(start, "old"), sync: { terms: undefined } });
    assert.equal((await old.fetch(terms)).status, 404);
  });

  it("fails like a browser: unknown host, lost connection, given up", async () => {
    const { fetch, faults, world } = sandboxOf("network");
    await assert.rejects(fetch(new Request("http://nowhere.test/")), isFailedFetch);
    faults.exchange.add({ fault: { kind: "loseAnswer" } });
    await assert.rejects(fetch(new Request(`${exchange}config`)), isFailedFetch);
    assert.equal((await fetch(new Request(`${exchange}config`))).status, 200);
    const waiting = new AbortController();
    const url = `${exchange}reserves/${reservePub}?timeout_ms=10000`;
    const given = fetch(new Request(url, { signal: waiting.signal }));
    waiting.abort();
    await assert.rejects(given, { name: "AbortError" });
    assert.ok(world.now() === start);
    await assert.rejects(fetch(new Request(url, { signal: AbortSignal.abort() })), { name: "AbortError" });
  });

  it("plays the same play again for the same seed", async () => {
    const play = async (seed: string) => {
      const { fetch } = sandboxOf(seed);
      const answers = [`${exchange}keys`, `${exchange}seed`, `${sync}config`].map((url) => fetch(new Request(url)));
      return Promise.all(
        (await Promise.all(answers)).map(async (one) => Buffer.from(await one.arrayBuffer()).toString("hex")),
      );
    };
    assert.deepEqual(await play("one"), await play("one"));
    assert.notDeepEqual(await play("one"), await play("two"));
  });
});

describe("the sandbox on ports", () => {
  const ports = { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 };

  it("answers over HTTP as it does in process, compressed where real exchanges compress", async () => {
    const { addresses, close } = await startSandbox({ ports, rsaBits: 1024 });
    try {
      const page = await (await fetch(addresses.start)).text();
      for (const address of [addresses.bank, addresses.exchange, addresses.sync, addresses.merchant])
        assert.ok(page.includes(address));
      const keys = await fetch(`${addresses.exchange}keys`, { headers: { "Accept-Encoding": "gzip, deflate" } });
      assert.equal(keys.headers.get("Content-Encoding"), "deflate");
      assert.equal(((await keys.json()) as { base_url: string }).base_url, addresses.exchange);
      const shop = await fetch(`${addresses.merchant}shop/`);
      assert.equal(shop.status, 200);
      assert.ok((await shop.text()).includes("A loaf of bread"));
      const uploaded = await fetch(await uploadTo(addresses.sync));
      assert.equal(uploaded.status, 204);
      const head = await fetch(`${addresses.exchange}config`, { method: "HEAD" });
      assert.deepEqual([head.status, await head.text()], [200, ""]);
    } finally {
      await close();
    }
  });

  it("breaks the connection when a fault says so, and ends with those who wait", async () => {
    const { addresses, sandbox, close } = await startSandbox({ ports, rsaBits: 1024 });
    try {
      sandbox.faults.sync.add({ fault: { kind: "loseAnswer" } });
      await assert.rejects(fetch(`${addresses.sync}config`), TypeError);
      assert.equal((await fetch(`${addresses.sync}config`)).status, 200);
      const waiting = fetch(`${addresses.exchange}reserves/${reservePub}?timeout_ms=60000`);
      waiting.catch(() => undefined);
      await fetch(`${addresses.exchange}config`);
      await close();
      await assert.rejects(waiting, TypeError);
    } finally {
      await close();
    }
  });

  it("says which port is taken", async () => {
    const first = await startSandbox({ ports, rsaBits: 1024 });
    try {
      const taken = Number(new URL(first.addresses.bank).port);
      await assert.rejects(startSandbox({ ports: { ...ports, exchange: taken }, rsaBits: 1024 }), /EADDRINUSE/);
    } finally {
      await first.close();
    }
  });
});
