import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WalletError } from "../api/problems.ts";
import { FormatError } from "../taler/codec.ts";
import { problemOf } from "./problem-of.ts";

const failing = (name: string, stack?: string) =>
  Object.assign(new Error("the secret is 7"), { name, ...(stack && { stack }) });

describe("what an error means", () => {
  it("passes a named problem on", () => {
    const error = new WalletError("serverBusy", "shop.example", 5);
    assert.deepEqual(problemOf(error, "badInput"), { code: "serverBusy", detail: "shop.example", retryAfter: 5 });
  });

  it("names the place of what could not be read", () => {
    const error = new FormatError("not a text", "a.b");
    assert.deepEqual(problemOf(error, "badInput"), { code: "badInput", detail: "a.b: not a text" });
    assert.equal(problemOf(error, "badAnswer").code, "badAnswer");
  });

  it("knows a full disk in either spelling", () => {
    assert.deepEqual(problemOf(failing("QuotaExceededError"), "badInput"), { code: "storageFull" });
    assert.deepEqual(problemOf(failing("DiskFullError"), "badInput"), { code: "storageFull" });
  });

  it("keeps of our own mistakes only the kind and the place", () => {
    const chrome =
      "TypeError: the secret is at a.js:1:1\n    at f (chrome-extension://abc/bg.js:3:77)\n    at g (x.js:1:1)";
    assert.deepEqual(problemOf(failing("TypeError", chrome), "badInput"), {
      code: "bug",
      detail: "TypeError at bg.js:3:77",
    });
    const firefox = "f@moz-extension://0a1b/bg.js:3:77\ng@moz-extension://0a1b/bg.js:9:1\n";
    assert.deepEqual(problemOf(failing("TypeError", firefox), "badInput"), {
      code: "bug",
      detail: "TypeError at bg.js:3:77",
    });
    assert.deepEqual(problemOf(failing("TypeError", "nothing"), "badInput"), { code: "bug", detail: "TypeError" });
  });

  it("knows what to say of a thrown thing that is no error", () => {
    assert.deepEqual(problemOf("the secret", "badInput"), { code: "bug", detail: "something else was thrown" });
  });
});
