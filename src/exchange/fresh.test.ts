import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { usualLifetimes } from "../../e2e/sandbox/exchange/denominations.ts";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../api/problems.ts";
import { learn } from "../store/deed.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { save } from "../store/save.ts";
import { Clock } from "../testing/clock.ts";
import { Forger } from "../testing/forger.ts";
import { settle } from "../testing/settle.ts";
import { newTown, townStart } from "../testing/town.ts";
import { exchangeJob } from "./job.ts";
import { listExchanges } from "./list.ts";
import { addExchange } from "./manage.ts";
import { readyExchange } from "./ready.ts";

const exchange = testAddresses.exchange;
const minute = 60_000;
const day = 24 * 60 * minute;

async function added() {
  const town = await newTown("fresh");
  const forger = new Forger(town.sandbox.fetch);
  const answers: { readonly path: string; readonly status: number }[] = [];
  const fetch = async (request: Request) => {
    const answer = await forger.fetch(request);
    answers.push({ path: new URL(request.url).pathname, status: answer.status });
    return answer;
  };
  const env = await town.wallet({ fetch });
  await addExchange(env, exchange);
  const offer = async () => (await env.db.offers.get(exchange)) ?? assert.fail("nothing was remembered");
  const keys = () => answers.filter(({ path }) => path === "/keys").map(({ status }) => status);
  return { town, env, forger, answers, offer, keys };
}

const use = (env: Parameters<typeof readyExchange>[0]) =>
  save(env.db, learn(exchanges, exchange, { usedAt: Math.floor(env.now() / 1000) }));

describe("keys", () => {
  it("that have not changed are not sent again", async () => {
    const { env, offer, keys } = await added();
    const before = await offer();
    await env.clock.wind(day + minute);
    await readyExchange(env, exchange);
    assert.deepEqual(keys(), [200, 304]);
    const after = await offer();
    assert.deepEqual(after.denominations, before.denominations);
    assert.ok((after.expiresAt ?? 0) > (before.expiresAt ?? 0));
  });

  it("are not asked for before they expire, unless something shows that they are outdated", async () => {
    const { env, keys } = await added();
    await readyExchange(env, exchange);
    await readyExchange(env, exchange, townStart / 1000 - 1);
    assert.deepEqual(keys(), [200]);
    await readyExchange(env, exchange, townStart / 1000);
    assert.deepEqual(keys(), [200, 304]);
  });

  it("of the next generation come when it is time", async () => {
    const { env, offer } = await added();
    const before = (await offer()).denominations.map(({ hash }) => hash);
    await env.clock.wind(usualLifetimes.spacing * 1000);
    const ready = await readyExchange(env, exchange);
    assert.ok(ready.offer.denominations.some(({ hash }) => !before.includes(hash)));
  });

  it("are asked for between every five minutes and once a day, whatever the exchange wishes", async () => {
    for (const [expires, least, most] of [
      [new Date(townStart - day).toUTCString(), 5 * minute, 5 * minute],
      [new Date(townStart + 90 * day).toUTCString(), day, day],
      ["whenever", day, day],
      [undefined, day, day],
      [new Date(townStart + 60 * minute).toUTCString(), 60 * minute, 60 * minute],
    ] as const) {
      const { env, forger, town, offer } = await added();
      forger.add({
        to: /\/keys$/,
        answer: async ({ url }) => {
          const answer = await town.sandbox.fetch(new Request(url));
          const headers = new Headers(answer.headers);
          headers.delete("Expires");
          if (expires !== undefined) headers.set("Expires", expires);
          return new Response(await answer.text(), { headers });
        },
      });
      await readyExchange(env, exchange, townStart);
      const life = ((await offer()).expiresAt ?? 0) - env.now();
      assert.ok(life >= least && life <= most, `${expires}: ${life}`);
    }
  });

  it("that were fetched while the clock was wrong do not count", async () => {
    const { town, env, keys } = await added();
    const past = new Clock(townStart - 365 * day);
    const early = await town.wallet({ clock: past, profile: env.profile });
    const [view] = await listExchanges(early);
    assert.notEqual(view?.update, "ready");
    await use(early);
    assert.deepEqual(await exchangeJob.pending(early), [{ id: exchange, due: 0 }]);
    assert.deepEqual(keys(), [200]);
  });
});

