/** The keeping, measured in Chromium: its disk, its crypto, and a service at a port of this computer. */
import { amount } from "../../src/taler/amount.ts";
import { openDoor } from "../sandbox/serve.ts";
import { newSyncService } from "../sandbox/sync/sync.ts";
import { realWorld } from "../sandbox/world.ts";
import type { backupFigures } from "./backup.ts";
import { inChromium } from "./in-chromium.ts";

type Figures = Awaited<ReturnType<typeof backupFigures>>;

/** MiB. */
const storageLimit = 32;

/** Figures by number of coins, each in a browser of its own. */
export async function backupInChromium(counts: readonly number[]): Promise<Record<string, Figures>> {
  const door = await openDoor(0);
  const { baseUrl } = door;
  door.open(newSyncService({ world: realWorld(), baseUrl, annualFee: amount.parse("KUDOS:0"), storageLimit }).server);
  const figures: Record<string, Figures> = {};
  try {
    for (const count of counts) {
      const keep = ({ page }: Parameters<Parameters<typeof inChromium>[0]>[0]) =>
        page.evaluate(([service, coins]) => globalThis.bench.keep(service, coins), [baseUrl, count] as const);
      figures[count] = await inChromium(keep);
    }
  } finally {
    await door.close();
  }
  return figures;
}
