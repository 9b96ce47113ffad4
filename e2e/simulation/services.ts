/** What people do with backup services and with the sheet they have printed. */
import { providers } from "../../src/store/entities/provider.ts";
import type { BackupService } from "./act.ts";
import { type Device, isProtected } from "./device.ts";
import { placeOf } from "./removals.ts";
import { nameOf, type Stage } from "./stage.ts";

/** Chooses a service and prints the sheet. A device of another wallet is not the one to choose services for this one. */
export async function addService(stage: Stage, device: Device, service: BackupService): Promise<void> {
  const url = stage.addressOf(service);
  const before = await stage.ask(device, "getRecoverySecret", {});
  if (!before || (stage.sheet && stage.sheet.words.join() !== before.words.join())) return;
  const offer = await stage.ask(device, "lookAtProvider", { url });
  if (!offer) return;
  const { tosVersion } = offer;
  await stage.ask(device, "addProvider", { url, ...(tosVersion !== undefined && { tosVersion }) });
  const secret = await stage.ask(device, "getRecoverySecret", {});
  if (secret && secret.uris.length > 0) stage.sheet = secret;
}

export async function payFee(stage: Stage, device: Device): Promise<void> {
  const url = stage.addressOf("paidSync");
  const offer = await stage.ask(device, "lookAtServicePayment", { url });
  if (offer?.state === "payable") await stage.ask(device, "acceptServicePayment", { url, id: offer.id });
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
  await stage.ask(device, "removeProvider", { url: stage.addressOf(service) });
  if (await isProtected(device)) return;
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
  const { sheet } = stage;
  if (!sheet) return;
  const device = stage.devices.get(name) ?? stage.addDevice(name);
  const [text = ""] = sheet.uris;
  stage.restoring.add(name);
  const services = [...sheet.services];
  const done = await stage.ask(device, "restoreFromRecoverySecret", { text, services, keepMoney: true });
  const progress = done && (await stage.ask(device, "getRestoreProgress", {}));
  stage.restoring.delete(name);
  const isWhole = progress?.services.every(({ state }) => state !== "failed") ?? false;
  if (isWhole) stage.unfinished.delete(name);
  else stage.unfinished.add(name);
}
