import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { amount } from "../../../src/taler/amount.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { publicKeyOf } from "../../../src/taler/eddsa.ts";
import { errorBody } from "../../../src/taler/error-body.ts";
import free from "../../../src/taler/recordings/sync-free.json";
import { backupHash, readBackupAnswer, syncConfig, uploadHeaders } from "../../../src/taler/sync-api.ts";
import { parseTalerUri } from "../../../src/taler/uri.ts";
import { allRecorded, recorded } from "../../../src/testing/recordings.ts";
import { assertLikeRecorded, replayRequest } from "../../../src/testing/replay.ts";
import { exchangeEdition, privacyEdition } from "../exchange/terms-texts.ts";
import { playTill } from "../till.ts";
import { type HandWoundWorld, handWoundWorld } from "../world.ts";
import { newSyncService, type SyncOptions } from "./sync.ts";

const baseUrl = "http://sync.test/some/path/";
const start = Date.UTC(2026, 0, 1);
const year = 365 * 24 * 60 * 60 * 1000;

function service(more: Partial<SyncOptions> = {}) {
  const world = handWoundWorld(start, "sync");
  return { world, ...newSyncService({ world, baseUrl, annualFee: amount.parse("KUDOS:0"), ...more }) };
}

const key = new Uint8Array(32).fill(7);
const account = textOf(publicKeyOf(key));
const url = `${baseUrl}backups/${account}`;
const bytes = (content: string) => new TextEncoder().encode(content);
const hashOf = (content: string) => backupHash(bytes(content));

async function upload(content: string, previous?: string, query = ""): Promise<Request> {
  const headers = await uploadHeaders(key, {
    previous: previous && (await hashOf(previous)),
    hash: await hashOf(content),
  });
  const length = { "Content-Length": String(bytes(content).length) };
  return new Request(url + query, { method: "POST", headers: { ...headers, ...length }, body: bytes(content) });
}

/** Signatures are checked in another thread; after this the service has come to where it waits for the clock. */
async function untilWaiting(world: HandWoundWorld): Promise<void> {
  while (world.sleeping() === 0) await new Promise((resolve) => setImmediate(resolve));
}

const codeOf = async (response: Response) => errorBody.parse(await response.json()).code;

async function contentOf(response: Response): Promise<string> {
  const body = new Uint8Array(await response.arrayBuffer());
  const proven = await readBackupAnswer(account, Object.fromEntries(response.headers), body);
  return new TextDecoder().decode(proven.body);
}

describe("a free service", () => {
  it("answers the whole recorded conversation as the real one did", async () => {
    const { server } = service({ storageLimit: 1 });
    // The source code is not offered here, and the greeting is our own.
    const others = allRecorded(free).filter(({ label }) => label !== "agpl");
    for (const one of others) await assertLikeRecorded(await server(replayRequest(one, baseUrl)), one);
    assert.ok(others.length >= 38);
  });

  it("hands out what was uploaded last, with proof", async () => {
    const { server } = service();
    assert.equal((await server(await upload("one"))).status, 204);
    assert.equal((await server(await upload("two", "one"))).status, 204);
    assert.equal(await contentOf(await server(new Request(url))), "two");
  });

  it("answers a repeated upload with 304 and a stale one with the newer backup", async () => {
    const { server, vault } = service();
    await server(await upload("one"));
    await server(await upload("two", "one"));
    assert.equal((await server(await upload("two", "one"))).status, 304);
    const conflict = await server(await upload("three", "one"));
    assert.equal(conflict.status, 409);
    assert.equal(await contentOf(conflict), "two");
    assert.equal((await server(await upload("three"))).status, 409);
    assert.equal(vault.newest(account)?.hash, await hashOf("two"));
  });

  it("lets one of two uploads at the same time win, and shows it to the other", async () => {
    const { server } = service();
    await server(await upload("one"));
    const both = await Promise.all([upload("left", "one"), upload("right", "one")]);
    const answers = await Promise.all(both.map(server));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 409]);
    const winner = await contentOf(await server(new Request(url)));
    for (const answer of answers) if (answer.status === 409) assert.equal(await contentOf(answer), winner);
  });

  it("refuses what is too large, of unknown length, or not what it says", async () => {
    const { server } = service({ storageLimit: 1 });
    const request = await upload("one");
    const sent = async (header: string, value?: string) => {
      const headers = new Headers(request.headers);
      if (value === undefined) headers.delete(header);
      else headers.set(header, value);
      return server(new Request(url, { method: "POST", headers, body: "one" }));
    };
    const large = await sent("Content-Length", String(1024 * 1024));
    assert.deepEqual([large.status, await codeOf(large)], [413, 6106]);
    assert.equal((await sent("Content-Length", String(1024 * 1024 - 1))).status, 204);
    const endless = await sent("Content-Length");
    assert.deepEqual([endless.status, await codeOf(endless)], [400, 6105]);
    assert.equal((await sent("Content-Length", "many")).status, 400);
  });

  it("has terms only when it is told to", async () => {
    const edition = () => exchangeEdition("tos-7");
    const { server } = service({ terms: { service: edition, privacy: () => privacyEdition("privacy-1") } });
    const terms = await server(new Request(`${baseUrl}terms`, { headers: { "Accept-Language": "de" } }));
    assert.equal(terms.headers.get("Taler-Terms-Version"), "tos-7");
    assert.equal(terms.headers.get("Content-Language"), "de");
    assert.equal((await service().server(new Request(`${baseUrl}terms`))).status, 404);
  });

  it("may also behave as documented: a known version is not sent again", async () => {
    const { server } = service({ manner: "documented" });
    await server(await upload("one"));
    const known = new Request(url, { headers: { "If-None-Match": `"${await hashOf("one")}"` } });
    assert.equal((await server(known)).status, 304);
    const other = new Request(url, { headers: { "If-None-Match": `"${await hashOf("two")}"` } });
    assert.equal((await server(other)).status, 200);
    const malformed = new Request(url, { headers: { "If-None-Match": "one" } });
    assert.equal(await codeOf(await server(malformed)), 6101);
  });

  it("can be made dishonest: it hands out an older version, signed and all", async () => {
    const { server, vault } = service();
    await server(await upload("one"));
    await server(await upload("two", "one"));
    vault.rollBack(account);
    assert.equal(await contentOf(await server(new Request(url))), "one");
  });

  it("tells its limits", async () => {
    const { server } = service({ storageLimit: 3 });
    const config = syncConfig.parse(await (await server(new Request(`${baseUrl}config`))).json());
    assert.equal(config.storage_limit_in_megabytes, 3);
    assert.deepEqual(Object.keys(recorded(free, "config").response.json as object).sort(), Object.keys(config).sort());
  });
});

