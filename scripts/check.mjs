/**
 * `npm test`: installs what is missing, then proves everything; a failing stage does not stop the others.
 * The last line is `N passed, N failed`: test cases, and one for every stage that is not made of test cases.
 *
 *   node scripts/check.mjs           everything
 *   node scripts/check.mjs --fast    without building and without browsers
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./root.mjs";
import { ensureSetup } from "./setup.mjs";

const bin = (name, ...parameters) => [join(root, "node_modules", name), ...parameters];

/** Stages that need one core each, taken two at a time; the longest first. */
const singly = {
  types: bin("typescript/bin/tsc", "--noEmit"),
  simulation: ["scripts/run.mjs", "e2e/simulation/main.ts", "--seeds", "0..99"],
  lint: bin("@biomejs/biome/bin/biome", "check", "--error-on-warnings"),
  layers: ["scripts/check-layers.mjs"],
  unused: bin("knip/bin/knip.js", "--no-progress"),
};

/** Stages that use the whole machine, or want it quiet. */
const wholly = {
  tests: ["scripts/test.mjs"],
};

/** What needs the built extension, in this order; `package` leaves the builds behind. */
const built = {
  package: ["scripts/package.mjs"],
  "test build": ["esbuild.config.mjs", "--test"],
  "firefox lint": ["scripts/lint-firefox.mjs"],
  browsers: ["scripts/test.mjs", "--browser"],
};

const closingLine = /^(\d+) passed, (\d+) failed$/gm;
const minutesPerStage = 30;
const sum = { passed: 0, failed: 0 };
const failedStages = [];

/** Runs one stage, prints what it said once it is over, and counts it. */
async function stage([name, command]) {
  const started = performance.now();
  const { status, output } = await runNode(command);
  const isGood = Number(status === 0);
  const counts = [...output.matchAll(closingLine)].at(-1)?.slice(1).map(Number) ?? [isGood, 0];
  const [passed, failed] = [counts[0], Math.max(counts[1], 1 - isGood)];
  sum.passed += passed;
  sum.failed += failed;
  if (failed > 0) failedStages.push(name);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const indented = output.trim().replace(/^/gm, "  ");
  console.log(`${failed === 0 ? "✓" : "✗"} ${name} (${seconds} s)\n${indented}\n`);
}

function runNode(command) {
  return new Promise((resolve) => {
    const limits = { timeout: minutesPerStage * 60_000, killSignal: "SIGKILL" };
    const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...limits });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    child.on("close", (status) => resolve({ status, output: Buffer.concat(chunks).toString() }));
  });
}

/** Takes the stages from the front, `lanes` at a time. */
async function inLanes(stages, lanes) {
  const rest = Object.entries(stages).values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const next of rest) await stage(next);
    }),
  );
}

function setup(browsers) {
  try {
    ensureSetup({ browsers });
    return true;
  } catch (error) {
    console.error(error.message);
    sum.failed += 1;
    failedStages.push("setup");
    return false;
  }
}

const isFast = process.argv.includes("--fast");
if (setup(isFast ? [] : ["chromium", "firefox"])) {
  await inLanes(singly, 2);
  await inLanes(wholly, 1);
  if (!isFast) await inLanes(built, 1);
}
if (failedStages.length > 0) console.log(`failed: ${failedStages.join(", ")}`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;
