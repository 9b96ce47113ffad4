import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { WalletError } from "../api/problems.ts";
import { Clock, turn } from "../testing/clock.ts";
import type { Env, HttpRequest } from "./env.ts";
import { httpOver } from "./fetch.ts";
import { answerAt, httpThrough, wireIn } from "./nameless.ts";

const get: HttpRequest = { method: "GET", url: "https://shop.example/keys", timeout: 20_000, maxBytes: 1000 };
const bytes = (...values: readonly number[]) => new Uint8Array(values);

const ports: MessagePort[] = [];

// A port that is open keeps the process alive.
after(() => {
  for (const port of ports) port.close();
});

/** A wallet's network that goes through a wire to this one. */
function through(http?: Env["http"], clock = new Clock(0)): Env["http"] {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  if (http !== undefined) answerAt(port2, http);
  return httpThrough(port1, clock.timer);
}

describe("the wire to the frame", () => {
  it("carries the whole request there and the whole answer back", async () => {
    const seen: HttpRequest[] = [];
    const answer = { status: 409, headers: { etag: '"7"' }, body: bytes(1, 2, 3) };
    const http = through(async (request) => {
      seen.push(request);
      return answer;
    });
    const asked = { ...get, method: "POST", headers: { Accept: "x/y" }, body: "{}", knownEtag: "7" };
    assert.deepEqual(await http(asked), { ...answer, body: bytes(1, 2, 3) });
    assert.deepEqual(seen, [asked]);
  });

  it("leaves the sender the body, which may have to be sent again", async () => {
    const body = bytes(9, 8, 7, 6).subarray(1, 3);
    const sizes: unknown[] = [];
    const http = through(async (request) => {
      sizes.push(request.body);
      return { status: 204, headers: {}, body: bytes() };
    });
    await http({ ...get, method: "POST", body });
    await http({ ...get, method: "POST", body });
    assert.deepEqual(sizes, [bytes(8, 7), bytes(8, 7)]);
    assert.deepEqual(body, bytes(8, 7));
  });

  it("gives each answer to the one who asked, in whatever order they come", async () => {
    const open = new Map<string, () => void>();
    const http = through(async ({ url }) => {
      await new Promise<void>((resolve) => open.set(url, resolve));
      return { status: 200, headers: { url }, body: bytes() };
    });
    const urls = ["https://a.example/", "https://b.example/", "https://c.example/"];
    const asked = urls.map((url) => http({ ...get, url }));
    while (open.size < urls.length) await turn();
    for (const url of urls.toReversed()) open.get(url)?.();
    assert.deepEqual(
      (await Promise.all(asked)).map(({ headers }) => headers.url),
      urls,
    );
  });

  it("hands on what went wrong, word for word", async () => {
    const http = through(() => Promise.reject(new WalletError("serverBusy", "shop.example", 5000)));
    const problem = { code: "serverBusy", detail: "shop.example", retryAfter: 5000 };
    await assert.rejects(http(get), { name: "WalletError", problem });
  });

  it("bounds the answer where it arrives", async () => {
    const http = through(httpOver(async () => new Response("x".repeat(1001)), new Clock(0).timer));
    await assert.rejects(http(get), { message: "answerTooLarge: shop.example: more than 1000 bytes" });
  });

  it("shows a request that cannot be made as our own mistake", async () => {
    const http = through(httpOver(async () => new Response(), new Clock(0).timer));
    await assert.rejects(http({ ...get, headers: { "not a name": "" } }), /^WalletError: bug: TypeError/);
  });

  for (const url of [
    "file:///etc/passwd",
    "data:,x",
    "moz-extension://own/options.html",
    "blob:https://shop.example/1",
  ])
    it(`leads only to the web, not to ${url}`, async () => {
      let hasAsked = false;
      const http = through(async () => {
        hasAsked = true;
        return { status: 200, headers: {}, body: bytes() };
      });
      await assert.rejects(http({ ...get, url }), /badAddress/);
      assert.equal(hasAsked, false);
    });

  it("gives up in time when nobody is at the other end", async () => {
    const clock = new Clock(0);
    const asked = assert.rejects(through(undefined, clock)({ ...get, timeout: 3_600_000 }), {
      message: "unreachable: shop.example: too slow",
    });
    await clock.wind(25_000);
    await asked;
    assert.equal(clock.next, undefined);
  });
});

describe("the frame's end of the wire", () => {
  const { port1: port, port2 } = new MessageChannel();
  ports.push(port, port2);
  const [around, stranger] = [{}, {}] as [MessageEventSource, MessageEventSource];
  const own = { protocol: "moz-extension:", host: "1234" };
  const message = { source: around, origin: "moz-extension://1234", ports: [port] };

  it("is taken from the page around it", () => assert.equal(wireIn(message, around, own), port));

  it("is taken from nobody else, from no other extension, and from no web page", () => {
    assert.equal(wireIn({ ...message, source: stranger }, around, own), undefined);
    assert.equal(wireIn({ ...message, source: null }, around, own), undefined);
    for (const origin of ["moz-extension://5678", "https://shop.example", "null", ""])
      assert.equal(wireIn({ ...message, origin }, around, own), undefined);
    assert.equal(wireIn({ ...message, ports: [] }, around, own), undefined);
  });
});
