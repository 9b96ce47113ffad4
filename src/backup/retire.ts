/** Devices for which nobody shall wait any more, and how one of them comes back (merge rules, section 5). */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { decide } from "../store/save.ts";
import { without } from "./device-news.ts";
import { retireUnreadable } from "./unreadable-devices.ts";

/**
 * Retires another device: the next upload to each service leaves it out of the clocks, and what it had begun is taken
 * over. Its row and its counts stay; nothing it has seen is taken from it. Throws `notAllowed` for this device and
 * `badInput` for one that does not exist.
 */
export async function retireDevice(env: Env, id: string): Promise<void> {
  const isUnreadable = await retireUnreadable(env.db, env.now(), id);
  await decide(env.db, [devices], async ({ get, self }) => {
    if (id === self.device) throw new WalletError("notAllowed", "a device does not retire itself");
    const row = await get(devices, id);
    if (isUnreadable && !row) return { self: { newcomers: without(self, id) } };
    if (!row) throw new WalletError("badInput", "there is no such device");
    if (row.facts.retired?.value === "yes") return {};
    return { deeds: [learn(devices, id, { retired: "yes" })], self: { newcomers: without(self, id) } };
  });
}

/** Uses this device again after it was retired: it stands in every document once more with its next upload. */
export async function rejoin(env: Env): Promise<void> {
  await decide(env.db, [devices], async ({ get, self }) => {
    const isRetired = (await get(devices, self.device))?.facts.retired?.value === "yes";
    return isRetired ? { deeds: [learn(devices, self.device, { retired: "no" })] } : {};
  });
}
