import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Clock } from "../testing/clock.ts";
import { testEnv } from "../testing/env.ts";
import type { ExchangeOffer } from "./exchange-offer.ts";
import { forgetOffer, forgetRetry, rememberOffer, rememberRetry, updateEnrolment } from "./remember.ts";
import type { Enrolment, Retry } from "./self.ts";

const fresh = () =>
  testEnv({ fetch: () => Promise.reject(new TypeError("no network")), clock: new Clock(0), seed: "remember" });
const url = "https://shop.example/";
const retry: Retry = { id: "withdraw:1", failures: 1, notBefore: 5, problem: { code: "unreachable" }, at: 0 };
const enrolment: Enrolment = { url, root: "ROOT", revision: 1, counts: {}, told: 0, isMember: false };
const since = (env: { readonly news: readonly (readonly string[])[] }, born: number) => env.news.slice(born);

describe("local records", () => {
  it("keep the last failure of a task, and forget it", async () => {
    const env = await fresh();
    const born = env.news.length;
    await rememberRetry(env.db, retry);
    await rememberRetry(env.db, { ...retry, failures: 2 });
    assert.deepEqual(await env.db.retries.toArray(), [{ ...retry, failures: 2 }]);
    await forgetRetry(env.db, "withdraw:1", "withdraw:2");
    await forgetRetry(env.db, "withdraw:1");
    assert.deepEqual(await env.db.retries.toArray(), []);
    assert.deepEqual(since(env, born), [["retries"], ["retries"], ["retries"]], "forgetting nothing is no news");
  });

  it("keep what an exchange offers, and forget it", async () => {
    const env = await fresh();
    const born = env.news.length;
    const offer: ExchangeOffer = { url, denominations: [], etag: "1" };
    await rememberOffer(env.db, offer);
    assert.deepEqual(await env.db.offers.get(url), offer);
    await forgetOffer(env.db, url);
    await forgetOffer(env.db, url);
    assert.equal(await env.db.offers.count(), 0);
    assert.deepEqual(since(env, born), [["offers"], ["offers"]]);
  });

  it("change what is known of a service in sight of what was known", async () => {
    const env = await fresh();
    const born = env.news.length;
    await updateEnrolment(env.db, url, (before) => before ?? enrolment);
    const raise = (before: Enrolment | undefined) => before && { ...before, revision: before.revision + 1 };
    await Promise.all([updateEnrolment(env.db, url, raise), updateEnrolment(env.db, url, raise)]);
    assert.deepEqual(await env.db.enrolments.get(url), { ...enrolment, revision: 3 });
    await updateEnrolment(env.db, url, (before) => before);
    await updateEnrolment(env.db, url, () => undefined);
    await updateEnrolment(env.db, url, raise);
    assert.equal(await env.db.enrolments.count(), 0);
    assert.deepEqual(since(env, born), [["enrolments"], ["enrolments"], ["enrolments"], ["enrolments"]]);
  });

  it("change nothing when the change fails", async () => {
    const env = await fresh();
    await updateEnrolment(env.db, url, () => enrolment);
    const failing = updateEnrolment(env.db, url, () => {
      throw new Error("no");
    });
    await assert.rejects(failing, /no/);
    assert.deepEqual(await env.db.enrolments.get(url), enrolment);
  });
});
