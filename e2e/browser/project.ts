/** The project's own build scripts, loaded as they are and not bundled: they find their files by where they lie. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildOptions as BuildOptionsOfEsbuild, build } from "esbuild";
import type { Env } from "../../src/env/env.ts";
import type { BrowserName, Extension } from "./browser.ts";

interface BuildOptions {
  readonly isTest?: boolean;
  readonly isGranted?: boolean;
  readonly names?: readonly string[];
  readonly presets?: Env["presets"];
}

interface BuildScript {
  buildExtension(options: BuildOptions): Promise<void>;
  readonly testExtensionId: string;
}

interface SetupScript {
  findChromium(): string | undefined;
  findFirefox(): string | undefined;
}

interface PreviewScript {
  servePreview(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }>;
}

interface ZipScript {
  zipFolder(folder: string): Buffer;
}

interface UnzipScript {
  unzip(archive: Buffer): readonly { readonly name: string; readonly bytes: Buffer }[];
}

interface BundleScript {
  readonly commonOptions: BuildOptionsOfEsbuild;
}

const load = (path: string): Promise<unknown> => import(pathToFileURL(resolve(path)).href);

/**
 * Builds the extension for a browser into `out/NAME-BROWSER`, coming with these presets. For Chromium its id is known
 * beforehand; Firefox gets what everybody gets, and the id is the one in the manifest. `isGranted`: nobody can agree to
 * anything in a Chromium without a window, so there all that is optional is granted; in Firefox the test agrees itself.
 */
export async function builtFor(
  browser: BrowserName,
  name: string,
  presets: Env["presets"],
  isGranted = false,
): Promise<Extension> {
  const { buildExtension, testExtensionId } = (await load("esbuild.config.mjs")) as BuildScript;
  const folder = `${name}-${browser}`;
  const isChromium = browser === "chromium";
  await buildExtension({ isTest: isChromium, isGranted: isChromium && isGranted, names: [folder], presets });
  const id = browser === "chromium" ? testExtensionId : geckoId(resolve("out", folder));
  return { browser, folder: resolve("out", folder), id };
}

/**
 * What is released for a browser, unpacked into `out/released-BROWSER` and otherwise as it is. Throws when nothing has
 * been packaged.
 */
export async function released(browser: BrowserName): Promise<Extension> {
  const archive = resolve(`out/satchel-${browser === "chromium" ? "chrome" : browser}.zip`);
  if (!existsSync(archive)) throw new Error(`there is no ${archive}; npm run package makes it`);
  const { unzip } = (await load("scripts/unzip.mjs")) as UnzipScript;
  const folder = resolve(`out/released-${browser}`);
  rmSync(folder, { recursive: true, force: true });
  for (const { name, bytes } of unzip(readFileSync(archive))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return { browser, folder, id: geckoId(folder) };
}

interface Manifest {
  readonly version: string;
  readonly browser_specific_settings: { readonly gecko: { readonly id: string } };
}

const manifestIn = (folder: string) => JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;

const geckoId = (folder: string): string => manifestIn(folder).browser_specific_settings.gecko.id;

/** Calls what was built by another version, which makes it an update of what it was. */
export function setVersion({ folder }: Extension, version: string): void {
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ ...manifestIn(folder), version }));
}

/** The system's own browser. Throws when there is none. */
export async function pathOf(browser: BrowserName): Promise<string> {
  const { findChromium, findFirefox } = (await load("scripts/setup.mjs")) as SetupScript;
  const found = browser === "chromium" ? findChromium() : findFirefox();
  if (found === undefined)
    throw new Error(`${browser} is not installed; npm start and npm test install it or say how.`);
  return found;
}

/** Builds and serves the preview; resolves to its address and to what ends it. */
export async function servePreview(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  return ((await load("e2e/preview/build.mjs")) as PreviewScript).servePreview();
}

/** Whether the system has a Chromium. */
export const hasChromium = async (): Promise<boolean> =>
  ((await load("scripts/setup.mjs")) as SetupScript).findChromium() !== undefined;

/** A TypeScript entry (relative to the project) as one script that any page can run. Throws esbuild's failure. */
export async function scriptOf(entry: string): Promise<string> {
  const { commonOptions } = (await load("scripts/bundle.mjs")) as BundleScript;
  const { outputFiles } = await build({
    ...commonOptions,
    entryPoints: [entry],
    platform: "browser",
    format: "iife",
    define: { "process.env.NODE_ENV": '"production"' },
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** The files of a folder as one zip archive. */
export async function zipped(folder: string): Promise<Buffer> {
  return ((await load("scripts/zip.mjs")) as ZipScript).zipFolder(folder);
}
