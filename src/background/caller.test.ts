import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Caller } from "../api/requests.ts";
import { callerOf, type Own, type Sender } from "./caller.ts";

const chrome: Own = { id: "abcd", origin: "chrome-extension://abcd" };
const firefox: Own = { id: "wallet@satchel.invalid", origin: "moz-extension://0a1b-2c3d" };

const cases: readonly (readonly [string, Own, Sender, Caller | undefined])[] = [
  [
    "the popup",
    chrome,
    { id: "abcd", url: "chrome-extension://abcd/popup.html", origin: "chrome-extension://abcd" },
    "ui",
  ],
  ["the settings", chrome, { id: "abcd", url: "chrome-extension://abcd/options.html#recovery?x=1" }, "recovery"],
  ["the popup in Firefox", firefox, { id: firefox.id, url: "moz-extension://0a1b-2c3d/popup.html" }, "ui"],
  [
    "the settings in Firefox",
    firefox,
    { id: firefox.id, url: "moz-extension://0a1b-2c3d/options.html?a#b" },
    "recovery",
  ],
  [
    "a content script",
    chrome,
    { id: "abcd", url: "https://shop.example/options.html", origin: "https://shop.example" },
    "page",
  ],
  ["the page for ext+taler", firefox, { id: firefox.id, url: "moz-extension://0a1b-2c3d/handler.html" }, "page"],
  ["a content script on plain http", chrome, { id: "abcd", url: "http://127.0.0.1:8000/" }, "page"],
  ["a content script in a file", chrome, { id: "abcd", url: "file:///options.html" }, undefined],
  ["another extension", chrome, { id: "efgh", url: "chrome-extension://efgh/options.html" }, undefined],
  [
    "another extension that claims our page",
    chrome,
    { id: "efgh", url: "chrome-extension://abcd/options.html" },
    undefined,
  ],
  [
    "our id at another extension's page",
    chrome,
    { id: "abcd", url: "chrome-extension://efgh/options.html" },
    undefined,
  ],
  ["a web page of that name", chrome, { id: "abcd", url: "https://abcd/options.html" }, "page"],
  [
    "an address and an origin that differ",
    chrome,
    { id: "abcd", url: "chrome-extension://abcd/popup.html", origin: "https://evil.example" },
    undefined,
  ],
  ["a longer name", chrome, { id: "abcd", url: "chrome-extension://abcd.evil/options.html" }, undefined],
  ["a path that only ends alike", chrome, { id: "abcd", url: "chrome-extension://abcd/x/options.html" }, "ui"],
  ["no address", chrome, { id: "abcd" }, undefined],
  ["nonsense", chrome, { id: "abcd", url: "options.html" }, undefined],
  ["nobody", chrome, {}, undefined],
];

describe("who is asking", () => {
  for (const [name, own, sender, caller] of cases) {
    it(`${name}: ${caller ?? "refused"}`, () => assert.equal(callerOf(sender, own), caller));
  }
});
