import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { layers } from "./check-layers.mjs";
import { root } from "./root.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");

/** The rows of the first table under this heading, as lists of cells. */
function tableUnder(text, heading) {
  const section = text.split(`## ${heading}\n`)[1] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const words = { nothing: [], anything: ["*"] };

describe("the documents", () => {
  it("show the ladder that check-layers proves", () => {
    const shown = tableUnder(read("src/README.md"), "The ladder").map(([layer, allowed]) => {
      const names = [...allowed.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
      return [layer.replaceAll("`", ""), words[allowed.split(" ")[0]] ?? names];
    });
    assert.deepEqual(Object.fromEntries(shown), layers);
  });

  it("name only scripts and files that exist", () => {
    const { scripts } = JSON.parse(read("package.json"));
    for (const path of ["README.md", "src/README.md"]) {
      for (const [, name] of read(path).matchAll(/npm run ([a-z:]+)/g)) assert.ok(scripts[name], `npm run ${name}`);
    }
    for (const [, name] of read("src/README.md").matchAll(/`((?:[a-z]+\/)+[\w.-]+\.(?:ts|md))`/g)) {
      assert.ok(read(join("src", name)), name);
    }
  });
});
