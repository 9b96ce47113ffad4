/** The project's own build scripts, loaded as they are and not bundled: they find their files by where they lie. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Env } from "../../src/env/env.ts";

interface BuildOptions {
  readonly isTest?: boolean;
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

const load = (path: string): Promise<unknown> => import(pathToFileURL(resolve(path)).href);

/** Builds the extension into `out/NAME`, coming with these presets; resolves to the folder and the fixed id. */
export async function builtFor(name: string, presets: Env["presets"]): Promise<{ folder: string; id: string }> {
  const { buildExtension, testExtensionId } = (await load("esbuild.config.mjs")) as BuildScript;
  await buildExtension({ isTest: true, names: [name], presets });
  return { folder: resolve("out", name), id: testExtensionId };
}

/** The system's Chromium. */
export async function chromiumPath(): Promise<string> {
  const found = ((await load("scripts/setup.mjs")) as SetupScript).findChromium();
  if (found === undefined) throw new Error("Chromium is not installed; npm start and npm test install it or say how.");
  return found;
}
