import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import { verifyNow } from "../../../src/taler/eddsa.ts";
import { exchangeEndpoints } from "../../../src/taler/exchange-api.ts";
import { verifyKeys } from "../../../src/taler/keys.ts";
import { isRsaGroup, keysAnswer } from "../../../src/taler/keys-format.ts";
import config from "../../../src/taler/recordings/config.json";
import keysRecording from "../../../src/taler/recordings/keys.json";
import keysRefused from "../../../src/taler/recordings/keys-refused.json";
import seed from "../../../src/taler/recordings/seed.json";
import { seconds } from "../../../src/taler/time.ts";
import { recorded } from "../../../src/testing/recordings.ts";
import { assertLikeRecorded, replayRequest } from "../../../src/testing/replay.ts";
import { handWoundWorld } from "../world.ts";
import { newExchange } from "./exchange.ts";

const baseUrl = "http://exchange.test/";
const day = 24 * 60 * 60 * 1000;

function sandboxExchange(start = Date.UTC(2026, 0, 1)) {
  const world = handWoundWorld(start, "exchange");
  const accounts = ["payto://x-taler-bank/bank.test/exchange?receiver-name=exchange"];
  const exchange = newExchange({ world, baseUrl, accounts, currency: "KUDOS", seed: "test", rsaBits: 1024 });
  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    exchange.server(new Request(baseUrl + path, { method, headers }));
  const read = async () => keysAnswer.parse(await (await get("keys")).json());
  const verified = async () => verifyKeys(await read(), seconds(world.now()));
  return { world, get, read, verified, ...exchange };
}

type KeysJson = Awaited<ReturnType<ReturnType<typeof sandboxExchange>["read"]>>;

describe("/keys", () => {
  it("has the shape of the recorded one, and its headers", async () => {
    const { server } = sandboxExchange();
    const one = recorded(keysRecording, "keys");
    await assertLikeRecorded(await server(replayRequest(one, baseUrl)), one);
  });

  it("is signed all over, from the first day to years later", async () => {
    const { verified, world } = sandboxExchange();
    for (const days of [0, 3, 6, 7, 13, 400]) {
      await world.advance(days * day);
      const view = await verified();
      const now = seconds(world.now());
      const usable = view.denominations.filter(({ start, expireWithdraw }) => start <= now && now < expireWithdraw);
      const values = new Set(usable.map(({ value }) => value));
      assert.equal(values.size, 10, `after ${days} more days`);
      assert.ok(view.skipped >= 4);
    }
  });

  it("lists kinds of coins that this wallet passes over", async () => {
    const { denominations } = await sandboxExchange().read();
    const skipped = denominations.filter((group) => !isRsaGroup(group));
    assert.deepEqual(skipped.map(({ cipher }) => cipher).sort(), ["CS", "RSA+age_restricted"]);
  });

  it("is not sent again to who has it, until it changes", async () => {
    const { get, world } = sandboxExchange();
    const first = await get("keys");
    const tag = first.headers.get("ETag") ?? "";
    assert.equal(tag.length, 103);
    const again = await get("keys", { "If-None-Match": tag });
    assert.deepEqual([again.status, again.headers.get("ETag"), await again.text()], [304, tag, ""]);
    assert.equal((await get("keys", { "If-None-Match": `"${tag}"` })).status, 200);
    const end = Date.parse(first.headers.get("Expires") ?? "");
    await world.advance(end - world.now() - 1);
    assert.equal((await get("keys", { "If-None-Match": tag })).status, 304);
    await world.advance(1);
    assert.equal((await get("keys", { "If-None-Match": tag })).status, 200);
  });

  it("can be asked for from a date on, which counts only when a denomination starts then", async () => {
    const { get, read, world } = sandboxExchange();
    const startsOf = (answer: KeysJson) =>
      answer.denominations.flatMap((group) =>
        isRsaGroup(group) ? group.denoms.map(({ stamp_start }) => stamp_start) : [],
      );
    const all = startsOf(await read()).map(Number);
    const newest = Math.max(...all);
    const readFrom = async (date: number) => keysAnswer.parse(await (await get(`keys?last_issue_date=${date}`)).json());
    const part = await readFrom(newest);
    assert.deepEqual(new Set(startsOf(part)), new Set([newest]));
    assert.equal(part.list_issue_date, newest);
    await verifyKeys(part, seconds(world.now()));
    assert.equal(startsOf(await readFrom(newest + 1)).length, all.length);
    const one = recorded(keysRefused, "keys-last_issue_date-bad");
    await assertLikeRecorded(await get("keys?last_issue_date=abc"), one);
  });

  it("keeps the denominations of the past, but not the revoked ones", async () => {
    const { keys: material, verified, world } = sandboxExchange();
    const [first] = (await verified()).denominations;
    assert.ok(first !== undefined);
    await world.advance(30 * day);
    assert.ok((await verified()).denominations.some(({ hash }) => hash === first.hash));
    material.revoke(first.hash);
    const view = await verified();
    assert.deepEqual(view.revoked, [first.hash]);
    assert.ok(view.denominations.every(({ hash }) => hash !== first.hash));
  });

  it("is the same for the same seed, and another for another", async () => {
    const masterOf = async (one: ReturnType<typeof sandboxExchange>) => (await one.read()).master_public_key;
    assert.equal(await masterOf(sandboxExchange()), await masterOf(sandboxExchange()));
    const other = newExchange({
      world: handWoundWorld(0, ""),
      baseUrl,
      accounts: [],
      currency: "KUDOS",
      seed: "2",
      rsaBits: 1024,
    });
    assert.notEqual(textOf(other.keys.master.pub), await masterOf(sandboxExchange()));
  });

  it("signs with a key that the master key signed", () => {
    const { keys } = sandboxExchange();
    const [present, next] = keys.signingKeys();
    assert.ok(present.start <= keys.now() && keys.now() < present.expire && next.start <= present.expire);
    assert.equal(verifyNow(keys.master.pub, new Uint8Array(8), bytesOf(present.masterSig)), false);
  });
});

