/**
 * Builds what the stores get: out/satchel-chrome.zip, out/satchel-firefox.zip, and out/satchel-source.zip, from which
 * anybody can build the other two again. Builds twice, and fails when the second time differs from the first.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { ensureSetup, orSaySo } from "./setup.mjs";
import { sourceFiles } from "./source-files.mjs";

await orSaySo(async () => {
  ensureSetup();
  const { buildExtension } = await import("../esbuild.config.mjs");
  const { zip, zipFolder } = await import("./zip.mjs");

  const make = async (name) => {
    if (name === "source")
      return zip(sourceFiles().map((path) => ({ name: path, bytes: readFileSync(join(root, path)) })));
    await buildExtension({ names: [name] });
    return zipFolder(join(root, "out", name));
  };

  const sums = [];
  for (const name of ["chrome", "firefox", "source"]) {
    const [archive, again] = [await make(name), await make(name)];
    if (!archive.equals(again)) throw new Error(`two builds of ${name} differ`);
    const file = `satchel-${name}.zip`;
    writeFileSync(join(root, "out", file), archive);
    sums.push(`${createHash("sha256").update(archive).digest("hex")}  ${file}`);
    console.log(`${sums.at(-1)}  ${(archive.length / 1024).toFixed(0)} KiB`);
  }
  // As sha256sum writes and checks it.
  writeFileSync(join(root, "out/SHA256SUMS"), `${sums.join("\n")}\n`);
});
