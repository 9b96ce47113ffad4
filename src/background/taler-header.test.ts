import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { linkInAnswer } from "./taler-header.ts";

const link = "taler://pay/shop.example/1/";
const answered = (statusCode: number, value?: string, name = "Taler") => ({
  statusCode,
  responseHeaders: [
    { name: "Content-Type", value: "text/html" },
    { name, ...(value !== undefined && { value }) },
  ],
});

describe("the Taler header", () => {
  it("counts with the three answers that offer something, however it is written", () => {
    for (const status of [402, 202, 200]) assert.equal(linkInAnswer(answered(status, link)), link);
    for (const name of ["taler", "TALER"]) assert.equal(linkInAnswer(answered(402, link, name)), link);
    for (const status of [302, 401, 403, 404, 500]) assert.equal(linkInAnswer(answered(status, link)), undefined);
  });

  it("does not count where nobody looks yet", () => {
    assert.equal(linkInAnswer({ ...answered(402, link), documentLifecycle: "prerender" }), undefined);
    assert.equal(linkInAnswer({ ...answered(402, link), documentLifecycle: "active" }), link);
  });

  it("is absent, or no text, or longer than links are", () => {
    assert.equal(linkInAnswer({ statusCode: 402 }), undefined);
    assert.equal(linkInAnswer(answered(402)), undefined);
    assert.equal(linkInAnswer(answered(402, link, "X-Taler")), undefined);
    assert.equal(linkInAnswer(answered(402, link.padEnd(4000, "x")))?.length, 4000);
    assert.equal(linkInAnswer(answered(402, link.padEnd(4001, "x"))), undefined);
  });
});
