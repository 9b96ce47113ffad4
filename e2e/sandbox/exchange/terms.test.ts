import assert from "node:assert/strict";
import { describe, it } from "node:test";
import terms from "../../../src/taler/recordings/terms.json";
import { allRecorded, recorded } from "../../../src/testing/recordings.ts";
import { handWoundWorld } from "../world.ts";
import { type Terms, termsAnswer } from "./terms.ts";
import { exchangeEdition, privacyEdition, syncEdition } from "./terms-texts.ts";

const url = "http://exchange.test/terms";

/** The recorded exchange's own texts, put together from its answers. */
function recordedTerms(): Terms {
  const textByLanguageByType: Record<string, Record<string, string>> = {
    "text/plain": { de: "", en: "" },
    "text/markdown": { de: "", en: "" },
  };
  for (const { request, response } of allRecorded(terms)) {
    const texts = textByLanguageByType[response.headers["Content-Type"] ?? ""];
    const language = response.headers["Content-Language"];
    if (request.path === "/terms" && texts && language) texts[language] = response.text ?? "";
  }
  return { version: "lab-tos-v1", textByLanguageByType };
}

describe("terms of service", () => {
  const answering = termsAnswer(handWoundWorld(Date.UTC(2026, 10, 21), ""), recordedTerms);
  const ask = (headers: Readonly<Record<string, string>>) =>
    answering({ request: new Request(url, { headers }), url: new URL(url), parameters: {} });

  for (const one of allRecorded(terms).filter(({ request }) => request.path === "/terms")) {
    it(`are chosen as recorded: ${one.label}`, async () => {
      const answer = await ask(one.request.headers);
      assert.equal(answer.status, one.response.status);
      assert.equal(await answer.text(), one.response.text ?? "");
      // For a type it does not have the real exchange lists the languages of the replacement only in part.
      const compared = ["Content-Type", "Content-Language", "ETag", "Taler-Terms-Version", "Vary", "Cache-Control"];
      for (const name of compared) assert.equal(answer.headers.get(name), one.response.headers[name] ?? null, name);
      assert.ok(Date.parse(answer.headers.get("Expires") ?? "") > 0);
    });
  }

  it("are offered in German and English as text, Markdown and HTML", () => {
    for (const edition of [exchangeEdition("1"), syncEdition("1"), privacyEdition("1")]) {
      const types = Object.entries(edition.textByLanguageByType);
      assert.deepEqual(
        types.map(([type]) => type),
        ["text/plain", "text/markdown", "text/html"],
      );
      for (const [, texts] of types) assert.deepEqual(Object.keys(texts), ["de", "en"]);
    }
  });

  it("are known by a bare tag", async () => {
    const one = recorded(terms, "terms-markdown");
    const tag = one.response.headers.ETag ?? "";
    const known = await ask({ Accept: "text/markdown", "If-None-Match": tag });
    assert.deepEqual([known.status, await known.text(), known.headers.get("ETag")], [304, "", tag]);
    assert.equal((await ask({ Accept: "text/markdown", "If-None-Match": `"${tag}"` })).status, 200);
  });
});
