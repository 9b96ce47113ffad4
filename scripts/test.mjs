/**
 * Runs the tests that lie beside the code: bundles each with esbuild, gives it a process of its own, prints what failed.
 *
 *   node scripts/test.mjs                     all tests except those that need a browser
 *   node scripts/test.mjs taler/amount wallet only files whose path contains one of these
 *   node scripts/test.mjs --browser [chrome]  the tests under e2e/browser, two at a time
 *   --pictures                                keeps what is looked at in out/look
 */
import { readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { bundle } from "./bundle.mjs";
import { isMain, root } from "./root.mjs";

const browserTests = "e2e/browser/";
const isTest = /\.test\.(tsx?|mjs)$/;
const minutesPerFile = 15;

/** A browser has threads enough of its own, and waits for most of its time; more than two would only be in each other's way. */
const atOnceInBrowsers = () => Math.min(2, availableParallelism());

/** What takes minutes begins first, so that nobody waits for it alone in the end. */
const isLong = (path) =>
  Number(/browser\/axe|pay-faults|refund-killed|pay-killed|recoup-faults|simulation\.test/.test(path));

/** The test files whose path contains one of `parts` (all when there are none), sorted, relative to the project. */
export const testFiles = (parts = [], { isBrowser = false } = {}) =>
  ["src", "e2e", "scripts"]
    .flatMap((top) => readdirSync(join(root, top), { recursive: true }).map((name) => join(top, name)))
    .filter((path) => isTest.test(path) && path.startsWith(browserTests) === isBrowser)
    .filter((path) => parts.length === 0 || parts.some((part) => path.includes(part)))
    .sort();

/** Runs these test files; resolves to `{ passed, failed }`, counted in test cases. Prints as it goes. */
export async function runTests(files, { isBrowser = false, isVerbose = false } = {}) {
  const outdir = `out/test/${process.pid}${isBrowser ? "-browser" : ""}`;
  try {
    // Tests of the scripts are plain modules already and must stay where they are: scripts know the project by their place.
    const plain = files.filter((path) => path.endsWith(".mjs")).map((path) => [join(root, path), path]);
    const bundled = await bundle(
      files.filter((path) => !path.endsWith(".mjs")),
      outdir,
    );
    const longestFirst = [...bundled, ...plain].sort(([, one], [, other]) => isLong(other) - isLong(one));
    return await runAll(new Map(longestFirst), { isBrowser, isVerbose });
  } catch (error) {
    // esbuild has printed where; a test that cannot be bundled is a test that failed.
    if (!Array.isArray(error.errors)) console.error(error);
    return { passed: 0, failed: Math.max(1, error.errors?.length ?? 1) };
  } finally {
    rmSync(join(root, outdir), { recursive: true, force: true });
  }
}

/** Runs the files as many at a time as there are cores. */
async function runAll(sourceByBundle, { isBrowser, isVerbose }) {
  // Worlds are thrown away all the time: a large young generation spares the collector most of its work.
  const options = [process.env.NODE_OPTIONS, "--enable-source-maps", "--max-semi-space-size=64"];
  process.env.NODE_OPTIONS = options.filter(Boolean).join(" ");
  const sum = { passed: 0, failed: 0 };
  const times = [];
  const rest = sourceByBundle.entries();
  const worker = async () => {
    for (const [bundled, source] of rest) {
      const started = performance.now();
      const { passed, failed } = await runFile(bundled, source);
      sum.passed += passed;
      sum.failed += failed;
      times.push({ source, ms: performance.now() - started });
      if (isVerbose) console.log(`${source}: ${passed} passed, ${failed} failed, ${seconds(times.at(-1).ms)}`);
    }
  };
  await Promise.all(Array.from({ length: isBrowser ? atOnceInBrowsers() : availableParallelism() }, worker));
  if (!isVerbose) tellSlowest(times);
  return sum;
}

/** Where to look when the tests take too long. */
function tellSlowest(times) {
  const slowest = times.toSorted((one, other) => other.ms - one.ms).slice(0, 12);
  console.log(`slowest: ${slowest.map(({ source, ms }) => `${source} ${seconds(ms)}`).join(", ")}`);
}

/** Runs one bundle in a process of its own and prints its failures under the name of its source. */
async function runFile(bundled, source) {
  const sum = { passed: 0, failed: 0 };
  const fail = (name, text) => {
    sum.failed += 1;
    console.log(`✗ ${source}: ${name}\n${text.replace(/^/gm, "    ")}\n`);
  };
  const stream = run({ files: [bundled], timeout: minutesPerFile * 60_000 });
  stream.on("test:pass", ({ name, details, skip, todo }) => {
    // A suite is counted by its tests, and a file without tests is reported as one passed test named like the file.
    if (details.type === "suite" || name === bundled) return;
    if (skip !== undefined || todo !== undefined) return fail(name, "skipped or unfinished");
    sum.passed += 1;
  });
  stream.on("test:fail", ({ name, details: { error } }) => {
    // A suite fails with its tests; it is news only when it threw itself.
    if (error.failureType === "subtestsFailed") return;
    fail(name === bundled ? "the file itself" : name, describeError(error.cause ?? error));
  });
  stream.on("test:stdout", ({ message }) => process.stdout.write(message));
  stream.on("test:stderr", ({ message }) => process.stderr.write(message));
  for await (const _ of stream);
  if (sum.passed + sum.failed === 0) fail("the file itself", "holds no test");
  return sum;
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** The message and the part of the stack that lies in this project. */
function describeError(error) {
  if (!(error instanceof Error) && typeof error?.stack !== "string") return String(error?.message ?? error);
  const own = (line) =>
    !/^\s+at /.test(line) || !/\(?node:|node_modules| at (async )?Promise|new Promise|Array\.map/.test(line);
  return error.stack.split("\n").filter(own).join("\n").replaceAll(`${root}/`, "");
}

if (isMain(import.meta.url)) {
  process.chdir(root);
  const parts = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  const isBrowser = process.argv.includes("--browser");
  if (process.argv.includes("--pictures")) process.env.LOOK_PICTURES = "out/look";
  const files = testFiles(parts, { isBrowser });
  if (files.length === 0) console.log(`no test file matches ${parts.join(" ")}`);
  const { passed, failed } = await runTests(files, { isBrowser, isVerbose: parts.length > 0 });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || files.length === 0 ? 1 : 0;
}
