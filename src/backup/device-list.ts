/** The devices that share this wallet, as the devices page shows them, and what their owner calls this one. */

import { type DeviceView, longestDeviceName } from "../api/keeping-views.ts";
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { learn } from "../store/deed.ts";
import { type Device, devices, highestSlot, isCredible } from "../store/entities/device.ts";
import { decide } from "../store/save.ts";
import type { Self } from "../store/self.ts";
import type { Json } from "../taler/codec.ts";
import { selfOf } from "../wallet/roots.ts";
import { type UnreadableDevice, unreadableDevices } from "./unreadable-devices.ts";

/**
 * Every device that ever joined, in the order in which they did: by the slots they claimed, since any of their clocks may
 * have been wrong by years. Those that this version cannot read come last.
 */
export async function listDevices(env: Env): Promise<DeviceView[]> {
  const self = await selfOf(env.db);
  const rows = await env.db.of(devices).toArray();
  rows.sort((a, b) => firstSlot(a) - firstSlot(b) || a.facts.joinedAt - b.facts.joinedAt || (a.key < b.key ? -1 : 1));
  const unreadable = (await unreadableDevices(env.db)).filter(({ key }) => key !== self.device);
  const names = [...rows.map(({ facts }) => tidy(facts.name?.value ?? "")), ...unreadable.map(nameAsFarAsRead)];
  const numbers = numbersOf(names);
  const views = [...rows.map((row) => viewOf(row, self, env.now())), ...unreadable.map((one) => dimView(one, self))];
  return views.map((view, index) => {
    const number = numbers[index] ?? 1;
    // Two devices may take one name without knowing of each other: both keep it, and are told apart where they are shown.
    return { ...view, name: names[index] ?? "", ...(number > 1 && { number }) };
  });
}

/** The value of a fact in the usual shape. */
const valueIn = (fact: Json | undefined): unknown =>
  typeof fact === "object" && fact !== null && "value" in fact ? fact.value : undefined;

/** Empty where the name is what cannot be read. */
function nameAsFarAsRead({ facts }: UnreadableDevice): string {
  const name = valueIn(facts.name);
  return typeof name === "string" ? tidy(name).slice(0, 100) : "";
}

/** All that can be said of a device whose row this version cannot read. */
function dimView({ key, facts }: UnreadableDevice, { newcomers = {} }: Self): Omit<DeviceView, "name"> {
  const isRetired = valueIn(facts.retired) === "yes";
  const news = isRetired ? undefined : newcomers[key];
  return {
    ...{ id: key, isThis: false, isRetired, joinedAt: 0, isUnreadable: true as const },
    ...(news && { news: { kind: news.isBack ? "returned" : "joined", at: news.at } }),
  };
}

/** Those that have none come last. */
const firstSlot = ({ facts }: Device): number =>
  facts.slots?.reduce((first, { slot }) => Math.min(first, slot), highestSlot + 1) ?? highestSlot + 1;

/** Devices of one name are counted; not by a number with which the name would be another one's. */
function numbersOf(names: readonly string[]): readonly number[] {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  const last = new Map<string, number>();
  return names.map((given) => {
    const name = given.toLowerCase();
    let number = (last.get(name) ?? 0) + 1;
    while (number > 1 && taken.has(`${name} #${number}`)) number += 1;
    last.set(name, number);
    return number;
  });
}

/** `now` in milliseconds: nobody has joined later than that, whatever they say. */
function viewOf({ key, facts }: Device, { device, newcomers = {} }: Self, now: number): Omit<DeviceView, "name"> {
  const isRetired = facts.retired?.value === "yes";
  // Whoever was retired in the meantime is news no more.
  const news = isRetired ? undefined : newcomers[key];
  return {
    id: key,
    isThis: key === device,
    isRetired,
    joinedAt: Math.min(facts.joinedAt * 1000, now),
    ...(isCredible(facts.seenAt, now / 1000) && { seenAt: Math.min(facts.seenAt * 1000, now) }),
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
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
