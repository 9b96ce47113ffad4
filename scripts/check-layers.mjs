/** Proves that imports only go down the ladder: reads every import of src and e2e and compares it with the table. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import typescript from "typescript";
import { isMain, root } from "./root.mjs";

/** What each layer may import besides itself: other layers, or single modules of them; "*" is anything. */
export const layers = {
  taler: [],
  api: ["taler"],
  store: ["taler"],
  env: ["taler", "api", "store"],
  task: ["api", "store", "env"],
  exchange: ["taler", "api", "store", "env", "task"],
  wallet: ["taler", "api", "store", "env", "task", "exchange"],
  backup: ["taler", "api", "store", "env", "task", "exchange", "wallet"],
  background: ["taler", "api", "store", "env", "task", "exchange", "wallet", "backup", "i18n"],
  i18n: ["api"],
  page: ["api", "taler/uri"],
  ui: ["api", "i18n", "taler/amount", "taler/time", "taler/uri"],
  testing: ["*"],
  "e2e/sandbox": ["taler"],
  e2e: ["*"],
};

/** Packages that belong to some layers only; what is not named here is for all. */
export const packages = {
  dexie: ["store", "env"],
  preact: ["ui"],
  "@preact/signals": ["ui"],
  "webextension-polyfill": ["api", "env", "background", "page", "ui"],
};

const isTest = (path) => /\.test\.tsx?$/.test(path);

/** The layer of a module by its path: `src/wallet/pay.ts` is of `wallet`, `e2e/demo/main.ts` of `e2e`. */
const layerOf = (path) =>
  path.startsWith("src/") ? path.split("/")[1] : path.startsWith("e2e/sandbox/") ? "e2e/sandbox" : "e2e";

/** `src/taler/amount.ts` as the table writes it: `taler/amount`. */
const nameOf = (path) => path.replace(/^src\//, "").replace(/\.[^./]+$/, "");

/** Why the module at `path` may not import `specifier`, in words, or undefined when it may. */
export function objection(path, specifier) {
  const isFree = isTest(path) || layers[layerOf(path)]?.includes("*");
  if (!specifier.startsWith(".")) return isFree ? undefined : objectionToPackage(path, specifier);
  const target = posix.join(posix.dirname(path), specifier);
  if (!/\.(tsx?|json|md|txt)$/.test(target)) return "names no file: write its extension";
  const [from, to] = [layerOf(path), layerOf(target)];
  if (layers[from] === undefined) return `${from} is no layer of the table`;
  if (!/^(src|e2e)\//.test(target)) return isFree ? undefined : "lies outside src and e2e";
  if (isTest(target)) return "is a test";
  if (to === from || layers[from].includes("*")) return undefined;
  if (isTest(path) && (to === "testing" || to === "e2e/sandbox")) return undefined;
  if (layers[from].some((allowed) => allowed === to || allowed === nameOf(target))) return undefined;
  return `${from} may import ${layers[from].join(", ") || "nothing of ours"}`;
}

function objectionToPackage(path, specifier) {
  const layer = layerOf(path);
  if (specifier.startsWith("node:")) return layer.startsWith("e2e") ? undefined : "browsers have no node modules";
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  const allowed = packages[name];
  return allowed === undefined || allowed.includes(layer) ? undefined : `${name} is for ${allowed.join(", ")}`;
}

/** Every import of every module, types included: `[path, specifier]` pairs; paths relative to the project. */
function* importsOf(modules) {
  for (const path of modules) {
    const { importedFiles } = typescript.preProcessFile(readFileSync(join(root, path), "utf8"), true, true);
    for (const { fileName } of importedFiles) yield [path, fileName];
  }
}

const modulesBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => /\.tsx?$/.test(path));

if (isMain(import.meta.url)) {
  const modules = [...modulesBelow("src"), ...modulesBelow("e2e")];
  const imports = [...importsOf(modules)];
  const wrong = imports.flatMap(([path, specifier]) => {
    const why = objection(path, specifier);
    return why === undefined ? [] : [`${path} imports ${specifier}: ${why}`];
  });
  for (const line of wrong) console.error(line);
  console.log(`${modules.length} modules, ${imports.length} imports, ${wrong.length} against the ladder`);
  // A checker that finds nothing to check proves nothing.
  process.exitCode = wrong.length > 0 || modules.length === 0 || imports.length === 0 ? 1 : 0;
}
