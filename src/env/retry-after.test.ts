import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { retryAfter } from "./retry-after.ts";

const now = Date.parse("2026-03-01T12:00:00Z");
const day = 24 * 60 * 60_000;

describe("Retry-After", () => {
  const cases: readonly (readonly [Record<string, string>, number | undefined])[] = [
    [{}, undefined],
    [{ "retry-after": "" }, undefined],
    [{ "retry-after": "120" }, 120_000],
    [{ "retry-after": " 0 " }, 0],
    [{ "retry-after": "-5" }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "99999999999999999999" }, day],
    [{ "retry-after": "Sun, 01 Mar 2026 12:01:00 GMT" }, 60_000],
    [{ "retry-after": "Sun, 01 Mar 2026 11:00:00 GMT" }, 0],
    [{ "retry-after": "Mon, 01 Mar 2027 12:00:00 GMT" }, day],
    // The server's clock is an hour ahead: its date means five seconds, not an hour.
    [{ "retry-after": "Sun, 01 Mar 2026 13:00:05 GMT", date: "Sun, 01 Mar 2026 13:00:00 GMT" }, 5_000],
    [{ "retry-after": "Sun, 01 Mar 2026 12:00:05 GMT", date: "yesterday" }, 5_000],
  ];
  for (const [headers, expected] of cases) {
    it(`${JSON.stringify(headers)} means ${expected}`, () => assert.equal(retryAfter(headers, now), expected));
  }
});
