import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const homes = "src/wallet/coins/homes.ts";

async function bundled(instead) {
  const [path] = (await bundle([homes], `out/bundles/${process.pid}/${Object.keys(instead).length}`, instead)).keys();
  return import(pathToFileURL(path).href);
}

describe("a bundle", () => {
  it("has one module in the place of another, where that is wanted", async () => {
    const [coin, others] = [{ ins: { device: "b" } }, new Set(["b"])];
    assert.equal((await bundled({})).isOurs(coin, others), false);
    assert.equal((await bundled({ [homes]: "e2e/simulation/without-homes.ts" })).isOurs(coin, others), true);
  });
});
