/** What a backup service gets to see over a lively life of a wallet: sizes of classes, noise, and an account. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflate } from "pako";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { coins } from "../store/entities/coin.ts";
import { devices } from "../store/entities/device.ts";
import { reserves } from "../store/entities/reserve.ts";
import { bytesOf } from "../taler/crockford.ts";
import { utf8 } from "../taler/hash.ts";
import { backedUp, change, gathered, minute, sheetOf, withdraw } from "../testing/customers.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town, trusting } from "../testing/town.ts";
import { ownRoot, selfOf } from "../wallet/roots.ts";
import { sealBlob } from "./blob.ts";
import { makeFile } from "./file.ts";
import { backupJob } from "./job.ts";
import { restore } from "./restore.ts";
import { accountAt } from "./service.ts";

const { sync, paidSync, exchange } = testAddresses;
const magicSize = 8;

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A wallet whose every request to a service is kept. */
function overheard(town: Town) {
  const sent: Sent[] = [];
  const fetch = async (request: Request) => {
    if ([sync, paidSync].some((url) => request.url.startsWith(url))) {
      const { method, url } = request;
      const body = new Uint8Array(await request.clone().arrayBuffer());
      sent.push({ method, url, headers: Object.fromEntries(request.headers), body });
    }
    return town.sandbox.fetch(request);
  };
  return { sent, wallet: (seed: string) => town.wallet({ seed, fetch }) };
}

/** Withdrawals, changes, two services and a second device; everything that was sent, and what nobody may see. */
async function livelyLife() {
  const town = await newTown("opaque", { paidSync: { annualFee: "KUDOS:0" as never } });
  const { sent, wallet } = overheard(town);
  const env = await trusting(await wallet("one"));
  await withdraw(town, env, "KUDOS:8.5");
  await backedUp(await backedUp(env), paidSync);
  for (const amount of ["KUDOS:2", "KUDOS:3"]) {
    await change(env, amount);
    await settle(env, [backupJob], minute);
  }
  await withdraw(town, env, "KUDOS:4");
  const other = await wallet("two");
  await restore(other, { text: await sheetOf(env), services: [], keepMoney: false });
  await gathered(env, other);
  const { device, root, recoverySecret } = await selfOf(env.db);
  const keys = [
    ...[device, root, recoverySecret],
    ...(await env.db.of(reserves).toCollection().primaryKeys()),
    ...(await env.db.of(devices).toCollection().primaryKeys()),
    ...(await env.db.of(coins).toCollection().primaryKeys()).flatMap((key) => key.split(":").slice(1)),
  ].filter((key) => key.length > 10);
  const words = ["KUDOS", "satchel-backup", "Firefox on Linux", exchange, "exchange.test", "sync.test", "withdrawals"];
  return { env, sent, secrets: [...new Set(keys)], words };
}

const life = livelyLife();

/** The blobs that were uploaded, without those that were only repeated. */
async function uploads(): Promise<readonly Sent[]> {
  const all = (await life).sent.filter(({ method }) => method === "POST");
  const seen = new Map(all.map((one) => [Buffer.from(one.body).toString("latin1"), one]));
  return [...seen.values()];
}

