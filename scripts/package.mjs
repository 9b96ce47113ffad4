/** Builds out/satchel-chrome.zip and out/satchel-firefox.zip, twice, and fails when the second differs from the first. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { ensureSetup, orSaySo } from "./setup.mjs";

await orSaySo(async () => {
  ensureSetup();
  const { buildExtension } = await import("../esbuild.config.mjs");
  const { zipFolder } = await import("./zip.mjs");

  const make = async (name) => {
    await buildExtension({ names: [name] });
    return zipFolder(join(root, "out", name));
  };

  for (const name of ["chrome", "firefox"]) {
    const [archive, again] = [await make(name), await make(name)];
    if (!archive.equals(again)) throw new Error(`two builds of ${name} differ`);
    writeFileSync(join(root, `out/satchel-${name}.zip`), archive);
    const hash = createHash("sha256").update(archive).digest("hex");
    console.log(`${hash}  out/satchel-${name}.zip  ${(archive.length / 1024).toFixed(0)} KiB`);
  }
});
