/** What a real exchange answered about its keys, and what the wallet makes of it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "../taler/codec.ts";
import recordings from "../taler/recordings/keys.json";
import refused from "../taler/recordings/keys-refused.json";
import { Clock } from "../testing/clock.ts";
import { testEnv } from "../testing/env.ts";
import { type Recorded, recorded } from "../testing/recordings.ts";
import { listExchanges } from "./list.ts";
import { addExchange } from "./manage.ts";

const whole = recorded(recordings, "keys");
const unchanged = recorded(refused, "keys-if-none-match");
const base = (whole.response.json as { readonly base_url: string }).base_url;
const recordedAt = Date.parse(whole.response.headers.Date ?? "");
const day = 24 * 60 * 60_000;

const answerOf = ({ response: { status, headers, json } }: Recorded) =>
  new Response(status === 304 ? null : JSON.stringify(json satisfies Json | undefined), { status, headers });

async function atRecordedExchange() {
  const clock = new Clock(recordedAt);
  const tags: (string | null)[] = [];
  const fetch = async (request: Request) => {
    if (!request.url.endsWith("/keys")) return new Response("not configured", { status: 501 });
    const tag = request.headers.get("If-None-Match");
    tags.push(tag);
    return answerOf(tag === unchanged.request.headers["If-None-Match"] ? unchanged : whole);
  };
  const env = await testEnv({ fetch, clock, seed: "recorded keys" });
  await addExchange(env, base);
  return { env, tags };
}

describe("the recorded keys", () => {
  it("are believed, every signature of them, and leave an exchange that is ready", async () => {
    const { env } = await atRecordedExchange();
    const [view] = await listExchanges(env);
    const { version, currency, entry, update, tos } = view ?? {};
    assert.deepEqual(
      { version, currency, entry, update, tos },
      {
        version: "23:0:6",
        currency: "KUDOS",
        entry: "ephemeral",
        update: "ready",
        tos: "missing-tos",
      },
    );
  });

  it("are asked for by their bare ETag, as recorded, and the 304 to that keeps them for another while", async () => {
    const { env, tags } = await atRecordedExchange();
    const before = await env.db.offers.get(base);
    await env.clock.wind(day);
    await addExchange(env, base);
    assert.deepEqual(tags, [null, whole.response.headers.ETag]);
    const after = await env.db.offers.get(base);
    assert.deepEqual(after?.denominations, before?.denominations);
    assert.equal(after?.fetchedAt, recordedAt + day);
  });
});
