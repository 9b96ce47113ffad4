/** Exchanges and backup services offered without being asked for; none of them is queried before it is chosen. */
import type { Env } from "./env.ts";

/** A build for the sandbox puts its own list here (esbuild's `define`). */
declare const SATCHEL_PRESETS: Env["presets"] | undefined;

/** The public demonstration of GNU Taler, with play money. */
const demonstration: Env["presets"] = {
  exchanges: ["https://exchange.demo.taler.net/"],
  services: [{ url: "https://sync.demo.taler.net/", name: "GNU Taler Demo" }],
};

export const presets: Env["presets"] = typeof SATCHEL_PRESETS === "undefined" ? demonstration : SATCHEL_PRESETS;
