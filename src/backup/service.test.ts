import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rootOf } from "../store/root-secret.ts";
import { textOf } from "../taler/crockford.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { accountAt } from "./service.ts";

const rootNumber = (number: number) => rootOf(new Uint8Array(32).fill(number));
const urls = ["https://a.example/", "https://b.example/"] as const;

describe("accounts at services", () => {
  it("are another for each root and each service, however many were asked for in between", () => {
    const pairs = Array.from({ length: 12 }, (_, number) =>
      urls.map((url) => [rootNumber(number), url] as const),
    ).flat();
    const first = pairs.map(([root, url]) => accountAt(root, url));
    assert.equal(new Set(first.map(({ pub }) => pub)).size, pairs.length);
    assert.equal(new Set(first.map(({ blobKey }) => textOf(blobKey))).size, pairs.length);
    for (const [index, [root, url]] of pairs.entries()) {
      const account = accountAt(root, url);
      assert.deepEqual(account, first[index]);
      assert.deepEqual([account.root, account.url, account.pub], [root.name, url, textOf(publicKeyOf(account.key))]);
    }
  });
});
