/** What people take out of their wallets, and what they think better of. */
import { exchanges } from "../../src/store/entities/exchange.ts";
import type { ExchangeName } from "./act.ts";
import type { Device } from "./device.ts";
import type { Stage } from "./stage.ts";

/** As the page does it: look what would be gone, type just that, and delete. */
export async function deleteExchange(stage: Stage, device: Device, at: ExchangeName, purges: boolean): Promise<void> {
  const exchangeUrl = stage.exchange(at).baseUrl;
  const found = await stage.ask(device, "getExchangeResources", { exchangeUrl });
  if (!found) return;
  stage.removed.add(placeOf(exchanges.name, exchangeUrl));
  const destroys = purges ? found.destroyed : [];
  const done = await stage.ask(device, "deleteExchange", { exchangeUrl, purge: purges, destroys });
  if (done) stage.journal.deletions += 1;
}

export async function bringBack(stage: Stage, device: Device): Promise<void> {
  const found = await stage.ask(device, "getRemovals", {});
  for (const { id } of found?.things ?? []) await stage.ask(device, "bringBack", { id });
}

/** A row as {@link Stage.removed} names it. */
export const placeOf = (set: string, key: string): string => `${set} ${key}`;
