import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ProblemCode } from "../api/problems.ts";
import { WalletError } from "../api/problems.ts";
import { Clock, turn } from "../testing/clock.ts";
import type { HttpRequest } from "./env.ts";
import { bareEtag, type Fetch, httpOver } from "./fetch.ts";

const url = "https://shop.example/keys";
const get: HttpRequest = { method: "GET", url, timeout: 20_000, maxBytes: 1000 };
const bytes = (size: number) => new Uint8Array(size).fill(7);

/** A body that comes piece by piece and tells whether it was read to its end and whether it was cancelled. */
function inPieces(...pieces: readonly (Uint8Array | Error)[]) {
  const rest = [...pieces];
  const seen = { pulled: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = rest.shift();
        if (piece === undefined) return controller.close();
        seen.pulled += 1;
        if (piece instanceof Error) controller.error(piece);
        else controller.enqueue(piece);
      },
      cancel() {
        seen.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}

const problem = (code: ProblemCode) => (error: unknown) => error instanceof WalletError && error.problem.code === code;

describe("sending a request", () => {
  it("carries method, headers and body, and nothing that tells who we are", async () => {
    const asked: Request[] = [];
    const fetch: Fetch = async (request) => {
      asked.push(request);
      return new Response("ok", { headers: { "X-Thing": "1" } });
    };
    const http = httpOver(fetch, new Clock(0).timer);
    const answer = await http({ ...get, method: "POST", headers: { "X-Mine": "2" }, body: bytes(3) });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["x-thing"], "1");
    assert.equal(new TextDecoder().decode(answer.body), "ok");
    const request = asked[0];
    assert.ok(request);
    assert.equal(request.method, "POST");
    assert.equal(request.url, url);
    assert.equal(request.headers.get("X-Mine"), "2");
    assert.deepEqual(new Uint8Array(await request.clone().arrayBuffer()), bytes(3));
    assert.equal(request.cache, "no-store");
    assert.equal(request.credentials, "omit");
    assert.equal(request.referrerPolicy, "no-referrer");
    assert.equal(request.redirect, "manual");
  });

  it("joins a body that comes in pieces, up to the last byte allowed", async () => {
    const { body } = inPieces(bytes(600), bytes(400));
    const http = httpOver(async () => new Response(body), new Clock(0).timer);
    assert.deepEqual((await http(get)).body, bytes(1000));
  });

  it("stops reading at the first byte too many", async () => {
    const { body, seen } = inPieces(bytes(600), bytes(401), bytes(9), bytes(9));
    const http = httpOver(async () => new Response(body), new Clock(0).timer);
    await assert.rejects(http(get), problem("answerTooLarge"));
    assert.equal(seen.pulled, 2);
  });

  it("knows an answer without a body", async () => {
    const http = httpOver(async () => new Response(null, { status: 204 }), new Clock(0).timer);
    assert.deepEqual(await http(get), { status: 204, headers: {}, body: new Uint8Array() });
  });

  it("calls no connection and a broken one unreachable, and quotes nothing", async () => {
    const refusing = httpOver(() => Promise.reject(new TypeError("fetch failed: secret")), new Clock(0).timer);
    await assert.rejects(refusing(get), { message: "unreachable: shop.example" });
    const { body } = inPieces(bytes(5), new TypeError("terminated"));
    const breaking = httpOver(async () => new Response(body), new Clock(0).timer);
    await assert.rejects(breaking(get), { message: "unreachable: shop.example" });
  });

  it("lets a request that cannot be made show as our own mistake", async () => {
    const http = httpOver(async () => new Response(), new Clock(0).timer);
    await assert.rejects(http({ ...get, headers: { "not a name": "" } }), TypeError);
  });

  it("tells every redirect as one status and follows none", async () => {
    const response = Object.defineProperty(Response.error(), "type", { value: "opaqueredirect" });
    const http = httpOver(async () => response, new Clock(0).timer);
    assert.equal((await http(get)).status, 302);
  });
});

describe("giving up in time", () => {
  it("gives up a server that does not answer, and tells it so", async () => {
    const clock = new Clock(0);
    let signal: AbortSignal | undefined;
    const http = httpOver((request) => {
      signal = request.signal;
      return new Promise(() => {});
    }, clock.timer);
    const asked = assert.rejects(http(get), { message: "unreachable: shop.example: too slow" });
    await clock.wind(19_999);
    assert.equal(signal?.aborted, false);
    await clock.wind(1);
    await asked;
    assert.equal(signal?.aborted, true);
  });

  it("gives up in the middle of a body", async () => {
    const clock = new Clock(0);
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(bytes(1)) });
    const http = httpOver(async () => new Response(body), clock.timer);
    const asked = assert.rejects(http(get), problem("unreachable"));
    await turn();
    await clock.wind(20_000);
    await asked;
  });

  it("allows no request more than 25 seconds", async () => {
    const clock = new Clock(0);
    const http = httpOver(() => new Promise(() => {}), clock.timer);
    const asked = assert.rejects(http({ ...get, timeout: 3_600_000 }), problem("unreachable"));
    await clock.wind(25_000);
    await asked;
  });

  it("leaves no timer behind", async () => {
    const clock = new Clock(0);
    await httpOver(async () => new Response("ok"), clock.timer)(get);
    assert.equal(clock.next, undefined);
  });
});

describe("an answer known by its ETag", () => {
  const withEtag = (etag: string, status = 200) => {
    const { body, seen } = inPieces(bytes(10));
    let signal: AbortSignal | undefined;
    const http = httpOver(async (request) => {
      signal = request.signal;
      return new Response(body, { status, headers: { ETag: etag } });
    }, new Clock(0).timer);
    return { http, seen, signal: () => signal };
  };

  for (const spelled of ["ABC", '"ABC"', 'W/"ABC"']) {
    it(`is not read when its head says ${spelled}`, async () => {
      const { http, seen, signal } = withEtag(spelled);
      const answer = await http({ ...get, knownEtag: "ABC" });
      assert.equal(answer.status, 304);
      assert.equal(answer.headers.etag, spelled);
      assert.equal(answer.body.length, 0);
      assert.equal(seen.pulled, 0);
      assert.equal(signal()?.aborted, true);
    });
  }

  it("is read when it is another one, or not a success", async () => {
    assert.equal((await withEtag('"ABD"').http({ ...get, knownEtag: "ABC" })).body.length, 10);
    assert.equal((await withEtag('"ABC"', 409).http({ ...get, knownEtag: "ABC" })).status, 409);
    assert.equal((await withEtag("").http({ ...get, knownEtag: "" })).status, 200);
    assert.equal((await withEtag('"ABC"').http(get)).status, 200);
  });

  it("is bare without quotes", () => {
    assert.equal(bareEtag(' W/"7" '), "7");
    assert.equal(bareEtag('"'), '"');
    assert.equal(bareEtag(undefined), undefined);
  });
});
