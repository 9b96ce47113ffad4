/** What pages load stays small, and holds no library that only the background needs. */
import assert from "node:assert/strict";
import { basename } from "node:path";
import { before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { bundled, startOf } from "../esbuild.config.mjs";

const kilobyte = 1000;

const inEveryPage = ["@preact/signals", "@preact/signals-core", "preact", "webextension-polyfill"];

/** In kilobytes, compressed. Whoever opens the popup waits for its start every time: for one language of those there are. */
const budgets = {
  popup: { start: 45, whole: 80, packages: inEveryPage },
  options: { start: 102, whole: 128, packages: ["dijkstrajs", "qrcode", ...inEveryPage].sort() },
};

const languages = ["en.js", "de.js"];

let outputs;
let sizes;
let metafile;

before(async () => {
  const built = await bundled();
  metafile = built.metafile;
  outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  sizes = new Map(
    built.outputFiles.map(({ path, contents }) => [basename(path), gzipSync(contents, { level: 9 }).length]),
  );
});

const sizeOf = (names) => names.reduce((sum, name) => sum + sizes.get(name), 0);
const largestLanguage = () => Math.max(...languages.map((name) => sizes.get(name)));

/** All scripts of the page but languages and what has a bundle of its own, however late they are loaded. */
function wholeOf(page) {
  const names = new Set(startOf(metafile, page));
  for (const name of names)
    for (const { path, external } of outputs.get(name).imports) if (!external) names.add(basename(path));
  return [...names];
}

/** The modules of which some part is in these bundles. */
const modulesOf = (names) =>
  names.flatMap((name) =>
    Object.entries(outputs.get(name).inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );

const packageOf = (path) => /^.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1];

/**
 * As the ladder has it (scripts/check-layers.mjs), seen from the other end: what really arrived in a page. Links
 * (`taler/uri`) spell addresses and keys, and bring that along.
 */
const mayBeInPages = /^src\/(ui|i18n|api)\/|^src\/taler\/(amount|base-url|codec|crockford|time|uri)\.ts$/;

for (const [page, { start, whole, packages }] of Object.entries(budgets))
  describe(`the scripts of the ${page} page`, () => {
    it(`have at most ${start} kB at the start, compressed, and ${whole} kB in all`, () => {
      const size = sizeOf(startOf(metafile, page)) + largestLanguage();
      assert.ok(size <= start * kilobyte, `${size} bytes at the start`);
      const all = sizeOf(wholeOf(page)) + largestLanguage();
      assert.ok(all <= whole * kilobyte, `${all} bytes`);
    });

    it("hold these packages and no others", () => {
      const found = new Set(modulesOf(wholeOf(page)).flatMap((path) => packageOf(path) ?? []));
      assert.deepEqual([...found].sort(), packages);
    });

    it("hold nothing of the background", () => {
      const own = modulesOf([...wholeOf(page), ...languages]).filter((path) => packageOf(path) === undefined);
      assert.deepEqual(
        own.filter((path) => !mayBeInPages.test(path)),
        [],
      );
    });
  });

describe("the start of the popup", () => {
  it("holds the first screen, and no message of any language", () => {
    const modules = modulesOf(startOf(metafile, "popup"));
    assert.ok(modules.includes("src/ui/popup/home.tsx"));
    assert.deepEqual(
      modules.filter((path) => /popup\/(screens|pay|deposit|withdraw|transaction)\.tsx|i18n\/(en|de)[-.]/.test(path)),
      [],
    );
  });
});
