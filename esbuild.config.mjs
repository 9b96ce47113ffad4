/**
 * Builds the unpacked extension, the same for both browsers, into out/chrome and out/firefox.
 *
 *   node esbuild.config.mjs            once
 *   node esbuild.config.mjs --watch    again after every change
 *   node esbuild.config.mjs --test     into out/test-chrome: known extension id, optional permissions already granted
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, context } from "esbuild";
import { commonOptions } from "./scripts/bundle.mjs";
import { isMain, root } from "./scripts/root.mjs";
import { orSaySo } from "./scripts/setup.mjs";

/** What the manifest, the HTML shells and other bundles load, and the module each is made from. */
const entries = {
  bg: "src/background/main.ts",
  net: "src/env/nameless-page.ts",
  words: "src/ui/words/english.ts",
  en: "src/i18n/en.ts",
  de: "src/i18n/de.ts",
  scan: "src/ui/scan/worker.ts",
};

/** Made in pieces: what it imports only when it is needed is loaded only then. */
const pieces = {
  popup: "src/ui/popup/main.tsx",
  options: "src/ui/options/main.tsx",
};

/** What browsers run outside of modules, made in the same way and wrapped up, so that nothing of it is a global. */
const scripts = {
  page: "src/page/find-taler-uri.ts",
  handler: "src/page/handle-link.ts",
};

/** The scripts that the build makes, by the names under which the extension loads them; pieces have others besides. */
export const bundleNames = Object.keys({ ...entries, ...pieces, ...scripts }).map((name) => `${name}.js`);

/** Chrome makes the extension id from this manifest key; in the test build it is ours to choose. */
const testKey = Buffer.from("Satchel, as built for tests").toString("base64");

/** The id under which Chrome loads out/test-chrome: the key's hash, hexadecimal digits spelled a to p. */
export const testExtensionId = createHash("sha256")
  .update(Buffer.from(testKey, "base64"))
  .digest("hex")
  .slice(0, 32)
  .replace(/./g, (digit) => "abcdefghijklmnop"[Number.parseInt(digit, 16)]);

const isThere = ([name, path]) =>
  existsSync(join(root, path)) || console.warn(`No ${path} yet: built without ${name}.js`);

/** A module with a bundle of its own is loaded from there by whoever imports it only when it is needed. */
const apart = {
  name: "apart",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\.tsx?$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== "dynamic-import") return undefined;
      const found = Object.entries(entries).find(([, entry]) => join(root, entry) === join(resolveDir, path));
      return found && { path: `./${found[0]}.js`, external: true };
    }),
};

const options = {
  ...commonOptions,
  entryPoints: Object.fromEntries(Object.entries(entries).filter(isThere)),
  outdir: "out/extension",
  platform: "browser",
  target: ["chrome121", "firefox140"],
  define: { "process.env.NODE_ENV": '"production"' },
  charset: "utf8",
  legalComments: "none",
  minify: true,
  metafile: true,
  write: false,
  plugins: [apart],
};

/**
 * Pieces are named by what they are. A hash would depend on where the packages lie; without one, esbuild refuses to
 * make two pieces of one name.
 */
const inPieces = Object.entries(pieces).map(([name, path]) => {
  return { ...options, entryPoints: { [name]: path }, splitting: true, chunkNames: `${name}-[name]` };
});

const kinds = [options, ...inPieces, { ...options, entryPoints: scripts, format: "iife", plugins: [] }];

/** Several results of esbuild as one. */
const together = (results) => ({
  outputFiles: results.flatMap(({ outputFiles }) => outputFiles),
  metafile: {
    inputs: Object.assign({}, ...results.map(({ metafile }) => metafile.inputs)),
    outputs: Object.assign({}, ...results.map(({ metafile }) => metafile.outputs)),
  },
});

/** The bundles, and esbuild's account of what is in them, without writing anything. Throws esbuild's failure. */
export async function bundled(define = {}) {
  return together(await Promise.all(kinds.map((kind) => build({ ...kind, define: { ...kind.define, ...define } }))));
}

