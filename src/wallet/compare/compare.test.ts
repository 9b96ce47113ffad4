import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import type { ComparedExchange } from "../../api/comparison-views.ts";
import { type ProblemCode, WalletError } from "../../api/problems.ts";
import { addExchange, suspendExchange } from "../../exchange/manage.ts";
import { acceptExchangeTos } from "../../exchange/terms.ts";
import { learn } from "../../store/deed.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { save } from "../../store/save.ts";
import { textOf } from "../../taler/crockford.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { listBalances } from "../story/balances.ts";
import { acceptWithdrawal } from "../withdraw/accept.ts";
import { lookAtWithdrawal } from "../withdraw/look.ts";
import { compareExchanges } from "./compare.ts";

const { exchange } = testAddresses;
const rival = "http://rival.test/";
const day = 86_400_000;

async function twoExchanges(seed = "compare") {
  const town = await newTown(seed, { addresses: { ...testAddresses, rival } });
  const asked: string[] = [];
  const fetch = (request: Request) => {
    asked.push(request.url);
    return town.sandbox.fetch(request);
  };
  const env = await town.wallet({ fetch, presets: { exchanges: [exchange, rival], services: [] } });
  return { town, env, asked };
}

async function trustRival(env: TestEnv): Promise<void> {
  await addExchange(env, rival);
  await acceptExchangeTos(env, rival, (await env.db.offers.get(rival))?.tosOffered ?? "");
}

const told = ({ url, state, isCheapest }: ComparedExchange) => [url, state, isCheapest];
const named = (code: ProblemCode) => (error: unknown) => error instanceof WalletError && error.problem.code === code;

describe("exchanges side by side", () => {
  it("are not asked anything before one looks at their fees", async () => {
    const { env, asked } = await twoExchanges();
    const { exchanges: list, proposed } = await compareExchanges(env, {});
    assert.deepEqual(list.map(told), [
      [exchange, "unasked", false],
      [rival, "unasked", false],
    ]);
    assert.deepEqual([asked, proposed], [[], undefined]);
    assert.ok(list.every(({ entry, year }) => entry === "preset" && year === undefined));
    await addExchange(env, rival);
    const [first] = (await compareExchanges(env, {})).exchanges;
    assert.deepEqual([first?.url, first?.entry, first?.state], [rival, "ephemeral", "ready"]);
    assert.ok(asked.every((url) => url.startsWith(rival)));
  });

  it("stand with the cheaper one first, its coins, account and terms told", async () => {
    const { env } = await twoExchanges();
    await addExchange(await trusting(env), rival);
    const { exchanges: list, monthly } = await compareExchanges(env, {});
    assert.equal(monthly, "50");
    assert.deepEqual(list.map(told), [
      [rival, "ready", true],
      [exchange, "ready", false],
    ]);
    const [cheap, dear] = list;
    assert.deepEqual(cheap?.coins, { smallest: "KUDOS:0.01", largest: "KUDOS:20" });
    assert.deepEqual([cheap?.tos, dear?.tos], ["proposed", "accepted"]);
    assert.deepEqual([cheap?.year?.withdraw, cheap?.year?.change], ["KUDOS:0", "KUDOS:0"]);
    assert.deepEqual(dear?.accounts, [{ method: "x-taler-bank", isConverted: false, isClosed: false, rules: [] }]);
    assert.deepEqual(dear?.limits, { isIdentified: false });
    assert.equal(dear?.style?.name, "Kudos (play money)");
  });

  it("are reckoned for the amount that is asked about, if that is one", async () => {
    const { env } = await twoExchanges();
    await trusting(env);
    const yearFor = async (monthly: string) => (await compareExchanges(env, { monthly })).exchanges[0]?.year;
    assert.equal(await yearFor("0.001"), undefined);
    assert.equal((await yearFor("0.01"))?.total, "KUDOS:0");
    assert.ok(Number((await yearFor("100"))?.perMille) > 0);
    await assert.rejects(compareExchanges(env, { monthly: "much" }), named("badInput"));
  });

  it("of another currency are left out; what a bank suggests is among them", async () => {
    const { env } = await twoExchanges();
    await addExchange(env, exchange);
    const of = async (currency: string, also: readonly string[] = []) =>
      (await compareExchanges(env, { currency, also })).exchanges.map(({ url }) => url);
    assert.deepEqual(await of("EUR"), [rival]);
    assert.deepEqual(await of("KUDOS", ["https://suggested.test"]), [exchange, rival, "https://suggested.test/"]);
  });

  it("cannot be chosen while they are switched off, unavailable, or without an account for everybody", async () => {
    const { town, env } = await twoExchanges();
    await trusting(env);
    await addExchange(env, rival);
    const state = async (url: string) =>
      (await compareExchanges(env, {})).exchanges.find((one) => one.url === url) ?? assert.fail(url);
    await suspendExchange(env, rival);
    assert.equal((await state(rival)).state, "suspended");
    town.sandbox.exchange.speak("90:0:0");
    await assert.rejects(addExchange(env, exchange), named("incompatibleExchange"));
    const lost = await state(exchange);
    assert.deepEqual([lost.state, lost.trouble, lost.isCheapest], ["unavailable", "incompatibleExchange", false]);
    town.sandbox.exchange.speak("23:0:6");
    const row = await env.db.of(exchanges).get(exchange);
    const learned = row?.facts.learned?.value ?? assert.fail("nothing was learned");
    const accounts = learned.accounts.map((one) => ({ ...one, isRestricted: true }));
    await addExchange(env, exchange);
    await save(env.db, learn(exchanges, exchange, { learned: { ...learned, accounts } }));
    assert.equal((await state(exchange)).state, "noAccount");
    await env.clock.wind(60 * day);
    assert.equal((await state(exchange)).state, "outdated");
  });
});

