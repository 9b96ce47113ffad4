/**
 * Mozilla's own linter over out/firefox, which must be built: no errors, and no warnings but those that are known and
 * explained in scripts/store/BUILD.md. Needs no network.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, root } from "./root.mjs";

/** One manifest for both browsers; and the place in Preact that serves markup as text, which we never use. */
const known = [
  ({ code, file }) => code === "BACKGROUND_SERVICE_WORKER_IGNORED" && file === "manifest.json",
  ({ code, message }) => code === "UNSAFE_VAR_ASSIGNMENT" && message === "Unsafe assignment to innerHTML",
];

const markupAsText = /innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\.write/i;

/** What stands against publishing: sentences, from the linter's report and from our own modules by path. */
export const objections = ({ errors, warnings, notices }, textByPath) => [
  ...[...errors, ...notices, ...warnings.filter((warning) => !known.some((isIt) => isIt(warning)))].map(
    ({ code, message, file = "", line = "" }) => `${code} ${file}:${line} ${message}`,
  ),
  ...Object.keys(textByPath)
    .filter((path) => markupAsText.test(textByPath[path]))
    .map((path) => `${path} writes markup as text`),
];

const modules = () =>
  readdirSync(join(root, "src"), { recursive: true })
    .map((path) => join("src", path))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\./.test(path));

if (isMain(import.meta.url)) {
  // Loading the linter takes a second, which the test of this module need not wait.
  const { cmd } = await import("web-ext");
  const options = { sourceDir: join(root, "out/firefox"), artifactsDir: join(root, "out"), output: "none" };
  const report = await cmd.lint(options, { shouldExitProgram: false });
  const own = Object.fromEntries(modules().map((path) => [path, readFileSync(join(root, path), "utf8")]));
  const found = objections(report, own);
  for (const objection of found) console.error(objection);
  const { errors, warnings } = report.summary;
  console.log(
    `${errors} errors, ${warnings} warnings, ${found.length} that must not be; ${modules().length} modules read`,
  );
  process.exitCode = found.length > 0 || modules().length === 0 ? 1 : 0;
}
