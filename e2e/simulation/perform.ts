/** Performing one act of a history: what people do with their devices and at the bank, and what happens to them. */
import { isInitialized } from "../../src/store/coverage.ts";
import { copied } from "../../src/testing/snapshot.ts";
import type { Service } from "../sandbox/sandbox.ts";
import type { Act, BackupService } from "./act.ts";
import type { Device } from "./device.ts";
import { anyFault } from "./faults.ts";
import type { Attempt, Deal, Stage } from "./stage.ts";

/** Does it, if it can be done at this moment. */
export async function perform(stage: Stage, act: Act): Promise<void> {
  switch (act.do) {
    case "wait":
      return stage.pass(act.seconds * 1000);
    case "break":
      return breakServer(stage, act.server, act.share);
    case "mend":
      return stage.town.sandbox.faults[act.server].clear();
    case "pay":
      return pay(stage, act.deal);
    case "abortAtBank":
      return abortAtBank(stage, act.deal);
    case "start":
    case "restore":
    case "clone":
      return appear(stage, act);
    default:
      return performOn(stage, act);
  }
}

type ActOnDevice = Exclude<Extract<Act, { readonly device: string }>, { readonly do: "start" | "restore" | "clone" }>;

/** Acts on a device that must be there. */
async function performOn(stage: Stage, act: ActOnDevice): Promise<void> {
  const device = stage.devices.get(act.device);
  if (!device) return;
  switch (act.do) {
    case "withdraw":
      return withdraw(stage, device, act.deal, act.amount);
    case "wire":
      return askForWire(stage, device, act.deal, act.amount);
    case "acceptAgain":
      return acceptAgain(stage, device, act.deal);
    case "callOff":
    case "takeOver":
    case "goOn":
      return decide(stage, device, act.do, act.deal);
    case "addService":
      return addService(stage, device, act.service);
    case "leaveService":
      return leaveService(stage, device, act.service);
    case "backUp":
      return void (await stage.ask(device, "backup", {}));
    default:
      return befall(stage, device, act);
  }
}

/** What happens to a device. */
async function befall(
  stage: Stage,
  device: Device,
  act: Extract<Act, { readonly do: "lose" | "copyDisk" | "putBack" | "kill" }>,
): Promise<void> {
  switch (act.do) {
    case "lose":
      device.close();
      stage.devices.delete(device.name);
      return;
    case "kill":
      return device.doom(act.calls);
    case "copyDisk":
      return void stage.images.set(act.image, await copied(device.profile));
    case "putBack": {
      const image = stage.images.get(act.image);
      if (!image) return;
      device.close();
      device.profile = await copied(image);
      await device.worker();
    }
  }
}

async function appear(
  stage: Stage,
  act: Extract<Act, { readonly do: "start" | "restore" | "clone" }>,
): Promise<void> {
  if (act.do === "restore") return restore(stage, act.device);
  if (stage.devices.has(act.device)) return;
  const image = act.do === "clone" ? stage.images.get(act.image) : undefined;
  if (act.do === "clone" && !image) return;
  const device = stage.addDevice(act.device, image && (await copied(image)));
  await device.worker();
}

/** Restores from the sheet, if one was printed. */
export async function restore(stage: Stage, name: string): Promise<void> {
  const { sheet } = stage;
  if (!sheet) return;
  const device = stage.devices.get(name) ?? stage.addDevice(name);
  const [text = ""] = sheet.uris;
  stage.restoring.add(name);
  const done = await stage.ask(device, "restoreFromRecoverySecret", {
    text,
    services: [...sheet.services],
    keepMoney: true,
  });
  const progress = done && (await stage.ask(device, "getRestoreProgress", {}));
  stage.restoring.delete(name);
  const isWhole = progress?.services.every(({ state }) => state !== "failed") ?? false;
  if (isWhole) stage.unfinished.delete(name);
  else stage.unfinished.add(name);
}

function breakServer(stage: Stage, server: Service, share: number): void {
  const faults = stage.town.sandbox.faults[server];
  faults.clear();
  faults.add({ fault: anyFault, times: Number.POSITIVE_INFINITY, likelihood: share });
}

async function withdraw(stage: Stage, device: Device, name: string, amount: string): Promise<void> {
  const link = await stage.town.withdrawal(amount);
  stage.deals.set(name, { amount, link, attempts: [], isPaid: false });
  await acceptAgain(stage, device, name);
}

async function askForWire(stage: Stage, device: Device, name: string, amount: string): Promise<void> {
  const deal: Deal = { amount, attempts: [], isPaid: false };
  stage.deals.set(name, deal);
  await accept(stage, device, deal, { exchange: stage.addressOf("exchange"), amount });
}