describe("a withdrawal from the exchange of one's choice", () => {
  it("brings its coins, and that exchange is proposed the next time", async () => {
    const { town, env } = await twoExchanges();
    await trusting(env);
    await trustRival(env);
    const link = await town.withdrawal("KUDOS:8.5");
    assert.equal((await lookAtWithdrawal(env, { link })).exchange, exchange);
    const offer = await lookAtWithdrawal(env, { link, exchange: rival });
    assert.deepEqual([offer.exchange, offer.fees, offer.isExchangeFixed], [rival, "KUDOS:0", false]);
    await acceptWithdrawal(env, { link, exchange: rival });
    await settle(env, [withdrawJob], 60_000);
    await town.confirm(link);
    await settle(env, [withdrawJob]);
    assert.equal((await listBalances(env))[0]?.available, "KUDOS:8.5");
    assert.equal(town.sandbox.rival?.ledger.books().issued, "KUDOS:8.5");
    assert.equal(town.sandbox.exchange.ledger.books().issued, "KUDOS:0");
    assert.equal((await compareExchanges(env, {})).proposed, rival);
    const next = await lookAtWithdrawal(env, { link: await town.withdrawal("KUDOS:1") });
    assert.equal(next.exchange, rival);
    await suspendExchange(env, rival);
    assert.equal((await compareExchanges(env, {})).proposed, undefined);
    assert.equal((await lookAtWithdrawal(env, { link: await town.withdrawal("KUDOS:1") })).exchange, exchange);
  });
});

describe("a link to an exchange", () => {
  it("begins a transfer of one's own there, with the amount that it names", async () => {
    const { env } = await twoExchanges();
    const offer = await lookAtWithdrawal(env, { link: "taler+http://withdraw-exchange/rival.test/?a=KUDOS:5" });
    assert.deepEqual([offer.exchange, offer.amount, offer.isAmountFixed], [rival, "KUDOS:5", false]);
    assert.deepEqual([offer.link, offer.bank], [undefined, undefined]);
    const other = await lookAtWithdrawal(env, { link: "taler+http://withdraw-exchange/rival.test/?a=EUR:5" });
    assert.equal(other.amount, undefined);
  });

  it("that names another main key is refused", async () => {
    const { town, env } = await twoExchanges();
    await addExchange(env, rival);
    const own = (await env.db.of(exchanges).get(rival))?.facts.masterPub?.value ?? "";
    const foreign = town.sandbox.exchange.keys.master.pub;
    const link = (key: string) => `taler+http://withdraw-exchange/rival.test/${key}`;
    assert.equal((await lookAtWithdrawal(env, { link: link(own) })).exchange, rival);
    await assert.rejects(lookAtWithdrawal(env, { link: link(textOf(foreign)) }), named("badLink"));
  });
});
