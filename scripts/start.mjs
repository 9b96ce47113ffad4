/** `npm start`: installs what is missing, builds the extension, then plays the demonstration with the given arguments. */
import { ensureSetup, orSaySo } from "./setup.mjs";

const parameters = process.argv.slice(2);
const isFirefox = parameters.includes("firefox") || parameters.includes("--browser=firefox");

await orSaySo(async () => {
  ensureSetup({ browsers: [isFirefox ? "firefox" : "chromium"] });
  const { buildExtension } = await import("../esbuild.config.mjs");
  const { runEntry } = await import("./run.mjs");
  await buildExtension();
  await buildExtension({ isTest: true });
  await runEntry("e2e/demo/main.ts", parameters);
});
