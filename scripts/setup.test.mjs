/** What counts as installed, and which browser is taken. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findChromium, isInstalled } from "./setup.mjs";

const locked = {
  packages: {
    "": { name: "satchel" },
    "node_modules/one": { version: "1.0.0" },
    "node_modules/other-system": { version: "2.0.0", optional: true },
  },
};

describe("isInstalled", () => {
  it("is so when all packages are there, optional ones or not", () => {
    assert.equal(isInstalled(locked, { packages: { "node_modules/one": { version: "1.0.0" } } }), true);
  });

  it("is not so when one is missing", () => {
    assert.equal(isInstalled(locked, { packages: {} }), false);
  });

  it("is not so when one has another version", () => {
    assert.equal(isInstalled(locked, { packages: { "node_modules/one": { version: "1.0.1" } } }), false);
  });
});

describe("findChromium", () => {
  it("takes the one the environment names, and no other", () => {
    const before = process.env.CHROMIUM;
    try {
      process.env.CHROMIUM = process.execPath;
      assert.equal(findChromium(), process.execPath);
      process.env.CHROMIUM = "/nowhere/chromium";
      assert.equal(findChromium(), undefined);
    } finally {
      if (before === undefined) delete process.env.CHROMIUM;
      else process.env.CHROMIUM = before;
    }
  });
});
