/** `npm start`: installs what is missing, then plays the demonstration, which builds what it needs. */
import { ensureSetup, orSaySo } from "./setup.mjs";

const parameters = process.argv.slice(2);
const isFirefox = parameters.includes("firefox") || parameters.includes("--browser=firefox");

await orSaySo(async () => {
  ensureSetup({ browsers: [isFirefox ? "firefox" : "chromium"] });
  const { runEntry } = await import("./run.mjs");
  await runEntry("e2e/demo/main.ts", parameters);
});
