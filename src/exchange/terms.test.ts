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
import { acceptExchangeTos, currentTosStatus, getExchangeTos } from "./terms.ts";

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
      "tosNotReadable",
      () => page({ "Content-Type": "application/pdf", "Taler-Terms-Version": "1" }),
    ],
    [
      "in letters that are not UTF-8",
      "tosNotReadable",
      () => new Response(Uint8Array.of(0x47, 0xfc), { headers: { "Content-Type": "text/plain", ETag: "x" } }),
    ],
    ["without a version", "tosWithoutVersion", () => page({ "Content-Type": "text/plain" })],
    [
      "with an endless version",
      "tosWithoutVersion",
      () => page({ "Content-Type": "text/plain", ETag: "x".repeat(201) }),
    ],
    ["without an end", "tosTooLarge", () => page({ "Content-Type": "text/plain", ETag: "x" }, "x".repeat(400_001))],
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
    const many = Array.from({ length: 300 }, (_, index) => `x-${index}`).join(",");
    forger.add({
      to: /\/terms$/,
      answer: () => page({ "Content-Type": "text/plain", ETag: "1", "Avail-Languages": `de, <b>,,${many}` }),
    });
    const { altLanguages, language } = await getExchangeTos(env, exchange, {});
    assert.equal(altLanguages.length, 100);
    assert.deepEqual([altLanguages[0], altLanguages[1], language], ["de", "x-0", ""]);
  });
});

describe("terms of a service that tells no version", () => {
  /** The ETag differs by language, as it does everywhere. */
  const tagged = (request: Request) => {
    const isGerman = request.headers.get("Accept-Language")?.startsWith("de") ?? false;
    const language = isGerman ? "de" : "en";
    return page({ "Content-Type": "text/plain", "Content-Language": language, ETag: `"${language}-1"` }, language);
  };

  it("are known by the ETag of one language, whichever is read", async () => {
    const { env, forger, tos } = await inTown();
    forger.add({ to: /\/terms$/, answer: tagged });
    await addExchange(env, exchange);
    const { version, content } = await getExchangeTos(env, exchange, { acceptLanguage: ["de"] });
    assert.deepEqual([version, content], ["en-1", "de"]);
    await acceptExchangeTos(env, exchange, version);
    await env.clock.wind(2 * day);
    assert.equal((await readyExchange(env, exchange)).tos, "accepted");
    assert.equal(await tos(), "accepted");
  });

  it("are not read when somebody on the way shows a page of his own", async () => {
    const { env, forger, tos } = await inTown();
    await addExchange(env, exchange);
    forger.add({ to: /^GET .*\/terms$/, answer: tagged });
    await assert.rejects(getExchangeTos(env, exchange, {}), named("tosWithoutVersion"));
    assert.equal(await tos(), "proposed");
  });
});

describe("the trouble with the terms", () => {
  const troubleIn = async (env: Awaited<ReturnType<typeof inTown>>["env"]) => (await listExchanges(env))[0]?.tosTrouble;

  it("says what, since when, and how often, and goes when they can be had", async () => {
    const { env, forger } = await inTown();
    const end = forger.add({ to: /\/terms$/, answer: () => refusal(500, 0) });
    await addExchange(env, exchange);
    const since = env.now();
    await env.clock.wind(5 * 60_000);
    await readyExchange(env, exchange);
    const detail = "exchange.test answers 500";
    assert.deepEqual(await troubleIn(env), { code: "serverFault", detail, since, at: env.now(), times: 2 });
    end();
    await env.clock.wind(10 * 60_000);
    await readyExchange(env, exchange);
    assert.equal(await troubleIn(env), undefined);
  });

  it("with a text stays until there is another one, or somebody can read it", async () => {
    const { town, env, forger } = await inTown();
    await addExchange(env, exchange);
    const pdf = () => page({ "Content-Type": "application/pdf", "Taler-Terms-Version": "sandbox-tos-1" });
    const end = forger.add({ to: /^GET .*\/terms$/, answer: pdf });
    await assert.rejects(getExchangeTos(env, exchange, {}), named("tosNotReadable"));
    await env.clock.wind(2 * day);
    await readyExchange(env, exchange);
    assert.equal((await troubleIn(env))?.code, "tosNotReadable");
    town.sandbox.exchange.publishTerms("sandbox-tos-2");
    await env.clock.wind(2 * day);
    await readyExchange(env, exchange);
    assert.equal(await troubleIn(env), undefined);
    await assert.rejects(getExchangeTos(env, exchange, {}), named("tosNotReadable"));
    end();
    await getExchangeTos(env, exchange, {});
    assert.equal(await troubleIn(env), undefined);
  });

  it("is none when an exchange simply has no terms", async () => {
    const { env, forger } = await inTown();
    forger.add({ to: /\/terms$/, answer: () => refusal(404, 21) });
    await addExchange(env, exchange);
    await assert.rejects(getExchangeTos(env, exchange, {}), named("notFound"));
    assert.equal(await troubleIn(env), undefined);
  });
});

describe("how the terms stand at this moment", () => {
  const rowOf = async (env: Awaited<ReturnType<typeof inTown>>["env"]) =>
    (await env.db.of(exchanges).get(exchange)) ?? assert.fail("no exchange");

  it("is asked anew, whatever was known", async () => {
    const { town, env, tos } = await inTown();
    await addExchange(env, exchange);
    await acceptExchangeTos(env, exchange, "sandbox-tos-1");
    assert.equal(await currentTosStatus(env, await rowOf(env)), "accepted");
    town.sandbox.exchange.publishTerms("sandbox-tos-2");
    assert.equal(await tos(), "accepted");
    assert.equal(await currentTosStatus(env, await rowOf(env)), "proposed");
    assert.equal(await tos(), "proposed");
  });

  it("is as it was where it cannot be asked", async () => {
    const { env, forger } = await inTown();
    await addExchange(env, exchange);
    await acceptExchangeTos(env, exchange, "sandbox-tos-1");
    forger.add({ to: /\/terms$/, answer: () => refusal(503, 0) });
    assert.equal(await currentTosStatus(env, await rowOf(env)), "accepted");
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
