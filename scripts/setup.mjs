/** Makes a fresh clone ready: npm packages and the two browsers. Needs nothing but node until they are there. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isMain, root } from "./root.mjs";

/** Something is missing that this script may not or cannot install; the message says what to do. */
export class SetupError extends Error {}

/**
 * Google's own Chrome is not among them: since version 137 it ignores --load-extension. Each list is the environment
 * variable that wins, the names to look for on the PATH, then the places where other systems keep programs.
 */
const browsers = {
  chromium: {
    debianPackage: "chromium",
    variable: "CHROMIUM",
    commands: ["chromium", "chromium-browser"],
    places: ["/Applications/Chromium.app/Contents/MacOS/Chromium", "/snap/bin/chromium"],
  },
  firefox: {
    debianPackage: "firefox-esr",
    variable: "FIREFOX",
    commands: ["firefox-esr", "firefox", "firefox-developer-edition"],
    places: ["/Applications/Firefox.app/Contents/MacOS/firefox", "C:\\Program Files\\Mozilla Firefox\\firefox.exe"],
  },
};

/** The path of the system's Chromium, or undefined. The environment variable CHROMIUM overrides the search. */
export const findChromium = () => find(browsers.chromium);

/** The path of the system's Firefox, ESR first, or undefined. The environment variable FIREFOX overrides the search. */
export const findFirefox = () => find(browsers.firefox);

/**
 * Installs what is missing: npm packages, and with `browsers` Chromium and Firefox (by apt-get, when we are root on
 * a Debian-like system). Throws SetupError with a sentence for people when that is not possible.
 */
export function ensureSetup({ browsers: names = [] } = {}) {
  ensureNode();
  ensurePackages();
  ensureBrowsers(names.map((name) => browsers[name]));
}

/**
 * Whether npm's own note of what it installed agrees with the lock file: every package that is not optional is
 * there in the locked version.
 */
export const isInstalled = (locked, installed) =>
  Object.entries(locked.packages).every(
    ([path, wanted]) => path === "" || wanted.optional === true || installed.packages[path]?.version === wanted.version,
  );

function ensureNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 15)) return;
  throw new SetupError(
    `Node ${process.versions.node} is too old for this project. Please install Node 20.15 or newer.`,
  );
}

function ensurePackages() {
  const note = join(root, "node_modules/.package-lock.json");
  const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
  if (existsSync(note) && isInstalled(readJson(join(root, "package-lock.json")), readJson(note))) return;
  console.log("Installing the npm packages of package-lock.json …");
  command("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], "npm ci did not succeed; its messages are above.");
}

function ensureBrowsers(wanted) {
  const missing = wanted.filter((browser) => find(browser) === undefined).map((browser) => browser.debianPackage);
  if (missing.length === 0) return;
  const names = missing.join(" and ");
  const canInstall = process.getuid?.() === 0 && onPath("apt-get") !== undefined;
  if (!canInstall)
    throw new SetupError(`Please install ${names}, for example with: sudo apt-get install ${missing.join(" ")}`);
  console.log(`Installing ${names} …`);
  const failed = `apt-get could not install ${names}; its messages are above.`;
  command("apt-get", ["update", "-qq"], failed);
  command("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], failed);
}

function command(name, parameters, sentence) {
  const { status } = spawnSync(name, parameters, {
    cwd: root,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    shell: process.platform === "win32",
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new SetupError(sentence);
}

function find({ variable, commands, places }) {
  const chosen = process.env[variable];
  if (chosen !== undefined) return isProgram(chosen) ? chosen : undefined;
  return [...commands.map(onPath), ...places].find((path) => path !== undefined && isProgram(path));
}

const onPath = (name) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs `deed`. A SetupError becomes its sentence on standard error, a failed build (of which esbuild has printed the
 * places) nothing more; both end with exit status 1. Any other error stays one.
 */
export async function orSaySo(deed) {
  try {
    await deed();
  } catch (error) {
    const isBuildFailure = Array.isArray(error.errors) && error.message.startsWith("Build failed");
    if (!(error instanceof SetupError) && !isBuildFailure) throw error;
    if (!isBuildFailure) console.error(error.message);
    process.exitCode = 1;
  }
}

if (isMain(import.meta.url)) await orSaySo(() => ensureSetup({ browsers: ["chromium", "firefox"] }));
