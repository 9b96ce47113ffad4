import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isConnected, report } from "./report.ts";

const world = globalThis as { chrome?: unknown };
const sent: unknown[] = [];
const runtime = {
  id: "abcd" as string | undefined,
  sendMessage: (message: unknown): Promise<unknown> => {
    if (runtime.id === undefined) throw new Error("Extension context invalidated.");
    sent.push(message);
    return Promise.reject(new Error("Could not establish connection."));
  },
};
const extension: { runtime?: typeof runtime } = { runtime };

const link = "taler://pay/shop.example/1/";

describe("what a page of the web says to the background", () => {
  before(() => {
    world.chrome = extension;
  });
  after(() => {
    delete world.chrome;
  });

  it("is a link and how it was found, and a background that does not answer is no matter", async () => {
    assert.equal(isConnected(), true);
    await report(link, true);
    assert.deepEqual(sent, [{ ask: "openLink", input: { link, isClicked: true } }]);
  });

  it("is nothing any more once the extension is gone, and nothing throws", async () => {
    runtime.id = undefined;
    assert.equal(isConnected(), false);
    await report(link, false);
    delete extension.runtime;
    assert.equal(isConnected(), false);
    await report(link, false);
    assert.equal(sent.length, 1);
  });
});
