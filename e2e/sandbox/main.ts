/** Runs the sandbox until it is interrupted: `node scripts/run.mjs e2e/sandbox/main.ts [first port]`. */
import { startSandbox, usualPorts } from "./start.ts";

const first = Number(process.argv[2] ?? usualPorts.start);
const ports = Object.fromEntries(Object.keys(usualPorts).map((name, index) => [name, first + index]));
const { addresses, close } = await startSandbox({ ports, hasRival: true });

console.log("The sandbox is running. Begin here:");
console.log(`  ${addresses.start}`);
console.log("Its services:");
for (const name of ["bank", "exchange", "rival", "sync", "paidSync", "merchant"] as const)
  console.log(`  ${name.padEnd(9)}${addresses[name]}`);
console.log("Press Ctrl-C to stop it; then everything in it is forgotten.");

process.once("SIGINT", () => void close());
