import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WalletError } from "../api/problems.ts";
import { integer, list, object, text } from "../taler/codec.ts";
import { endpoint } from "../taler/endpoint.ts";
import type { Env, HttpAnswer, HttpRequest } from "./env.ts";
import { call, raw } from "./http.ts";

const base = "https://shop.example/sub/path/";
const rows = {
  config: endpoint("GET", "config", undefined, object({ version: text(20) })),
  order: endpoint("GET", "orders/:order/status", undefined, object({ paid: list(object({ at: integer() })) })),
  pay: endpoint("POST", "orders/:order/pay", object({ coin: text(10) }), object({ sig: text(10) })),
  terms: endpoint("GET", "terms", undefined, undefined),
  abort: endpoint("POST", "abort", undefined, undefined),
};

/** A world that gives this answer and keeps what it was asked. */
function worldWith(answer: Partial<Omit<HttpAnswer, "body">> & { readonly body?: string | Uint8Array }) {
  const asked: HttpRequest[] = [];
  const body =
    typeof answer.body === "string" ? new TextEncoder().encode(answer.body) : (answer.body ?? new Uint8Array());
  const env = {
    now: () => 0,
    // No exchange is known, and none is switched off.
    db: { of: () => ({ get: async () => undefined }) },
    http: async (request: HttpRequest) => {
      asked.push(request);
      return { status: 200, headers: {}, ...answer, body };
    },
  } as unknown as Env;
  return { env, asked };
}

describe("calling an endpoint", () => {
  it("keeps the path of the base, fills in parameters and asks for JSON", async () => {
    const { env, asked } = worldWith({ body: '{"paid": [{"at": 5}]}', headers: { etag: "x" } });
    const reply = await call(env, base, rows.order, { params: { order: "a/b ?#ü" }, query: { wait: "1 s" } });
    assert.deepEqual(reply, { status: 200, value: { paid: [{ at: 5 }] }, headers: { etag: "x" } });
    assert.deepEqual(asked, [
      {
        method: "GET",
        url: `${base}orders/a%2Fb%20%3F%23%C3%BC/status?wait=1+s`,
        headers: { Accept: "application/json" },
        timeout: 20_000,
        maxBytes: 4 * 1024 * 1024,
      },
    ]);
  });

  it("writes the body with the row's codec and passes bounds and headers on", async () => {
    const { env, asked } = worldWith({ body: '{"sig": "S"}' });
    const more = { timeoutMs: 25_000, maxBytes: 99, knownEtag: "E", headers: { "X-Sig": "1" }, query: "?a=b" };
    await call(env, base, rows.pay, { params: { order: "1" }, body: { coin: "C" }, ...more });
    assert.deepEqual(asked[0], {
      method: "POST",
      url: `${base}orders/1/pay?a=b`,
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-Sig": "1" },
      body: '{"coin":"C"}',
      timeout: 25_000,
      maxBytes: 99,
      knownEtag: "E",
    });
  });

  for (const order of [".", ".."]) {
    it(`does not leave the base through the parameter ${order}`, async () => {
      const { env, asked } = worldWith({});
      await assert.rejects(call(env, base, rows.order, { params: { order } }), /^WalletError: badAddress/);
      assert.equal(asked.length, 0);
    });
  }

  it("gives an empty success of a row without an answer", async () => {
    const { env, asked } = worldWith({});
    assert.equal((await call(env, base, rows.abort)).status, 200);
    assert.equal(asked[0]?.body, undefined);
  });
});

