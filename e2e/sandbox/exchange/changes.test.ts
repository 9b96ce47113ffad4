import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { textOf } from "../../../src/taler/crockford.ts";
import { verifyKeys } from "../../../src/taler/keys.ts";
import { keysAnswer } from "../../../src/taler/keys-format.ts";
import { seconds } from "../../../src/taler/time.ts";
import type { Fault } from "../faults.ts";
import { newSandbox, testAddresses } from "../sandbox.ts";
import { handWoundWorld } from "../world.ts";

function sandbox() {
  const world = handWoundWorld(Date.UTC(2026, 0, 1), "changes");
  const { exchange, faults, fetch } = newSandbox({ world, seed: "test" });
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(new Request(testAddresses.exchange + path, { headers }));
  const verified = async () => verifyKeys(keysAnswer.parse(await (await get("keys")).json()), seconds(world.now()));
  const usable = async () => {
    const now = seconds(world.now());
    return (await verified()).denominations.filter(({ start, expireWithdraw }) => start <= now && now < expireWithdraw);
  };
  return { world, exchange, faults, get, verified, usable };
}

describe("an exchange that is told to change", () => {
  it("its terms, shows another version, or none at all", async () => {
    const { exchange, get } = sandbox();
    const version = async () => (await get("terms")).headers.get("Taler-Terms-Version");
    assert.equal(await version(), "sandbox-tos-1");
    exchange.publishTerms("sandbox-tos-2");
    assert.equal(await version(), "sandbox-tos-2");
    exchange.publishTerms(undefined);
    assert.equal((await get("terms")).status, 501);
  });

  it("its version, says so in its keys and its configuration", async () => {
    const { exchange, get, verified } = sandbox();
    const tag = (await get("keys")).headers.get("ETag") ?? "";
    exchange.speak("40:1:5");
    assert.equal((await get("keys", { "If-None-Match": tag })).status, 200);
    assert.equal((await verified()).version, "40:1:5");
    assert.equal(((await (await get("config")).json()) as { version: string }).version, "40:1:5");
  });

  it("its master key, has everything signed by that, and can come back to the old one", async () => {
    const { exchange, verified } = sandbox();
    const own = textOf(exchange.keys.master.pub);
    assert.equal((await verified()).masterPub, own);
    exchange.showKeysOf("somebody else");
    assert.notEqual((await verified()).masterPub, own);
    exchange.showKeysOf();
    assert.equal((await verified()).masterPub, own);
  });

  it("its denominations, lists only outdated ones until it makes new ones", async () => {
    const { exchange, get, verified, usable } = sandbox();
    const hashes = (await usable()).map(({ hash }) => hash);
    const tag = (await get("keys")).headers.get("ETag") ?? "";
    exchange.keys.age();
    assert.equal((await get("keys", { "If-None-Match": tag })).status, 200);
    assert.deepEqual(await usable(), []);
    assert.ok((await verified()).denominations.length >= 10);
    // Their coins are still taken.
    for (const hash of hashes) assert.notEqual(exchange.keys.denomination(hash), undefined);
    exchange.keys.renew();
    assert.deepEqual(
      (await usable()).map(({ hash }) => hash),
      hashes,
    );
  });
});

describe("an exchange that is told to answer", () => {
  const table: readonly [string, Fault, (answer: Response) => Promise<void>][] = [
    ["that nothing has changed", { kind: "status", status: 304 }, async ({ status }) => assert.equal(status, 304)],
    [
      "that it is asked too often",
      { kind: "status", status: 429, retryAfter: 30 },
      async ({ status, headers }) => assert.deepEqual([status, headers.get("Retry-After")], [429, "30"]),
    ],
    [
      "that it has no time",
      { kind: "status", status: 503, retryAfter: 60 },
      async ({ status, headers }) => assert.deepEqual([status, headers.get("Retry-After")], [503, "60"]),
    ],
    ["nonsense", { kind: "portal" }, async (answer) => assert.ok((await answer.text()).includes("Welcome"))],
  ];
  for (const [what, fault, check] of table) {
    it(`${what} does so, as often as it is told`, async () => {
      const { faults, get } = sandbox();
      faults.exchange.add({ fault, matches: ({ url }) => url.endsWith("/keys") });
      await check(await get("keys"));
      assert.equal((await get("keys")).status, 200);
    });
  }

  it("nothing breaks the connection", async () => {
    const { faults, get } = sandbox();
    faults.exchange.add({ fault: { kind: "loseRequest" } });
    await assert.rejects(get("keys"), TypeError);
    assert.equal((await get("keys")).status, 200);
  });
});