/** By how much the bytes are not spread evenly: 255 on average for noise, hardly ever more than 6 deviations from it. */
function chiSquare(bytes: Uint8Array): number {
  const counts = new Array<number>(256).fill(0);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  const expected = bytes.length / 256;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

const isNoise = (bytes: Uint8Array) => Math.abs(chiSquare(bytes) - 255) < 6 * Math.sqrt(2 * 255);

/** Every run of 32 bytes after the name that all blobs begin with. */
function windows(blob: Uint8Array): readonly string[] {
  const text = Buffer.from(blob.subarray(magicSize)).toString("latin1");
  return Array.from({ length: text.length - 31 }, (_, at) => text.slice(at, at + 32));
}

function assertNothingShared(blobs: readonly Uint8Array[]): void {
  const seen = new Set<string>();
  for (const blob of blobs) {
    const own = windows(blob);
    assert.ok(!own.some((window) => seen.has(window)), "two uploads share 32 bytes");
    for (const window of own) seen.add(window);
  }
}

describe("what a backup service stores", () => {
  it("has the size of a class, whatever is in it", async () => {
    const sizes = (await uploads()).map(({ body }) => body.length);
    assert.ok(sizes.length >= 10, `${sizes.length} uploads`);
    assert.deepEqual(
      sizes.filter((size) => size < 16 * 1024 || !Number.isInteger(Math.log2(size))),
      [],
    );
  });

  it("looks like noise and cannot be compressed", async () => {
    for (const { body } of await uploads()) {
      const rest = body.subarray(magicSize);
      assert.ok(isNoise(rest), `${chiSquare(rest)}`);
      assert.ok(deflate(rest, { level: 9 }).length >= rest.length);
    }
    assert.ok(!isNoise(utf8('{"format":"satchel-backup"}'.repeat(600))), "the measure would notice text");
  });

  it("contains nothing that anybody knows: no word, no address, no key, no compressed document", async () => {
    const { secrets, words } = await life;
    const gzipStart = Buffer.from([31, 139, 8, 0, 0, 0, 0, 0]);
    const known = [...words, ...secrets].map((text) => Buffer.from(text)).concat(gzipStart);
    const raw = secrets.map((key) => Buffer.from(bytesOf(key)));
    assert.ok(secrets.length >= 10, `${secrets.length} keys`);
    for (const { body } of await uploads()) {
      const stored = Buffer.from(body);
      for (const one of [...known, ...raw]) assert.ok(!stored.includes(one), one.toString());
    }
  });

  it("shares nothing with what was stored before, at the same service or at another", async () => {
    assertNothingShared((await uploads()).map(({ body }) => body));
  });

  it("is wholly other bytes for the very same content: at another service, in a file, and sealed once more", async () => {
    const { env } = await life;
    const root = await ownRoot(env.db);
    const content = utf8("the very same ".repeat(50));
    const sealed = (url: string) => sealBlob(content, accountAt(root, url).blobKey, env.random(24), 16);
    const blobs = [await sealed(sync), await sealed(sync), await sealed(paidSync)];
    blobs.push((await makeFile(env)).body, (await makeFile(env)).body);
    assertNothingShared(blobs);
    for (const [index, blob] of blobs.entries())
      for (const other of blobs.slice(index + 1)) {
        const same = blob.subarray(magicSize).filter((byte, at) => byte === other[magicSize + at]).length;
        // One in 256 by chance.
        assert.ok(same < blob.length / 128, `${same} bytes stand at their place in both`);
      }
  });
});

describe("what a backup service hears", () => {
  it("is its own address and an account, and nothing of the wallet in any header", async () => {
    const { sent, secrets, words } = await life;
    for (const { url, headers } of sent) {
      assert.match(url, /^http:\/\/(paid-)?sync\.test\/[a-z0-9-]*\/?(config|terms|(backups\/[0-9A-Z]{52}))$/, url);
      const told = JSON.stringify(headers);
      const leak = [...secrets, ...words].find(
        (one) => told.includes(one) || (secrets.includes(one) && url.includes(one)),
      );
      assert.equal(leak, undefined);
    }
  });

  it("has nothing in common with what another one hears but what all wallets say", async () => {
    const { sent } = await life;
    const heardBy = (service: string) =>
      new Set(
        sent
          .filter(({ url }) => url.startsWith(`${service}backups/`))
          .flatMap(({ url, headers }) => [url.slice(service.length), ...Object.values(headers)]),
      );
    const both = [...heardBy(sync)].filter((one) => heardBy(paidSync).has(one));
    assert.deepEqual(
      both.filter((one) => /[0-9A-Z]{26}/.test(one)),
      [],
    );
    assert.ok(
      both.every((one) => one.length < 60),
      both.join("\n"),
    );
  });
});
