/** The keeping, measured in Node: a disk in memory, and a service in the same process. */
import { newTown } from "../../src/testing/town.ts";
import { testAddresses } from "../sandbox/sandbox.ts";
import { backupFigures } from "./backup.ts";

/** MiB. */
const storageLimit = 32;

/** Figures for one number of coins. */
export async function backupInTown(count: number) {
  const town = await newTown(`bench/${count}`, { sync: { storageLimit } });
  const wallet = (over: (fetch: typeof town.sandbox.fetch) => typeof town.sandbox.fetch) =>
    town.wallet({ fetch: over(town.sandbox.fetch) });
  return backupFigures({ service: testAddresses.sync, wallet }, count);
}
