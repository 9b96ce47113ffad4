/** Whoever unpacks the source builds the very same packages, wherever, whenever and in whatever language. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { bundled } from "../esbuild.config.mjs";
import { root } from "./root.mjs";
import { sourceFiles } from "./source-files.mjs";
import { unzip } from "./unzip.mjs";

/** Two people who have little in common. */
const builders = [
  { umask: 0o000, mtime: new Date("2001-02-03T04:05:06Z"), env: { TZ: "Pacific/Kiritimati", LC_ALL: "C", LANG: "C" } },
  {
    umask: 0o077,
    mtime: new Date("2038-01-02T03:04:05Z"),
    env: { TZ: "America/Caracas", LC_ALL: "tr_TR.UTF-8", LANG: "tr" },
  },
];

const names = ["chrome", "firefox", "source"];

/** Unpacks the source as this person would, builds, and resolves to the folder with what was built. */
async function buildAs({ umask, mtime, env }) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "satchel-source-")));
  const before = process.umask(umask);
  for (const path of sourceFiles()) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, readFileSync(join(root, path)));
    utimesSync(target, mtime, mtime);
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  const child = spawn(process.execPath, ["scripts/package.mjs"], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  process.umask(before);
  const status = await new Promise((resolve) => child.on("close", resolve));
  assert.equal(status, 0);
  return folder;
}

describe("npm run package", () => {
  let folders = [];
  const archive = (folder, name) => readFileSync(join(folder, `out/satchel-${name}.zip`));
  const listOf = (name) => unzip(archive(folders[0], name)).map((file) => file.name);

  before(async () => {
    folders = await Promise.all(builders.map(buildAs));
  });

  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  for (const name of names)
    it(`makes the same ${name} package, whoever builds it`, () => {
      assert.ok(archive(folders[0], name).equals(archive(folders[1], name)));
    });

  for (const name of ["chrome", "firefox"])
    it(`puts into the ${name} package the pages, the scripts, the manifest and the licences, and nothing else`, async () => {
      const pages = readdirSync(join(root, "static"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(join(root, "static/").length));
      const scripts = (await bundled()).outputFiles.map(({ path }) => basename(path));
      assert.deepEqual(listOf(name), [...pages, ...scripts, "manifest.json", "licences.txt"].sort());
      for (const path of listOf(name)) assert.match(path, /\.(html|css|js|png|svg|json|txt)$/);
    });

  it("hands out no source maps", () => {
    for (const { name, bytes } of unzip(archive(folders[0], "firefox")))
      assert.ok(!bytes.includes("sourceMappingURL="), name);
  });

  it("packs the source as it is, without what was made from it", () => {
    assert.deepEqual(listOf("source"), sourceFiles().sort());
    assert.deepEqual(
      listOf("source").filter((path) => /^(node_modules|out|\.git)\//.test(path)),
      [],
    );
    for (const path of ["README.md", "LICENSE", "package-lock.json", "scripts/store/BUILD.md"])
      assert.ok(listOf("source").includes(path), path);
  });

  it("writes down what it made, so that it can be checked", () => {
    const sums = readFileSync(join(folders[0], "out/SHA256SUMS"), "utf8");
    assert.match(sums, /^([0-9a-f]{64} {2}satchel-(chrome|firefox|source)\.zip\n){3}$/);
    assert.equal(sums, readFileSync(join(folders[1], "out/SHA256SUMS"), "utf8"));
  });
});
