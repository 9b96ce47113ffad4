/** The ladder lets the right imports pass and objects to planted wrong ones. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { layers, objection } from "./check-layers.mjs";

const allowed = [
  ["src/taler/coin.ts", "./hash.ts"],
  ["src/taler/coin.ts", "@noble/hashes/sha2.js"],
  ["src/taler/coin.test.ts", "./vectors/coin.json"],
  ["src/taler/coin.test.ts", "node:test"],
  ["src/store/entities/coin.ts", "../../taler/amount.ts"],
  ["src/store/database.ts", "dexie"],
  ["src/wallet/pay.ts", "../exchange/keys.ts"],
  ["src/wallet/pay.test.ts", "../testing/env.ts"],
  ["src/wallet/pay.test.ts", "../../e2e/sandbox/world.ts"],
  ["src/backup/format.test.ts", "./FORMAT.md"],
  ["src/ui/popup/balance.tsx", "../../taler/amount.ts"],
  ["src/ui/popup/balance.tsx", "preact/hooks"],
  ["src/testing/env.ts", "../background/jobs.ts"],
  ["e2e/sandbox/bank.ts", "../../src/taler/uri.ts"],
  ["e2e/sandbox/serve.ts", "node:http"],
  ["e2e/demo/main.ts", "../../src/testing/env.ts"],
];

const wrong = [
  ["src/taler/coin.ts", "../store/row.ts"],
  ["src/taler/coin.ts", "node:crypto"],
  ["src/taler/coin.ts", "./hash"],
  ["src/taler/coin.ts", "./hash.test.ts"],
  ["src/taler/coin.ts", "../../scripts/root.mjs"],
  ["src/store/row.ts", "../api/problems.ts"],
  ["src/wallet/pay.ts", "../backup/cycle.ts"],
  ["src/wallet/pay.ts", "../testing/env.ts"],
  ["src/wallet/pay.ts", "../../e2e/sandbox/world.ts"],
  ["src/wallet/pay.test.ts", "../backup/cycle.ts"],
  ["src/wallet/pay.ts", "dexie"],
  ["src/task/runner.ts", "../taler/time.ts"],
  ["src/ui/popup/balance.tsx", "../../taler/coin.ts"],
  ["src/ui/popup/balance.tsx", "../../store/row.ts"],
  ["src/page/find.ts", "../i18n/en.ts"],
  ["src/background/main.ts", "@preact/signals"],
  ["src/unheard/of.ts", "../taler/coin.ts"],
  ["e2e/sandbox/bank.ts", "../../src/store/row.ts"],
  ["e2e/sandbox/bank.ts", "../demo/main.ts"],
];

describe("the ladder", () => {
  for (const [path, specifier] of allowed) {
    it(`lets ${path} import ${specifier}`, () => assert.equal(objection(path, specifier), undefined));
  }

  for (const [path, specifier] of wrong) {
    it(`forbids ${path} to import ${specifier}`, () => assert.equal(typeof objection(path, specifier), "string"));
  }

  it("has no two layers that may import each other", () => {
    for (const [layer, below] of Object.entries(layers)) {
      for (const other of below) assert.ok(!layers[other.split("/")[0]]?.includes(layer), `${layer} and ${other}`);
    }
  });
});
