/** Where the project lies, whichever folder a script was started from. Needs nothing but node. */
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The absolute path of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Whether the script with this `import.meta.url` is the one node was started with. */
export const isMain = (url) => process.argv[1] !== undefined && fileURLToPath(url) === resolve(process.argv[1]);
