/**
 * Builds the pages without the extension: every screen with invented answers, for the eye and for tests, into out/preview.
 *
 *   node e2e/preview/build.mjs     builds, serves and prints where to look; builds again after every change
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { context } from "esbuild";
import { commonOptions } from "../../scripts/bundle.mjs";
import { isMain, root } from "../../scripts/root.mjs";

/** One of its own for each process: tests look at the pages two at a time. */
const folder = join(root, "out/preview", String(process.pid));

/** The shells as they are shipped, under the policy of the extension, with our scripts in place of theirs. */
function writeShells() {
  const policy = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8")).content_security_policy.extension_pages;
  // A policy for ancestors is only heard in a header.
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy.replace(/; frame-ancestors [^;]*/, "")}" />`;
  for (const page of ["popup", "options"]) {
    const shell = readFileSync(join(root, "static", `${page}.html`), "utf8");
    const head = `<head>\n    ${meta}\n    <script type="module" src="recorder.js"></script>`;
    const changed = shell.replace("<head>", head).replace(`src="${page}.js"`, 'src="preview.js"');
    writeFileSync(join(folder, `${page}.html`), changed);
  }
  cpSync(join(folder, "options.html"), join(folder, "index.html"));
}

/** Builds and serves on loopback; resolves to the address and to what ends it. Throws esbuild's failure. */
export async function servePreview({ port = 0 } = {}) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, "static"), folder, { recursive: true });
  writeShells();
  // For tests; no page loads it by itself.
  cpSync(join(root, "node_modules/axe-core/axe.min.js"), join(folder, "axe.js"));
  const building = await context({
    ...commonOptions,
    entryPoints: {
      recorder: "e2e/preview/recorder.ts",
      preview: "e2e/preview/main.tsx",
      scan: "src/ui/scan/worker.ts",
    },
    outdir: folder,
    platform: "browser",
    minify: true,
    define: { "process.env.NODE_ENV": '"production"' },
  });
  await building.rebuild();
  const served = await building.serve({ servedir: folder, host: "127.0.0.1", port });
  const stop = async () => {
    await building.dispose();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${served.port}/`, stop };
}

if (isMain(import.meta.url)) {
  const { url } = await servePreview({ port: 8700 });
  console.log(`Every screen: ${url}`);
}