async function acceptAgain(stage: Stage, device: Device, name: string): Promise<void> {
  const deal = stage.deals.get(name);
  if (deal?.link !== undefined) await accept(stage, device, deal, { link: deal.link });
}

/** As the page does it: look, accept the terms, accept the offer. */
async function accept(
  stage: Stage,
  device: Device,
  deal: Deal,
  wish: { readonly link?: string; readonly exchange?: string; readonly amount?: string },
): Promise<void> {
  const offer = await stage.ask(device, "lookAtWithdrawal", wish);
  if (!offer) return;
  const exchangeUrl = offer.exchange;
  if (offer.tos === "proposed") {
    await stage.ask(device, "acceptExchangeTos", { exchangeUrl, version: offer.tosVersion ?? "" });
  }
  const attempt: Attempt = { device: device.name, isProtected: await isProtected(device) };
  deal.attempts.push(attempt);
  const accepted = await stage.ask(device, "acceptWithdrawal", { ...wish, exchange: exchangeUrl });
  if (accepted) attempt.id = accepted.id;
}

async function isProtected(device: Device): Promise<boolean> {
  const { env } = await device.worker();
  return isInitialized(await env.db.enrolments.toArray());
}

/** The ids under which wallets know the withdrawal, as far as they have told. */
const idsOf = ({ attempts }: Deal): string[] => attempts.flatMap(({ id }) => id ?? []);

async function pay(stage: Stage, name: string): Promise<void> {
  const deal = stage.deals.get(name);
  if (!deal || deal.isPaid) return;
  if (deal.link !== undefined) return atBank(stage, deal, stage.town.confirm(deal.link), true);
  await readInstructions(stage, deal);
  if (deal.subject !== undefined) await atBank(stage, deal, stage.town.wire(deal.amount, deal.subject), true);
}

async function abortAtBank(stage: Stage, name: string): Promise<void> {
  const deal = stage.deals.get(name);
  if (deal?.link !== undefined && !deal.isPaid) await atBank(stage, deal, stage.town.abort(deal.link), false);
}

/** The bank may say no: because nothing was chosen yet, because it is too late. */
async function atBank(stage: Stage, deal: Deal, deed: Promise<void>, isPayment: boolean): Promise<void> {
  const hasAgreed = await deed.then(
    () => true,
    () => false,
  );
  stage.note(`the bank ${hasAgreed ? "agrees" : "refuses"}`);
  if (hasAgreed && isPayment) deal.isPaid = true;
}

/** Nobody sends a wire before the wallet shows where to. */
async function readInstructions(stage: Stage, deal: Deal): Promise<void> {
  for (const device of stage.devices.values()) {
    for (const id of idsOf(deal)) {
      if (deal.subject !== undefined) return;
      const told = await stage.ask(device, "getTransaction", { id });
      if (told?.wire) deal.subject = told.wire.subject;
    }
  }
}

const questions = {
  callOff: "abortTransaction",
  takeOver: "takeOverTransaction",
  goOn: "continueWithoutBackup",
} as const;

/** A button on the page of a withdrawal, pressed if it is there. */
async function decide(stage: Stage, device: Device, button: keyof typeof questions, name: string): Promise<void> {
  const deal = stage.deals.get(name);
  for (const id of deal ? idsOf(deal) : []) {
    const told = await stage.ask(device, "getTransaction", { id });
    const isThere = { callOff: told?.canAbort, takeOver: told?.canTakeOver, goOn: told?.canGoOnWithoutBackup }[button];
    if (!isThere) continue;
    await stage.ask(device, questions[button], { id });
    if (button === "goOn") for (const attempt of deal?.attempts ?? []) attempt.isProtected = false;
  }
}

/** A device of another wallet is not the one to choose services for this one. */
async function addService(stage: Stage, device: Device, service: BackupService): Promise<void> {
  const url = stage.addressOf(service);
  const before = await stage.ask(device, "getRecoverySecret", {});
  if (!before || (stage.sheet && stage.sheet.words.join() !== before.words.join())) return;
  const offer = await stage.ask(device, "lookAtProvider", { url });
  if (!offer) return;
  await stage.ask(device, "addProvider", { url, ...(offer.tosVersion !== undefined && { tosVersion: offer.tosVersion }) });
  const secret = await stage.ask(device, "getRecoverySecret", {});
  if (secret && secret.uris.length > 0) stage.sheet = secret;
}

async function leaveService(stage: Stage, device: Device, service: BackupService): Promise<void> {
  await stage.ask(device, "removeProvider", { url: stage.addressOf(service) });
  if (await isProtected(device)) return;
  for (const { attempts } of stage.deals.values()) {
    for (const attempt of attempts) if (attempt.device === device.name) attempt.isProtected = false;
  }
}
