/** The devices that share this wallet, as the devices page shows them, and what their owner calls this one. */

import { type DeviceView, longestDeviceName } from "../api/keeping-views.ts";
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { learn } from "../store/deed.ts";
import { type Device, devices } from "../store/entities/device.ts";
import { decide } from "../store/save.ts";
import type { Self } from "../store/self.ts";
import { selfOf } from "../wallet/roots.ts";

/** Every device that ever joined, in the order in which they did. */
export async function listDevices(env: Env): Promise<DeviceView[]> {
  const self = await selfOf(env.db);
  const rows = await env.db.of(devices).toArray();
  rows.sort((a, b) => a.facts.joinedAt - b.facts.joinedAt || (a.key < b.key ? -1 : 1));
  const counts = new Map<string, number>();
  return rows.map((row) => viewOf(row, self, counts));
}

/** `counts`: how many devices of each name came before. */
function viewOf({ key, facts }: Device, { device, newcomers = {} }: Self, counts: Map<string, number>): DeviceView {
  const name = tidy(facts.name?.value ?? "");
  const sameName = name.toLowerCase();
  const number = (counts.get(sameName) ?? 0) + 1;
  counts.set(sameName, number);
  const isRetired = facts.retired?.value === "yes";
  // Whoever was retired in the meantime is news no more.
  const news = isRetired ? undefined : newcomers[key];
  return {
    id: key,
    name,
    // Two devices may take one name without knowing of each other: both keep it, and are told apart where they are shown.
    ...(number > 1 && { number }),
    isThis: key === device,
    isRetired,
    joinedAt: facts.joinedAt * 1000,
    ...(facts.seenAt !== undefined && { seenAt: facts.seenAt * 1000 }),
    ...(news && { news: { kind: news.isBack ? "returned" : "joined", at: news.at } }),
  };
}

/** Gives this device another name; throws `badInput` for one that is empty or too long. */
export async function renameDevice(env: Env, typed: string): Promise<void> {
  const name = tidy(typed);
  if (name === "") throw new WalletError("badInput", "a device needs a name");
  if (name.length > longestDeviceName) throw new WalletError("badInput", `a name longer than ${longestDeviceName}`);
  await decide(env.db, [devices], async ({ get, self }) => {
    const before = (await get(devices, self.device))?.facts.name?.value;
    // The same name once more would be a change that every service has to be told.
    return { deeds: before === name ? [] : [learn(devices, self.device, { name })] };
  });
}

/** One line without what cannot be seen: two names that look the same are the same. */
const tidy = (name: string): string =>
  name
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