describe("a success that is not what the row promises", () => {
  const cases: readonly (readonly [string, string | Uint8Array, string])[] = [
    ["nothing", "", "badAnswer: orders/:order/status: not JSON"],
    ["a web page", "<!doctype html>", "badAnswer: orders/:order/status: not JSON"],
    ["truncated JSON", '{"paid": [{"at": 5}, {"at"', "badAnswer: orders/:order/status: not JSON"],
    [
      "a wrong field",
      '{"paid": [{"at": 5}, {"at": "geheim"}]}',
      "badAnswer: orders/:order/status: paid.1.at: not a whole number",
    ],
    ["a missing field", "{}", "badAnswer: orders/:order/status: paid: missing"],
    ["bytes that are no text", new Uint8Array([0x22, 0xff, 0x22]), "badAnswer: orders/:order/status: not UTF-8"],
  ];
  for (const [name, body, message] of cases) {
    it(`is a bad answer that names the place: ${name}`, async () => {
      const { env } = worldWith({ body });
      await assert.rejects(call(env, base, rows.order, { params: { order: "1" } }), { name: "WalletError", message });
    });
  }
});

describe("answers other than success", () => {
  it("are given back with the server's words", async () => {
    const body = '{"code": 1027, "hint": "unknown", "detail": "d", "extra": [1]}';
    const { env } = worldWith({ status: 404, body, headers: { etag: "1" } });
    const reply = await call(env, base, rows.config);
    assert.equal(reply.status, 404);
    assert.ok(reply.status === 404);
    assert.deepEqual(reply.error, { code: 1027, hint: "unknown", detail: "d", body: JSON.parse(body) });
    assert.deepEqual(reply.headers, { etag: "1" });
    assert.equal(new TextDecoder().decode(reply.bytes), body);
  });

  it("keep the number even when the rest is odd", async () => {
    const { env } = worldWith({ status: 409, body: JSON.stringify({ code: 1150, hint: 7, detail: "x".repeat(9000) }) });
    const reply = await call(env, base, rows.config);
    assert.ok(reply.status === 409);
    assert.equal(reply.error?.code, 1150);
    assert.equal(reply.error?.hint, "");
    assert.equal(reply.error?.detail?.length, 500);
  });

  for (const [name, body, expected] of [
    ["no number", '{"hint": "h"}', 0],
    ["no number but a text", '{"code": "1"}', 0],
    ["a web page", "<html>", undefined],
    ["a list", "[1]", undefined],
    ["nothing", "", undefined],
  ] as const) {
    it(`are given back though there is ${name}`, async () => {
      const reply = await raw(worldWith({ status: 403, body }).env, base, rows.terms);
      assert.ok(reply.status === 403);
      assert.equal(reply.error?.code, expected);
    });
  }

  for (const status of [201, 202, 204, 304, 400, 402, 405, 410, 413, 451, 501]) {
    it(`include ${status}`, async () => {
      assert.equal((await raw(worldWith({ status }).env, base, rows.terms)).status, status);
    });
  }

  const thrown: readonly (readonly [number, string])[] = [
    [408, "serverBusy"],
    [429, "serverBusy"],
    [503, "serverBusy"],
    [500, "serverFault"],
    [502, "serverFault"],
    [504, "serverFault"],
    [599, "serverFault"],
    [100, "badAnswer"],
    [206, "badAnswer"],
    [301, "badAnswer"],
    [302, "badAnswer"],
    [418, "badAnswer"],
  ];
  for (const [status, code] of thrown) {
    it(`${status} is ${code}`, async () => {
      const { env } = worldWith({ status, headers: { "retry-after": "7" }, body: '{"code": 2000, "hint": "h"}' });
      const error = await call(env, base, rows.config).catch((one: unknown) => one);
      assert.ok(error instanceof WalletError);
      assert.equal(error.problem.code, code);
      assert.equal(error.problem.detail, `shop.example answers ${status} (code 2000)`);
      assert.equal(error.problem.retryAfter, code === "badAnswer" ? undefined : 7_000);
    });
  }
});

describe("raw bytes", () => {
  it("go out and come back as they are", async () => {
    const body = new Uint8Array([0, 255, 7]);
    const { env, asked } = worldWith({ body, headers: { "content-type": "application/x" } });
    const reply = await raw(env, base, rows.terms, { body, headers: { Accept: "text/plain" } });
    assert.deepEqual(reply, { status: 200, bytes: body, headers: { "content-type": "application/x" } });
    assert.equal(asked[0]?.body, body);
    assert.deepEqual(asked[0]?.headers, { Accept: "text/plain" });
  });
});
