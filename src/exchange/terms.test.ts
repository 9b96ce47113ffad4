import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { type ProblemCode, WalletError } from "../api/problems.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { Forger, refusal } from "../testing/forger.ts";
import { newTown } from "../testing/town.ts";
import { listExchanges } from "./list.ts";
import { addExchange } from "./manage.ts";
import { readyExchange } from "./ready.ts";
import { acceptExchangeTos, getExchangeTos } from "./terms.ts";

const exchange = testAddresses.exchange;
const day = 24 * 60 * 60_000;

async function inTown() {
  const town = await newTown("terms");
  const forger = new Forger(town.sandbox.fetch);
  const env = await town.wallet({ fetch: forger.fetch });
  const tos = async () => (await listExchanges(env))[0]?.tos;
  return { town, env, forger, tos };
}

const named = (code: ProblemCode) => (error: unknown) => error instanceof WalletError && error.problem.code === code;
const page = (headers: Record<string, string>, body = "terms") => new Response(body, { headers });

describe("terms of service", () => {
  it("come in the language and format one asks for", async () => {
    const { env } = await inTown();
    await addExchange(env, exchange);
    const german = await getExchangeTos(env, exchange, { acceptLanguage: ["de"], acceptFormat: ["text/markdown"] });
    assert.deepEqual([german.language, german.mime, german.version], ["de", "text/markdown", "sandbox-tos-1"]);
    assert.ok(german.altLanguages.includes("en"));
    const english = await getExchangeTos(env, exchange, { acceptLanguage: ["en"], acceptFormat: ["text/plain"] });
    assert.deepEqual([english.language, english.mime], ["en", "text/plain"]);
    assert.notEqual(english.content, german.content);
  });

  it("are remembered by their version alone", async () => {
    const { env, tos } = await inTown();
    await addExchange(env, exchange);
    assert.equal(await tos(), "proposed");
    const { content, version } = await getExchangeTos(env, exchange, {});
    await acceptExchangeTos(env, exchange, version);
    assert.equal(await tos(), "accepted");
    const stored = JSON.stringify([await env.db.of(exchanges).toArray(), await env.db.offers.toArray()]);
    assert.ok(stored.includes(version) && !stored.includes(content.slice(0, 40)));
  });

  it("may be missing, and are told so", async () => {
    const { env, forger, tos } = await inTown();
    forger.add({ to: /\/terms$/, answer: () => new Response("not configured", { status: 501 }) });
    await addExchange(env, exchange);
    assert.equal(await tos(), "missing-tos");
    await assert.rejects(getExchangeTos(env, exchange, {}), named("notFound"));
  });

  const table: readonly [string, ProblemCode, () => Response][] = [
    [
      "in a format that no page can show",
      "badAnswer",
      () => page({ "Content-Type": "application/pdf", "Taler-Terms-Version": "1" }),
    ],
    ["without a version", "badAnswer", () => page({ "Content-Type": "text/plain" })],
    ["with an endless version", "badAnswer", () => page({ "Content-Type": "text/plain", ETag: "x".repeat(201) })],
    ["without an end", "answerTooLarge", () => page({ "Content-Type": "text/plain", ETag: "x" }, "x".repeat(400_001))],
    ["that somebody on the way does not find", "badAnswer", () => new Response("not here", { status: 404 })],
    ["from a server that breaks down", "serverFault", () => refusal(500, 0)],
  ];
  for (const [name, code, answer] of table) {
    it(`${name} cannot be read: ${code}`, async () => {
      const { env, forger } = await inTown();
      await addExchange(env, exchange);
      forger.add({ to: /\/terms$/, answer });
      await assert.rejects(getExchangeTos(env, exchange, {}), named(code));
    });
  }

  it("come with their languages bounded and clean", async () => {
    const { env, forger } = await inTown();
    await addExchange(env, exchange);
    const many = Array.from({ length: 300 }, (_, index) => `x${index}`).join(",");
    forger.add({
      to: /\/terms$/,
      answer: () => page({ "Content-Type": "text/plain", ETag: "1", "Avail-Languages": `de, <b>,,${many}` }),
    });
    const { altLanguages, language } = await getExchangeTos(env, exchange, {});
    assert.equal(altLanguages.length, 100);
    assert.deepEqual([altLanguages[0], altLanguages[1], language], ["de", "x0", ""]);
  });
});

describe("terms that cannot be had", () => {
  it("keep nobody from an exchange whose terms are accepted", async () => {
    const { env, forger, tos } = await inTown();
    await addExchange(env, exchange);
    await acceptExchangeTos(env, exchange, "sandbox-tos-1");
    await env.clock.wind(2 * day);
    forger.add({ to: /\/terms$/, answer: () => new Response(null, { status: 500 }) });
    const ready = await readyExchange(env, exchange);
    assert.equal(ready.tos, "accepted");
    assert.equal(await tos(), "accepted");
    assert.ok((ready.offer.expiresAt ?? 0) <= env.now() + 5 * 60_000);
  });

  it("are pending where they never could be had, and soon asked for again", async () => {
    const { env, forger, tos } = await inTown();
    const end = forger.add({ to: /\/terms$/, answer: () => new Response(null, { status: 500 }) });
    await addExchange(env, exchange);
    assert.equal(await tos(), "pending");
    end();
    await env.clock.wind(5 * 60_000);
    assert.equal((await readyExchange(env, exchange)).tos, "proposed");
  });

  it("need not be readable for their version to be known", async () => {
    const { env, forger, tos } = await inTown();
    forger.add({
      to: /\/terms$/,
      answer: () => page({ "Content-Type": "application/pdf", "Taler-Terms-Version": "sandbox-tos-7" }),
    });
    await addExchange(env, exchange);
    await acceptExchangeTos(env, exchange, "sandbox-tos-7");
    assert.equal(await tos(), "accepted");
  });
});
