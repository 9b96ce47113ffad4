/**
 * Runs a TypeScript program of this project with node: bundles the entry into out/run and imports it.
 *
 *   node scripts/run.mjs e2e/simulation/main.ts --seeds 0..9
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isMain, root } from "./root.mjs";
import { ensureSetup, orSaySo, SetupError } from "./setup.mjs";

/** What a program is like without some part of the wallet: by such a flag another module takes its place. */
const replacements = {
  "--without-homes": { "src/wallet/coins/homes.ts": "e2e/simulation/without-homes.ts" },
};

/** Runs the entry (a path relative to the project) in this process, as if node had been started with it. */
export async function runEntry(entry, parameters) {
  if (!existsSync(join(root, entry))) throw new SetupError(`There is no ${entry} to run.`);
  const { bundle } = await import("./bundle.mjs");
  process.chdir(root);
  process.setSourceMapsEnabled(true);
  const flags = Object.keys(replacements).filter((flag) => parameters.includes(flag));
  const instead = Object.assign({}, ...flags.map((flag) => replacements[flag]));
  const [bundled] = (await bundle([entry], ["out/run", ...flags].join(""), instead)).keys();
  process.argv = [process.argv[0], bundled, ...parameters];
  await import(pathToFileURL(bundled).href);
}

if (isMain(import.meta.url)) {
  const [entry, ...parameters] = process.argv.slice(2);
  await orSaySo(async () => {
    ensureSetup();
    if (entry === undefined) throw new SetupError("Say what to run, for example: e2e/simulation/main.ts");
    await runEntry(entry, parameters);
  });
}
