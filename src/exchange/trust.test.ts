import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Auditing, auditorKey } from "../../e2e/sandbox/exchange/keys-answer.ts";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { type ProblemCode, WalletError } from "../api/problems.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { newTown } from "../testing/town.ts";
import { listExchanges } from "./list.ts";
import { addExchange } from "./manage.ts";
import { distrustAuditor, distrustExchangeKey, keyOf, listTrust, trustAuditor, trustExchangeKey } from "./trust.ts";

const { exchange } = testAddresses;
const office: Auditing = { seed: "office", name: "Audit office" };
const officeKey = auditorKey("office");

async function inTown(auditing?: Auditing) {
  const town = await newTown("trust", { exchange: { auditing } });
  const env = await town.wallet();
  await addExchange(env, exchange);
  const trust = async () => (await listExchanges(env))[0]?.trust ?? assert.fail("nothing is known");
  const masterPub = (await env.db.of(exchanges).get(exchange))?.facts.masterPub?.value ?? assert.fail("no key");
  return { town, env, trust, masterPub };
}

const named = (code: ProblemCode) => (error: unknown) => error instanceof WalletError && error.problem.code === code;
const grouped = (key: string) => (key.match(/.{1,4}/g) ?? []).join(" ");

describe("the main key of an exchange", () => {
  it("is trusted, told where the exchange is shown, and trusted no more", async () => {
    const { env, trust, masterPub } = await inTown();
    assert.deepEqual(await trust(), { isKeyTrusted: false, auditors: [] });
    const since = env.now();
    await trustExchangeKey(env, { key: masterPub, name: " Town " });
    assert.equal((await trust()).isKeyTrusted, true);
    const one = { key: masterPub, name: "Town", since, exchanges: [exchange] };
    assert.deepEqual(await listTrust(env), { keys: [one], auditors: [] });
    await distrustExchangeKey(env, masterPub);
    assert.equal((await trust()).isKeyTrusted, false);
    assert.deepEqual(await listTrust(env), { keys: [], auditors: [] });
    await trustExchangeKey(env, { key: masterPub });
    assert.equal((await trust()).isKeyTrusted, true);
  });

  it("may be typed in groups and small letters, before any exchange shows it", async () => {
    const { env, masterPub } = await inTown();
    assert.equal(keyOf(` ${grouped(masterPub).toLowerCase()}\n`), masterPub);
    await trustExchangeKey(env, { key: grouped(officeKey).toLowerCase() });
    const [key] = (await listTrust(env)).keys;
    assert.deepEqual([key?.key, key?.exchanges], [officeKey, []]);
  });

  for (const typed of ["", "taler", "0".repeat(51), "0".repeat(53), `${"0".repeat(51)}!`, "https://exchange.test/"]) {
    it(`is not "${typed}"`, async () => {
      const { env } = await inTown();
      await assert.rejects(trustExchangeKey(env, { key: typed }), named("badKey"));
      await assert.rejects(trustAuditor(env, { key: typed, currency: "KUDOS" }), named("badKey"));
      assert.deepEqual(await listTrust(env), { keys: [], auditors: [] });
    });
  }
});

describe("an auditor", () => {
  const shown = { key: officeKey, url: "https://office.example/", name: "Audit office" };

  it("is shown with the exchange it checks, and trusted for one currency", async () => {
    const { env, trust } = await inTown(office);
    assert.deepEqual((await trust()).auditors, [{ ...shown, isWhole: true, isTrusted: false }]);
    await trustAuditor(env, { key: officeKey, currency: "EUR" });
    assert.equal((await trust()).auditors[0]?.isTrusted, false);
    const since = env.now();
    await trustAuditor(env, { ...shown, currency: "kudos" });
    assert.equal((await trust()).auditors[0]?.isTrusted, true);
    const { auditors } = await listTrust(env);
    assert.deepEqual(auditors, [
      { key: officeKey, currency: "EUR", since, exchanges: [] },
      { ...shown, currency: "KUDOS", since, exchanges: [exchange] },
    ]);
    await distrustAuditor(env, { key: officeKey, currency: "KUDOS" });
    assert.equal((await trust()).auditors[0]?.isTrusted, false);
  });

  it("that checks a part of what is issued is told as such", async () => {
    const { trust } = await inTown({ ...office, values: ["KUDOS:1", "KUDOS:2"] });
    assert.equal((await trust()).auditors[0]?.isWhole, false);
  });

  it("that checks nothing which can be withdrawn is none", async () => {
    const { trust } = await inTown({ ...office, values: ["KUDOS:77"] });
    assert.deepEqual((await trust()).auditors, []);
  });

  it("whose signatures are false is none, and the exchange can be used without it", async () => {
    const { trust, env } = await inTown({ ...office, isFalse: true });
    assert.deepEqual((await trust()).auditors, []);
    assert.equal((await listExchanges(env))[0]?.update, "ready");
  });

  it("comes and goes with the keys of the exchange, and the user's trust stays", async () => {
    const { town, env, trust } = await inTown(office);
    await trustAuditor(env, { key: officeKey, currency: "KUDOS" });
    town.sandbox.exchange.beChecked(undefined);
    await addExchange(env, exchange);
    assert.deepEqual((await trust()).auditors, []);
    assert.deepEqual((await listTrust(env)).auditors[0]?.exchanges, []);
    town.sandbox.exchange.beChecked(office);
    await addExchange(env, exchange);
    assert.equal((await trust()).auditors[0]?.isTrusted, true);
  });

  it("is trusted for a currency, and for nothing else", async () => {
    const { env } = await inTown();
    for (const currency of ["", "KU DOS", "K/", "1"]) {
      await assert.rejects(trustAuditor(env, { key: officeKey, currency }), named("badInput"));
    }
  });
});