describe("the exchange job", () => {
  it("asks only exchanges that are used and not switched off", async () => {
    const { env } = await added();
    assert.deepEqual(await exchangeJob.pending(env), []);
    await use(env);
    const due = townStart + day;
    assert.deepEqual(await exchangeJob.pending(env), [{ id: exchange, due }]);
    await save(env.db, learn(exchanges, exchange, { suspended: "yes" }));
    assert.deepEqual(await exchangeJob.pending(env), []);
    await assert.rejects(
      readyExchange(env, exchange),
      (error) => error instanceof WalletError && error.problem.code === "exchangeSuspended",
    );
  });

  it("keeps the keys fresh, about once a day", async () => {
    const { env, keys, offer } = await added();
    await use(env);
    await settle(env, [exchangeJob], 10 * day);
    assert.ok(keys().length >= 9 && keys().length <= 15, `${keys().length} times in ten days`);
    assert.ok((await offer()).denominations.some(({ expireWithdraw }) => expireWithdraw * 1000 > env.now() + day));
  });

  it("leaves an exchange in peace whose keys never change and have grown old", async () => {
    const { env, forger, keys, offer } = await added();
    await use(env);
    const end = forger.add({ to: /\/keys$/, answer: () => new Response(null, { status: 304 }) });
    const last = Math.max(...(await offer()).denominations.map(({ expireWithdraw }) => expireWithdraw));
    await env.clock.wind((last + 1) * 1000 - env.now());
    const before = keys().length;
    await settle(env, [exchangeJob], 3 * day);
    assert.ok(keys().length - before < 100, `${keys().length - before} times in three days`);
    const [view] = await listExchanges(env);
    assert.deepEqual([view?.update, view?.trouble?.code], ["unavailable-update", "noUsableDenominations"]);
    end();
    await settle(env, [exchangeJob], 2 * day);
    assert.equal((await listExchanges(env))[0]?.update, "ready");
  });

  it("goes on through an outage, ever more rarely, and recovers from it", async () => {
    const { env, forger, keys } = await added();
    await use(env);
    const end = forger.add({ to: /./, answer: () => new Response(null, { status: 502 }) });
    await settle(env, [exchangeJob], 3 * day);
    const [view] = await listExchanges(env);
    assert.equal(view?.update, "unavailable-update");
    assert.equal(view?.trouble?.code, "serverFault");
    assert.ok(keys().length < 100, `${keys().length} times in three days`);
    end();
    await settle(env, [exchangeJob], 6 * 60 * minute);
    assert.equal((await listExchanges(env))[0]?.update, "ready");
  });
});

describe("an address", () => {
  it("is known by one spelling", async () => {
    const { env } = await added();
    for (const typed of ["http://exchange.test", "HTTP://Exchange.Test:80/"]) {
      assert.equal((await addExchange(env, typed)).key, exchange);
    }
    assert.equal(await env.db.of(exchanges).count(), 1);
  });

  it("that is none, or leads nowhere, leaves nothing behind", async () => {
    const { env } = await added();
    const code = (expected: string) => (error: unknown) =>
      error instanceof WalletError && error.problem.code === expected;
    await assert.rejects(addExchange(env, "ftp://exchange.test/"), code("badAddress"));
    await assert.rejects(addExchange(env, "http://user:secret@exchange.test/"), code("badAddress"));
    await assert.rejects(addExchange(env, "http://nowhere.test/"), code("unreachable"));
    await assert.rejects(addExchange(env, testAddresses.bank), code("notAnExchange"));
    assert.equal(await env.db.offers.count(), 1);
    assert.equal(await env.db.of(exchanges).count(), 1);
  });
});
