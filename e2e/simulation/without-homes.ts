/** What `--without-homes` puts in the place of src/wallet/coins/homes.ts: every device takes every coin for its own. */
import type * as homes from "../../src/wallet/coins/homes.ts";

export const neighbours: typeof homes.neighbours = () => new Set();

export const isOurs: typeof homes.isOurs = () => true;
