/** What pages load stays small, and holds no library that only the background needs. */
import assert from "node:assert/strict";
import { basename } from "node:path";
import { before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { bundled } from "../esbuild.config.mjs";

const kilobyte = 1000;

/** Whoever opens the popup waits for its script every time. */
const budgets = {
  popup: {
    kilobytes: 60,
    packages: ["@preact/signals", "@preact/signals-core", "preact", "webextension-polyfill"],
  },
  options: {
    kilobytes: 120,
    packages: ["@preact/signals", "@preact/signals-core", "dijkstrajs", "preact", "qrcode", "webextension-polyfill"],
  },
};

let outputs;
let sizes;

before(async () => {
  const { outputFiles, metafile } = await bundled();
  outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path, ".js"), output]));
  sizes = new Map(
    outputFiles.map(({ path, contents }) => [basename(path, ".js"), gzipSync(contents, { level: 9 }).length]),
  );
});

/** The modules of which some part is in this bundle. */
const modulesOf = (name) =>
  Object.entries(outputs.get(name).inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);

const packageOf = (path) => /^.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1];

/** As the ladder has it (scripts/check-layers.mjs), seen from the other end: what really arrived in a page. */
const mayBeInPages = /^src\/(ui|i18n|api)\/|^src\/taler\/(amount|codec|time|uri)\.ts$/;

for (const [name, { kilobytes, packages }] of Object.entries(budgets))
  describe(`the script of the ${name} page`, () => {
    it(`has at most ${kilobytes} kB, compressed`, () => {
      const size = sizes.get(name);
      assert.ok(size <= kilobytes * kilobyte, `${size} bytes`);
    });

    it("holds these packages and no others", () => {
      const found = new Set(modulesOf(name).flatMap((path) => packageOf(path) ?? []));
      assert.deepEqual([...found].sort(), packages);
    });

    it("holds nothing of the background", () => {
      const own = modulesOf(name).filter((path) => packageOf(path) === undefined);
      assert.deepEqual(
        own.filter((path) => !mayBeInPages.test(path)),
        [],
      );
    });
  });
