/** What a real exchange answered about its terms, and what the wallet makes of it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WalletError } from "../api/problems.ts";
import type { Fetch } from "../env/fetch.ts";
import { exchangeEndpoints } from "../taler/exchange-api.ts";
import free from "../taler/recordings/sync-free.json";
import recordings from "../taler/recordings/terms.json";
import { syncEndpoints } from "../taler/sync-api.ts";
import { Clock } from "../testing/clock.ts";
import { testEnv } from "../testing/env.ts";
import { allRecorded, type Recorded, recorded } from "../testing/recordings.ts";
import { fetchTos, offeredTosVersion } from "./terms-download.ts";

const base = "https://exchange.example/";
const terms = allRecorded(recordings).filter(({ request }) => request.path === "/terms");

const answerOf = ({ response: { status, headers, text } }: Recorded) =>
  new Response(status === 304 ? null : (text ?? ""), { status, headers });

/** A wallet whose every request is answered like this; with the requests it has sent. */
async function answered(fetch: Fetch) {
  const asked: Request[] = [];
  const recording: Fetch = (request) => {
    asked.push(request);
    return fetch(request);
  };
  return { asked, env: await testEnv({ fetch: recording, clock: new Clock(0), seed: "recorded terms" }) };
}

const ask = async (fetch: Fetch, wish = {}) => {
  const { env, asked } = await answered(fetch);
  return { tos: await fetchTos(env, base, exchangeEndpoints.terms, wish), asked };
};

describe("the recorded terms", () => {
  for (const one of terms.filter(({ response }) => response.status === 200)) {
    const { headers, text } = one.response;
    it(`are taken as they came: ${one.label}`, async () => {
      const { tos } = await ask(async () => answerOf(one));
      assert.deepEqual(tos, {
        language: headers["Content-Language"],
        mime: headers["Content-Type"],
        content: text,
        altLanguages: headers["Avail-Languages"]?.split(","),
        version: "lab-tos-v1",
      });
    });
  }

  it("are of another language or format where the wish cannot be granted, and say so", async () => {
    const french = await ask(async () => answerOf(recorded(recordings, "terms-plain-fr")), { acceptLanguage: ["fr"] });
    assert.equal(french.tos?.language, "de");
    assert.equal(french.asked[0]?.headers.get("Accept-Language"), "fr, en;q=0.96");
    const html = await ask(async () => answerOf(recorded(recordings, "terms-html-unavailable")), {
      acceptFormat: ["text/html"],
    });
    assert.deepEqual([html.tos?.mime, html.tos?.language], ["text/plain", "de"]);
    assert.equal(html.asked[0]?.headers.get("Accept"), "text/html");
  });

  it("are never asked for without a language, where the answer would be left to chance", async () => {
    const { asked } = await ask(async () => answerOf(recorded(recordings, "terms-default")));
    assert.equal(asked[0]?.headers.get("Accept-Language"), "en");
  });

  it("are known again by their bare ETag, and not sent a second time", async () => {
    const first = recorded(recordings, "terms-markdown");
    const same = recorded(recordings, "terms-if-none-match-same");
    const { ETag: tag = "" } = first.response.headers;
    assert.deepEqual([same.request.headers["If-None-Match"], same.response.status], [tag, 304]);
    const { env, asked } = await answered(async ({ headers }) =>
      answerOf(headers.get("If-None-Match") === tag ? same : first),
    );
    const wish = { acceptFormat: ["text/markdown"] };
    const before = await fetchTos(env, base, exchangeEndpoints.terms, wish);
    const after = await fetchTos(env, base, exchangeEndpoints.terms, wish);
    assert.deepEqual(after, before);
    assert.equal(after?.content, first.response.text);
    assert.deepEqual(
      asked.map(({ headers }) => headers.get("If-None-Match")),
      [null, tag],
    );
  });

  it("bear the version of the answer, also when the text is one that is known", async () => {
    const first = recorded(recordings, "terms-plain");
    const { env } = await answered(async ({ headers }) => {
      if (!headers.has("If-None-Match")) return answerOf(first);
      return new Response(null, { status: 304, headers: { "Taler-Terms-Version": "lab-tos-v2" } });
    });
    await fetchTos(env, base, exchangeEndpoints.terms);
    const after = await fetchTos(env, base, exchangeEndpoints.terms);
    assert.deepEqual([after?.version, after?.content], ["lab-tos-v2", first.response.text]);
  });

  it("are one text for each wish: one of another language or format is no answer to this one", async () => {
    const { env, asked } = await answered(async () => answerOf(recorded(recordings, "terms-markdown")));
    await fetchTos(env, base, exchangeEndpoints.terms, { acceptLanguage: ["en"] });
    await fetchTos(env, base, exchangeEndpoints.terms, { acceptLanguage: ["de"] });
    await fetchTos(env, base, exchangeEndpoints.terms, { acceptFormat: ["text/plain"] });
    await fetchTos(env, "https://other.example/", exchangeEndpoints.terms, { acceptLanguage: ["en"] });
    assert.ok(asked.every(({ headers }) => !headers.has("If-None-Match")));
  });

  it("are remembered in memory only for a few wishes at a time", async () => {
    const { env, asked } = await answered(async () => answerOf(recorded(recordings, "terms-plain")));
    const languages = ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii"];
    for (const one of languages) await fetchTos(env, base, exchangeEndpoints.terms, { acceptLanguage: [one] });
    await fetchTos(env, base, exchangeEndpoints.terms, { acceptLanguage: ["aa"] });
    assert.ok(asked.every(({ headers }) => !headers.has("If-None-Match")));
  });

  it("need not be fetched for their version", async () => {
    const { env, asked } = await answered(async ({ method }) => {
      const { response } = recorded(recordings, "terms-plain");
      return new Response(method === "HEAD" ? null : "x".repeat(500_000), { headers: response.headers });
    });
    assert.equal(await offeredTosVersion(env, base, exchangeEndpoints.terms), "lab-tos-v1");
    assert.deepEqual(
      asked.map(({ method }) => method),
      ["HEAD"],
    );
  });
});

it("a backup service that has never heard of terms has none, as the real one says it", async () => {
  const { env } = await answered(async () => answerOf(recorded(free, "terms")));
  assert.equal(await fetchTos(env, base, syncEndpoints.terms), undefined);
  await assert.rejects(
    fetchTos(env, base, exchangeEndpoints.terms),
    (error) => error instanceof WalletError && error.problem.code === "badAnswer",
  );
});