/**
 * Builds once into the folders `names` below out/; throws esbuild's failure. `presets` are the exchanges and services
 * that this build comes with (src/env/presets.ts); the public demonstration when absent. `isGranted`: what is optional
 * is granted already, since nobody can agree in a browser without a window.
 */
export async function buildExtension({
  isTest = false,
  isGranted = false,
  names = isTest ? ["test-chrome"] : ["chrome", "firefox"],
  presets = undefined,
} = {}) {
  const built = await bundled(presets && { SATCHEL_PRESETS: JSON.stringify(presets) });
  write(built, names, { isTest, isGranted });
}

function write({ outputFiles, metafile }, names, variant) {
  for (const name of names) {
    const folder = join(root, "out", name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(join(root, "static"), folder, { recursive: true });
    for (const name of Object.keys(pieces)) preload(join(folder, `${name}.html`), startOf(metafile, name));
    for (const { path, contents } of outputFiles) writeFileSync(join(folder, basename(path)), contents);
    writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest(variant), null, 2)}\n`);
    writeFileSync(join(folder, "licences.txt"), licences(Object.keys(metafile.inputs)));
  }
}

/** The scripts that are there before the first line of this one runs: its own file comes first. */
export function startOf({ outputs }, name) {
  const named = (path) => basename(path) === `${name}.js`;
  const paths = new Set(Object.keys(outputs).filter(named));
  for (const path of paths)
    for (const { path: next, kind } of outputs[path].imports) if (kind === "import-statement") paths.add(next);
  return [...paths].map((path) => basename(path));
}

/** The browser asks for all of them at once, instead of finding one in the other. */
function preload(shell, [script, ...others]) {
  const links = others.map((name) => `<link rel="modulepreload" href="${name}" />\n    `);
  const tag = `<script type="module" src="${script}">`;
  writeFileSync(shell, readFileSync(shell, "utf8").replace(tag, `${links.join("")}${tag}`));
}

function manifest({ isTest, isGranted }) {
  const released = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8"));
  const chosen = isTest ? { ...released, key: testKey } : released;
  if (!isGranted) return chosen;
  const { permissions, optional_permissions, host_permissions = [], optional_host_permissions, ...rest } = chosen;
  return {
    ...rest,
    permissions: [...permissions, ...optional_permissions],
    host_permissions: [...host_permissions, ...optional_host_permissions],
  };
}

/** The licence of this project and of every package of which some part ended up in the bundles. */
function licences(inputs) {
  const folders = inputs.map((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const file = readdirSync(join(root, folder)).find((name) => /^(un)?licen[cs]e/i.test(name));
    const text = file === undefined ? "" : readFileSync(join(root, folder, file), "utf8").trim();
    return `${name} ${version} (${license})\n\n${text}`;
  });
  const own = `Satchel (GPL-3.0-or-later)\n\n${readFileSync(join(root, "LICENSE"), "utf8").trim()}`;
  return `${[...texts, own].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** Builds again whenever a module changes; static files are read again at the same moment. */
async function watch(names, variant) {
  const newest = new Map();
  for (const kind of kinds) {
    const again = {
      name: "write",
      setup: ({ onEnd }) =>
        onEnd((result) => {
          if (result.errors.length > 0) return;
          newest.set(kind, result);
          if (newest.size < kinds.length) return;
          write(together([...newest.values()]), names, variant);
          console.log(`${new Date().toLocaleTimeString()} built ${names.join(", ")}`);
        }),
    };
    const watched = await context({ ...kind, plugins: [...kind.plugins, again] });
    await watched.watch();
  }
}

if (isMain(import.meta.url)) {
  const isTest = process.argv.includes("--test");
  const names = isTest ? ["test-chrome"] : ["chrome", "firefox"];
  const variant = { isTest, isGranted: isTest };
  if (process.argv.includes("--watch")) await watch(names, variant);
  else await orSaySo(() => buildExtension(variant));
}
