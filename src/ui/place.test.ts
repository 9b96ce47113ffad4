import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hostOf, linkable, namedHost, placeOf, typedAddress } from "./place.ts";

describe("places", () => {
  it("are named without what only machines need", () => {
    assert.equal(placeOf("https://backup.example.org/v1/"), "backup.example.org/v1");
    assert.equal(placeOf("http://localhost:8081/"), "localhost:8081");
    assert.equal(hostOf("https://bank.example/taler-integration/"), "bank.example");
    assert.equal(placeOf("a bank by name"), "a bank by name");
    assert.equal(namedHost("https://api.alpenbank.example/taler-integration/"), "alpenbank.example");
    assert.equal(namedHost("https://www.alpenbank.example/"), "alpenbank.example");
    assert.equal(namedHost("https://api.example/"), "api.example");
  });

  it("become links only where a browser opens them", () => {
    assert.equal(linkable("https://bank.example/confirm"), "https://bank.example/confirm");
    for (const bad of [
      undefined,
      "",
      "javascript:alert(1)",
      "data:text/html,x",
      "//bank.example",
      " https://bank.example",
    ])
      assert.equal(linkable(bad), undefined, bad);
  });

  it("may be typed without their beginning", () => {
    assert.equal(typedAddress(" backup.example.org "), "https://backup.example.org");
    assert.equal(typedAddress("localhost:8081/v1"), "http://localhost:8081/v1");
    assert.equal(typedAddress("127.0.0.1:8081"), "http://127.0.0.1:8081");
    assert.equal(typedAddress("http://backup.example.org"), "http://backup.example.org");
    assert.equal(typedAddress("  "), undefined);
  });
});
