/** What people do with backup services and with the sheet they have printed. */
import { providers } from "../../src/store/entities/provider.ts";
import type { BackupService } from "./act.ts";
import { type Device, isProtected } from "./device.ts";
import { placeOf } from "./removals.ts";
import { rootOfDevice, rootOn, sheetInUse, textOn } from "./sheets.ts";
import { nameOf, type Stage } from "./stage.ts";

/** Chooses a service and prints the sheet. A device of another wallet is not the one to choose services for this one. */
export async function addService(stage: Stage, device: Device, service: BackupService): Promise<void> {
  const url = stage.addressOf(service);
  if (!(await isOfTheWallet(stage, device))) return;
  const offer = await stage.ask(device, "lookAtProvider", { url });
  if (!offer) return;
  const { tosVersion } = offer;
  await stage.ask(device, "addProvider", { url, ...(tosVersion !== undefined && { tosVersion }) });
  stage.left.delete(service);
  stage.abandoned.delete(`${await rootOfDevice(device)} ${service}`);
  // A secret that was just renewed is printed when its owner comes to it.
  if (!stage.unprinted.has(await rootOfDevice(device))) await print(stage, device);
}

async function isOfTheWallet(stage: Stage, device: Device): Promise<boolean> {
  const sheet = await sheetInUse(stage);
  const root = await rootOfDevice(device);
  return sheet === undefined || [root, stage.unprinted.get(root)].includes(rootOn(sheet).name);
}

/** Prints the sheet, in place of an older one of the same secret. Resolves to whether that came off. */
export async function print(stage: Stage, device: Device): Promise<boolean> {
  const secret = await stage.ask(device, "getRecoverySecret", {});
  const isNew = stage.unprinted.has(await rootOfDevice(device));
  if (!secret || (secret.uris.length === 0 && !isNew)) return false;
  const known = stage.sheets.findIndex(({ words }) => words.join() === secret.words.join());
  if (known === -1) stage.sheets.unshift(secret);
  else stage.sheets[known] = secret;
  return true;
}

export async function payFee(stage: Stage, device: Device): Promise<void> {
  const url = stage.addressOf("paidSync");
  const offer = await stage.ask(device, "lookAtServicePayment", { url });
  if (offer?.state === "payable") await stage.ask(device, "acceptServicePayment", { url, id: offer.id });
}

/** The services of the sheet that none of these devices shows: only one that is gone had heard of them. */
export async function forgottenServices(stage: Stage, devices: readonly Device[]): Promise<BackupService[]> {
  const shown = new Set<string>();
  for (const device of devices) {
    for (const { url, isActive } of (await stage.ask(device, "listProviders", {})) ?? []) if (isActive) shown.add(url);
  }
  const sheet = await sheetInUse(stage);
  const onSheet = (["sync", "paidSync"] as const).filter((one) => sheet?.services.includes(stage.addressOf(one)));
  return onSheet.filter((one) => !stage.left.has(one) && !shown.has(stage.addressOf(one)));
}

/** Whether the fee waits for somebody to pay it. */
export async function isFeeDue(stage: Stage, device: Device): Promise<boolean> {
  const url = stage.addressOf("paidSync");
  const listed = (await stage.ask(device, "listProviders", {})) ?? [];
  const payment = listed.find((one) => one.url === url)?.payment;
  return payment === "due" || payment === "refused";
}

/** Whoever uses no service any more is no longer protected. */
export async function leaveService(stage: Stage, device: Device, service: BackupService): Promise<void> {
  stage.removed.add(placeOf(providers.name, stage.addressOf(service)));
  stage.left.add(service);
  stage.abandoned.add(`${await rootOfDevice(device)} ${service}`);
  await stage.ask(device, "removeProvider", { url: stage.addressOf(service) });
  if (await isProtected(stage, device)) return;
  for (const { attempts } of stage.deals.values()) {
    for (const attempt of attempts) if (attempt.device === device.name) attempt.isProtected = false;
  }
}

/** Retires whatever the list shows under the name of the other one. */
export async function retire(stage: Stage, device: Device, other: string): Promise<void> {
  const listed = (await stage.ask(device, "listDevices", {})) ?? [];
  for (const { id, name, isThis, isRetired } of listed) {
    if (name !== nameOf(other) || isThis || isRetired) continue;
    if (await stage.ask(device, "retireDevice", { id })) stage.journal.retirements += 1;
  }
}

/** Restores from the sheet, if one was printed; on a device that need not be there before. */
export async function restore(stage: Stage, name: string): Promise<void> {
  const sheet = await sheetInUse(stage);
  if (!sheet) return;
  const known = stage.devices.get(name);
  if (known) stage.joined.push(stage.now);
  const device = known ?? stage.addDevice(name);
  const text = textOn(sheet);
  stage.restoring.add(name);
  const services = [...new Set(stage.sheets.flatMap((one) => one.services))];
  const done = await stage.ask(device, "restoreFromRecoverySecret", { text, services, keepMoney: true });
  const progress = done && (await stage.ask(device, "getRestoreProgress", {}));
  stage.restoring.delete(name);
  const isWhole = progress?.services.every(({ state }) => state !== "failed") ?? false;
  if (isWhole) stage.unfinished.delete(name);
  else stage.unfinished.add(name);
}
