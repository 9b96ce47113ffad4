/** Turns TypeScript entries into modules that node can load: own code bundled, packages left where npm put them. */
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";
import { root } from "./root.mjs";

/** What every bundle of this project has in common: how JSX, JSON and text are read. */
export const commonOptions = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  target: "es2023",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".json": "json", ".md": "text", ".txt": "text" },
  logLevel: "warning",
};

/** Reads other modules where some are imported; `instead` maps paths relative to the project. */
const replacing = (instead) => ({
  name: "instead",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const other = instead[relative(root, path)];
      if (other === undefined) return undefined;
      const file = join(root, other);
      return { contents: await readFile(file, "utf8"), resolveDir: dirname(file), loader: "ts" };
    });
  },
});

/**
 * Bundles `entries` (paths relative to the project) for node into the folder `outdir`, with the modules that are the
 * values of `instead` in the place of its keys.
 * Resolves to the entries keyed by the absolute path of their bundle; throws esbuild's failure.
 */
export async function bundle(entries, outdir, instead = {}) {
  const { metafile } = await build({
    ...commonOptions,
    entryPoints: entries,
    outdir,
    outbase: ".",
    outExtension: { ".js": ".mjs" },
    platform: "node",
    target: "node20",
    packages: "external",
    splitting: true,
    sourcemap: "linked",
    metafile: true,
    plugins: Object.keys(instead).length > 0 ? [replacing(instead)] : [],
    logLevel: "warning",
  });
  return new Map(
    Object.entries(metafile.outputs)
      .filter(([, output]) => output.entryPoint !== undefined)
      .map(([path, output]) => [resolve(root, path), output.entryPoint]),
  );
}