describe("what else everybody may ask", () => {
  it("is answered as recorded", async () => {
    const { server, get } = sandboxExchange();
    for (const one of [recorded(config, "config"), recorded(seed, "seed")]) {
      await assertLikeRecorded(await server(replayRequest(one, baseUrl)), one);
    }
    assert.equal(exchangeEndpoints.config.response?.parse(await (await get("config")).json()).version, "23:0:6");
    assert.equal((await (await get("seed")).arrayBuffer()).byteLength, 32);
    assert.notDeepEqual(await (await get("seed")).arrayBuffer(), await (await get("seed")).arrayBuffer());
  });

  it("is open to every page", async () => {
    const { get } = sandboxExchange();
    const preflight = await get("reserves/X/batch-withdraw", {}, "OPTIONS");
    assert.equal(preflight.status, 204);
    for (const what of ["Allow-Origin", "Expose-Headers", "Allow-Headers", "Allow-Methods"]) {
      assert.equal(preflight.headers.get(`Access-Control-${what}`), "*");
    }
  });

  it("has its ways to say no", async () => {
    const { get } = sandboxExchange();
    const refusals: readonly (readonly [string, string, number, number | undefined])[] = [
      ["GET", "no-such-thing", 404, 21],
      ["DELETE", "keys", 405, 20],
      ["POST", "reserves/ABC/withdraw", 404, 1001],
      ["GET", "reserves/ABC/history/more", 404, 1002],
      ["GET", `keys?${"x".repeat(600)}`, 414, undefined],
    ];
    for (const [method, path, status, code] of refusals) {
      const answer = await get(path, {}, method);
      const body = code === undefined ? {} : ((await answer.json()) as { code: number });
      assert.deepEqual([answer.status, "code" in body ? body.code : undefined], [status, code], path);
    }
    const wrong = await get("keys", {}, "DELETE");
    assert.equal(wrong.headers.get("Allow"), "GET, HEAD");
    const root = await get("");
    assert.deepEqual([root.status, root.headers.get("Location")], [302, "/terms"]);
  });

  it("comes without a body when only the head is asked for", async () => {
    const { get } = sandboxExchange();
    const head = await get("keys", {}, "HEAD");
    assert.deepEqual([head.status, await head.text()], [200, ""]);
    assert.equal(head.headers.get("ETag"), (await get("keys")).headers.get("ETag"));
  });
});