describe("a service with a fee", () => {
  function paidService() {
    const world = handWoundWorld(start, "fee");
    const till = playTill(world, "http://merchant.test/shop/");
    const annualFee = amount.parse("KUDOS:0.5");
    return { world, till, ...newSyncService({ world, baseUrl, annualFee, till, longestWait: 60_000 }) };
  }

  const orderOf = (response: Response) => {
    const uri = parseTalerUri(response.headers.get("Taler") ?? "");
    assert.ok(uri.action === "pay" && uri.merchantBaseUrl === "http://merchant.test/shop/");
    return uri.orderId;
  };

  it("asks for it, the same order again until it is paid, another one when asked", async () => {
    const { server, till } = paidService();
    const first = await server(await upload("one"));
    assert.deepEqual([first.status, await first.text()], [402, ""]);
    assert.equal(orderOf(await server(await upload("one"))), orderOf(first));
    assert.equal((await server(new Request(url))).status, 404);
    const fresh = orderOf(await server(await upload("one", undefined, "?fresh=y")));
    assert.notEqual(fresh, orderOf(first));
    till.pay(fresh);
    assert.equal((await server(await upload("one"))).status, 204);
    assert.equal(await contentOf(await server(new Request(url))), "one");
  });

  it("waits for an order that is being paid", async () => {
    const { server, till, world } = paidService();
    const order = orderOf(await server(await upload("one")));
    const tooLate = server(await upload("one", undefined, `?paying=${order}`));
    await untilWaiting(world);
    await world.advance(60_000);
    const answer = await tooLate;
    assert.deepEqual([answer.status, await codeOf(answer)], [408, 6109]);
    const inTime = server(await upload("one", undefined, `?paying=${order}`));
    await untilWaiting(world);
    await world.advance(10_000);
    till.pay(order);
    await world.advance(1_000);
    assert.equal((await inTime).status, 204);
  });

  it("counts each order once, and only for who was asked to pay it", async () => {
    const { server, till, vault, world } = paidService();
    const order = orderOf(await server(await upload("one")));
    till.pay(order);
    till.pay("of-somebody-else");
    assert.equal((await server(await upload("one", undefined, "?paying=of-somebody-else"))).status, 408);
    assert.equal((await server(await upload("one"))).status, 204);
    assert.equal(vault.paidUntil(account), world.now() + year);
    assert.equal((await server(await upload("two", "one", "?pay=y"))).status, 402);
    assert.equal((await server(await upload("two", "one", `?pay=y&paying=${order}`))).status, 408);
  });

  it("extends by a year, counted from the old end", async () => {
    const { server, till, vault } = paidService();
    till.pay(orderOf(await server(await upload("one"))));
    await server(await upload("one"));
    till.pay(orderOf(await server(await upload("two", "one", "?pay=y"))));
    assert.equal((await server(await upload("two", "one", "?pay=y"))).status, 204);
    assert.equal(vault.paidUntil(account), start + 2 * year);
  });

  it("forgets accounts that are not paid for any more, and what was in them", async () => {
    const { server, till, vault, world } = paidService();
    till.pay(orderOf(await server(await upload("one"))));
    await server(await upload("one"));
    await world.advance(year);
    vault.collectGarbage(world.now());
    assert.equal((await server(new Request(url))).status, 200);
    await world.advance(1);
    assert.equal((await server(new Request(url))).status, 200);
    vault.collectGarbage(world.now());
    assert.equal((await server(new Request(url))).status, 404);
    const again = await server(await upload("two", "one"));
    till.pay(orderOf(again));
    // The account is new: there is nothing that could be replaced.
    assert.equal(await codeOf(await server(await upload("two", "one"))), 6111);
    assert.equal((await server(await upload("two"))).status, 204);
  });
});
