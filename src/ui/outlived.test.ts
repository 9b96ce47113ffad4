import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Ask } from "../api/client.ts";
import { WalletError } from "../api/problems.ts";
import { noticing } from "./outlived.ts";

const answering = (answer: () => Promise<unknown>) => noticing(answer as unknown as Ask);

describe("a page that has outlived its background", () => {
  it("is noticed by what an answer says, which is handed on", async () => {
    const { ask, isOutlived } = answering(() => Promise.reject(new WalletError("pageOutlived")));
    assert.equal(isOutlived.value, false);
    await assert.rejects(ask("getHome", {}), /pageOutlived/);
    assert.equal(isOutlived.value, true);
  });

  it("is not seen in any other trouble", async () => {
    for (const error of [new WalletError("bug"), new WalletError("unreachable"), new TypeError("pageOutlived")]) {
      const { ask, isOutlived } = answering(() => Promise.reject(error));
      await assert.rejects(ask("getHome", {}), error);
      assert.equal(isOutlived.value, false);
    }
  });
});
