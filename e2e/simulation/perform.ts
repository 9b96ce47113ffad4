/** Performing one act of a history, if it can be done at that moment. */
import { copied } from "../../src/testing/snapshot.ts";
import type { Act } from "./act.ts";
import { abortAtBank, acceptAgain, askForWire, pay, press, withdraw } from "./deals.ts";
import type { Device } from "./device.ts";
import { anyFault } from "./faults.ts";
import { leap } from "./leap.ts";
import { bringBack, deleteExchange } from "./removals.ts";
import { keepSheet, renewSecret } from "./renewal.ts";
import { addService, leaveService, payFee, restore, retire } from "./services.ts";
import { buy, buyAgain, decline, fetchRefund, grant, pressFor } from "./shopping.ts";
import type { Stage } from "./stage.ts";

type ActOf<D extends Act["do"]> = Extract<Act, { readonly do: D }>;
type Deeds = { readonly [D in Act["do"]]: (stage: Stage, act: ActOf<D>) => Promise<unknown> };

/** A deed on a device that must be there. */
const on =
  <A extends { readonly device: string }>(deed: (stage: Stage, device: Device, act: A) => Promise<unknown>) =>
  async (stage: Stage, act: A): Promise<unknown> => {
    const device = stage.devices.get(act.device);
    return device && deed(stage, device, act);
  };

const deeds: Deeds = {
  start: (stage, { device }) => appear(stage, device),
  withdraw: on((stage, device, { deal, amount, at }) => withdraw(stage, device, deal, { amount, at })),
  acceptAgain: on((stage, device, { deal }) => acceptAgain(stage, device, deal)),
  wire: on((stage, device, { deal, amount }) => askForWire(stage, device, deal, amount)),
  pay: (stage, { deal }) => pay(stage, deal),
  abortAtBank: (stage, { deal }) => abortAtBank(stage, deal),
  callOff: on((stage, device, { deal }) => press(stage, device, deal, "callOff")),
  takeOver: on((stage, device, { deal }) => press(stage, device, deal, "takeOver")),
  goOn: on((stage, device, { deal }) => press(stage, device, deal, "goOn")),
  buy: on((stage, device, { order, price }) => buy(stage, device, order, price)),
  buyAgain: on((stage, device, { order }) => buyAgain(stage, device, order)),
  decline: on((stage, device, { order, price }) => decline(stage, device, order, price)),
  giveUp: on((stage, device, { order }) => pressFor(stage, device, order, "giveUp")),
  finish: on((stage, device, { order }) => pressFor(stage, device, order, "finish")),
  grant: async (stage, { order, percent }) => grant(stage, order, percent),
  fetchRefund: on((stage, device, { order }) => fetchRefund(stage, device, order)),
  addService: on((stage, device, { service }) => addService(stage, device, service)),
  payFee: on(payFee),
  leaveService: on((stage, device, { service }) => leaveService(stage, device, service)),
  deleteExchange: on((stage, device, { at, purges }) => deleteExchange(stage, device, at, purges)),
  bringBack: on(bringBack),
  backUp: on((stage, device) => stage.ask(device, "backup", {})),
  renewSecret: on(renewSecret),
  keepSheet: on(keepSheet),
  lose: on(lose),
  retire: on((stage, device, { other }) => retire(stage, device, other)),
  rejoin: on((stage, device) => stage.ask(device, "rejoin", {})),
  restore: (stage, { device }) => restore(stage, device),
  copyDisk: on(async (stage, { profile }, { image }) => stage.images.set(image, await copied(profile))),
  putBack: on(putBack),
  clone: (stage, { device, image }) => appear(stage, device, image),
  kill: on(async (_, device, { calls }) => device.doom(calls)),
  break: async (stage, { way, share }) => {
    const faults = stage.faultsOn(way);
    faults.clear();
    faults.add({ fault: anyFault, times: Number.POSITIVE_INFINITY, likelihood: share });
  },
  mend: async (stage, { way }) => stage.faultsOn(way).clear(),
  wait: (stage, { seconds }) => stage.pass(seconds * 1000),
  keepHistory: on((stage, device, { years }) => stage.ask(device, "setHistorySettings", { years })),
  leap,
};

export async function perform(stage: Stage, act: Act): Promise<void> {
  // Each act comes with its own deed: here, and only here, types give way.
  const deed = deeds[act.do] as (stage: Stage, act: Act) => Promise<unknown>;
  await deed(stage, act);
}

/** A device is switched on for the first time; with an image, its disk is a copy of another one's. */
async function appear(stage: Stage, name: string, image?: string): Promise<void> {
  const disk = image === undefined ? undefined : stage.images.get(image);
  if (stage.devices.has(name) || (image !== undefined && !disk)) return;
  if (disk) stage.hasLosses = true;
  await stage.addDevice(name, disk && (await copied(disk))).worker();
}

async function lose(stage: Stage, device: Device): Promise<void> {
  device.close();
  stage.devices.delete(device.name);
  stage.hasLosses = true;
}

async function putBack(stage: Stage, device: Device, { image }: ActOf<"putBack">): Promise<void> {
  const disk = stage.images.get(image);
  if (!disk) return;
  stage.hasLosses = true;
  device.close();
  device.profile = await copied(disk);
  await device.worker();
}
