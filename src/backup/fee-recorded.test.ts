import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WalletError } from "../api/problems.ts";
import paid from "../taler/recordings/sync-paid.json";
import type { Recorded } from "../testing/recordings.ts";
import { recorded } from "../testing/recordings.ts";
import { replayRequest } from "../testing/replay.ts";
import { newTown } from "../testing/town.ts";
import { fetchBackup, storeBackup } from "./service.ts";

const base = "https://recorded.example/";
const firstOrder = "taler+http://pay/localhost:9966/lab-11f73aa4ae8a002d/";

/** A wallet to which the real service answers as it once did, and the addresses of what it was asked. */
async function hearing({ response }: Recorded) {
  const asked: string[] = [];
  const fetch = async (request: Request) => {
    asked.push(request.url.slice(base.length));
    const { status, headers, text = null } = response;
    return new Response(status === 204 || status === 304 ? null : text, { status, headers });
  };
  return { env: await (await newTown("recorded")).wallet({ fetch }), asked };
}

/** The upload that was recorded, sent by our client as far as addresses and answers go. */
async function upload(label: string, query?: Readonly<Record<string, string>>) {
  const one = recorded(paid, label);
  const { env, asked } = await hearing(one);
  const request = replayRequest(one, base);
  const hash = request.headers.get("If-None-Match")?.slice(1, -1) ?? "";
  const previous = request.headers.get("If-Match")?.slice(1, -1);
  const account = { url: base, root: "R", pub: one.request.path.split(/[/?]/)[2] ?? "", key: new Uint8Array(32) };
  const body = new Uint8Array(await request.arrayBuffer());
  const step = { previous, hash, query };
  const answer = await storeBackup(env, { ...account, blobKey: account.key }, step, body).catch((error) => error);
  assert.deepEqual(asked, [one.request.path.slice(1)]);
  return answer;
}

describe("the recorded conversation with a service that wants a fee", () => {
  it("names the order to be paid, the same again, and another when asked", async () => {
    assert.deepEqual(await upload("post-first-402"), { charge: firstOrder });
    assert.deepEqual(await upload("post-again-unpaid-402"), { charge: firstOrder });
    const { charge } = await upload("post-fresh-402", { fresh: "y" });
    assert.notEqual(charge, firstOrder);
  });

  it("does not wait for ever for a payment that was promised", async () => {
    const answer = await upload("post-paying-unpaid", { paying: "lab-11f73aa4ae8a002d" });
    assert.ok(answer instanceof WalletError && answer.problem.code === "serverBusy");
  });

  it("stores what is paid for, a year more included, and the same again", async () => {
    assert.equal(await upload("post-after-payment"), "stored");
    assert.equal(await upload("post-explicit-pay", { pay: "y" }), "stored");
    assert.equal(await upload("post-update-after"), "stored");
  });

  it("has nothing before, and the very bytes afterwards", async () => {
    for (const [label, isThere] of [
      ["get-unpaid-account", false],
      ["get-after-payment", true],
    ] as const) {
      const one = recorded(paid, label);
      const { env } = await hearing(one);
      const pub = one.request.path.split("/")[2] ?? "";
      const key = new Uint8Array(32);
      const held = await fetchBackup(env, { url: base, root: "R", pub, key, blobKey: key });
      assert.equal(typeof held === "object" && held.previous === undefined, isThere);
    }
  });
});
