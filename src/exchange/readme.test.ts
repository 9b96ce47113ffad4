import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

const text = readFileSync("src/exchange/README.md", "utf8");
const rows = text.split("\n").filter((line) => line.startsWith("| ") && !/^\| (---|sentence|what)/.test(line));

/** The file and a part of the name of every test that a row names. */
function testsIn(row: string): readonly (readonly [file: string, name: string])[] {
  const [, named = ""] = row.slice(2, -2).split(" | ");
  return named.split("<br>").map((one) => {
    const [, file = "", name = ""] = /^`([^`]+)`: (.+)$/.exec(one) ?? [];
    return [file, name] as const;
  });
}

const pathOf = (file: string) => [`src/${file}`, `e2e/${file}`].find((path) => existsSync(path));

describe("every sentence of the table", () => {
  it("is there", () => assert.ok(rows.length > 30));

  for (const row of rows) {
    const [sentence = ""] = row.slice(2).split(" | ");
    it(`is shown by tests that are there: ${sentence}`, () => {
      const tests = testsIn(row);
      assert.ok(tests.length > 0);
      for (const [file, name] of tests) {
        const path = pathOf(file);
        assert.ok(path !== undefined && name !== "", `${file}: ${name}`);
        assert.ok(readFileSync(path, "utf8").includes(name), `${file} has no ${name}`);
      }
    });
  }
});
