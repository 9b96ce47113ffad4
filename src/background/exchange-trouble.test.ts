/** An exchange in trouble, and a whole wallet that goes on (seed 004), against the sandbox. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { usualLifetimes } from "../../e2e/sandbox/exchange/denominations.ts";
import type { Fault } from "../../e2e/sandbox/faults.ts";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import type { TestEnv } from "../testing/env.ts";
import { named, rich, spoil } from "../testing/exchange-life.ts";
import { settle } from "../testing/settle.ts";
import { buy } from "../testing/shopping.ts";
import type { Town } from "../testing/town.ts";
import { jobs } from "./jobs.ts";

const url = testAddresses.exchange;
const hour = 60 * 60_000;
const day = 24 * hour;

describe("an exchange that is unavailable", () => {
  const table: readonly [name: string, code: string, break_: (town: Town) => () => void][] = [
    [
      "since it speaks a newer version",
      "incompatibleExchange",
      ({ sandbox: { exchange } }) => {
        exchange.speak("40:0:6");
        return () => exchange.speak("23:0:6");
      },
    ],
    [
      "since it speaks an older version",
      "incompatibleExchange",
      ({ sandbox: { exchange } }) => {
        exchange.speak("9:0:1");
        return () => exchange.speak("23:0:6");
      },
    ],
    [
      "since it shows another master key",
      "changedMasterKey",
      ({ sandbox: { exchange } }) => {
        exchange.showKeysOf("somebody else");
        return () => exchange.showKeysOf();
      },
    ],
    [
      "since its denominations are all outdated",
      "noUsableDenominations",
      ({ sandbox: { exchange } }) => {
        exchange.keys.age();
        return () => exchange.keys.renew();
      },
    ],
    ["since it does not answer", "unreachable", (town) => spoil(town, { kind: "loseRequest" })],
    ["since it answers nonsense", "badAnswer", (town) => spoil(town, { kind: "portal" })],
    ["since it says that nothing has changed since never", "notAnExchange", (town) => spoil(town, always304)],
    ["since it has no time", "serverBusy", (town) => spoil(town, { kind: "status", status: 503 })],
  ];
  for (const [name, code, breakIt] of table) {
    it(`${name} lets nobody withdraw, lets spend what is there, says why, and comes back`, async () => {
      const { town, env, ask, view } = await rich(`unavailable ${name}`);
      const mend = breakIt(town);
      if (code === "notAnExchange") await forgetTag(env);
      await settle(env, jobs, 2 * day);
      const { entry, update, trouble, nextUpdate } = await view();
      assert.deepEqual([entry, update, trouble?.code], ["used", "unavailable-update", code]);
      assert.ok(nextUpdate !== undefined && nextUpdate >= env.now());
      await assert.rejects(ask("lookAtWithdrawal", { exchange: url, amount: "KUDOS:1" }), named(code));
      const { id, orderId, offer } = await buy(town, env, "KUDOS:2");
      assert.deepEqual(offer.unavailable, [url]);
      // Whether the shop can take the coins is between it and the exchange; the wallet has tried.
      assert.ok(town.requests.some((request) => request.endsWith(`${orderId}/pay`)));
      mend();
      await settle(env, jobs, 2 * day);
      assert.equal((await ask("getTransaction", { id })).state, "done");
      assert.deepEqual([(await view()).update, (await view()).trouble], ["ready", undefined]);
      assert.equal((await ask("lookAtWithdrawal", { exchange: url, amount: "KUDOS:1" })).exchange, url);
    });
  }

  const always304: Fault = { kind: "status", status: 304 };
  const forgetTag = async (env: TestEnv) => {
    const offer = (await env.db.offers.get(url)) ?? assert.fail("no offer");
    const { etag: _, ...untagged } = offer;
    await env.db.offers.put(untagged);
  };

  it("shows the old and the new master key, and takes over nothing", async () => {
    const { town, env, ask, view } = await rich("two keys");
    const trusted = (await view()).masterPub;
    town.sandbox.exchange.showKeysOf("somebody else");
    await assert.rejects(ask("checkExchange", { exchangeUrl: url }), named("changedMasterKey"));
    await settle(env, jobs, 10 * day);
    const { masterPub, otherMasterPub, update } = await view();
    assert.equal(update, "unavailable-update");
    assert.equal(masterPub, trusted);
    assert.ok(otherMasterPub !== undefined && otherMasterPub !== trusted);
  });
});

describe("an exchange whose keys are old", () => {
  it("is useable while it is asked for new ones, even if it does not answer at once", async () => {
    const { town, env, ask, view } = await rich("old");
    spoil(town, { kind: "loseRequest" });
    await env.clock.wind(day + hour);
    assert.equal((await view()).update, "ready-update");
    assert.equal((await ask("lookAtWithdrawal", { exchange: url, amount: "KUDOS:1" })).exchange, url);
    assert.equal((await view()).update, "ready-update");
  });

  it("lets nobody withdraw once they are too old, until there are new ones", async () => {
    const { town, env, ask, view } = await rich("too old");
    const end = spoil(town, { kind: "loseRequest" });
    await env.clock.wind(30 * day);
    assert.equal((await view()).update, "outdated-update");
    await assert.rejects(ask("lookAtWithdrawal", { exchange: url, amount: "KUDOS:1" }), named("unreachable"));
    end();
    assert.equal((await ask("lookAtWithdrawal", { exchange: url, amount: "KUDOS:1" })).exchange, url);
    assert.equal((await view()).update, "ready");
  });

  it("is found out by an answer that is signed with an unknown key", async () => {
    const lifetimes = { ...usualLifetimes, spacing: (300 * day) / 1000, withdraw: (600 * day) / 1000 };
    const { town, env, view } = await rich("signer", { exchange: { lifetimes } });
    await env.clock.wind(40 * day);
    assert.equal((await view()).update, "ready-update");
    // Whoever pays gets change, and the exchange confirms with a key of today that it takes the old coin.
    await buy(town, env, "KUDOS:3");
    assert.equal((await view()).update, "outdated-update");
    await settle(env, jobs, hour);
    assert.equal((await view()).update, "ready");
  });
});
