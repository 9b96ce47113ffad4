/** The end of every history: the servers recover, people finish what they began, and time passes until nothing happens. */

import { hearCoin } from "../../src/wallet/coins/hear-coin.ts";
import { heldOn, isWrong } from "./check-coins.ts";
import type { Device } from "./device.ts";
import { Dice } from "./dice.ts";
import { isJoined } from "./evidence.ts";
import { Failure } from "./failure.ts";
import { perform } from "./perform.ts";
import { finishRenewal, renewAll } from "./renewal.ts";
import { addService, forgottenServices, isFeeDue, leaveService, payFee, restore } from "./services.ts";
import { type Stage, ways } from "./stage.ts";

const minute = 60_000;
const hour = 60 * minute;

/** Longer than a device must have been silent before another one takes over, and than an acknowledgement may wait. */
const overADay = 25 * hour;

/** No server is asked too often: many coins take many hours. */
const mostHours = 72;

/** More rounds than the merge rules ever needed. */
const mostRounds = 12;

/** Lets the world settle; afterwards no device has anything to tell any service. */
export async function letSettle(stage: Stage): Promise<void> {
  for (const way of ways) stage.faultsOn(way).clear();
  for (const device of stage.devices.values()) {
    device.close();
    await device.worker();
  }
  await stage.pass(2 * minute);
  await finishRenewal(stage);
  await joinAll(stage);
  await finishDeals(stage);
  await finishFees(stage);
  await passDay(stage);
  await keepAll(stage);
  await readSheet(stage);
  // By now everybody has heard of every service.
  await finishFees(stage);
  await finishSales(stage);
  await renewAll(stage);
  await renewOld(stage);
  await untilQuiet(stage);
  // Change that was found may be spent, too.
  for (let round = 0; round < mostRounds && (await hearOfCoins(stage)); round++) await untilQuiet(stage);
}

/**
 * A day goes by, and more. In most histories every computer is closed meanwhile, and all wake at the same moment: what
 * is due is due then. Where they stay open, nearly all they do is to look for news every hour.
 */
async function passDay(stage: Stage): Promise<void> {
  if (stage.isAwakeAtNight) return stage.pass(overADay);
  await stage.sleep(overADay - hour);
  await stage.pass(hour);
}

/** Whoever has a sheet and a device without a backup uses them; a wallet without a device gets a new one. */
async function joinAll(stage: Stage): Promise<void> {
  if (stage.sheets.length === 0) return;
  const names = [...stage.devices.keys()];
  for (const name of names.length > 0 ? names : ["heir"]) {
    const device = stage.devices.get(name);
    if (!device || stage.unfinished.has(name) || !(await isJoined(stage, device))) await restore(stage, name);
  }
}

/** Whatever still waits at the bank is confirmed or called off there. */
async function finishDeals(stage: Stage): Promise<void> {
  await stage.pass(5 * minute);
  const dice = new Dice(`finale ${[...stage.deals.keys()].join()}`);
  for (const deal of stage.deals.keys()) {
    if (dice.hits(0.7)) await perform(stage, { do: "pay", deal });
    await perform(stage, { do: "abortAtBank", deal });
  }
}

/** Whoever is asked whether a backup may remove much keeps everything. */
async function keepAll(stage: Stage): Promise<void> {
  for (const device of stage.devices.values()) {
    const asked = (await stage.ask(device, "getRemovals", {}))?.questions ?? [];
    for (const { service, hash } of asked) {
      await stage.ask(device, "decideRemovals", { service, hash, decision: "keep" });
      await stage.pass(5 * minute);
    }
  }
}

/** Whoever finds a service on the sheet that no device shows adds it again: what a lost device told it lies there. */
async function readSheet(stage: Stage): Promise<void> {
  const devices: Device[] = [];
  for (const device of stage.devices.values()) if (await isJoined(stage, device)) devices.push(device);
  const [first] = devices;
  if (!first) return;
  for (const service of await forgottenServices(stage, devices)) await addService(stage, first, service);
}

/** Services are paid by whoever can, and left by whoever cannot. */
async function finishFees(stage: Stage): Promise<void> {
  for (const device of stage.devices.values()) {
    if (!(await isFeeDue(stage, device))) continue;
    await payFee(stage, device);
    await stage.pass(5 * minute);
    if (await isFeeDue(stage, device)) await leaveService(stage, device, "paidSync");
  }
}

/** Whoever could not pay for something by now gives it up. */
async function finishSales(stage: Stage): Promise<void> {
  for (const device of stage.devices.values()) {
    for (const order of stage.sales.keys()) await perform(stage, { do: "giveUp", device: device.name, order });
  }
}

/**
 * What only a lost device knew of its purchases, the others learn from the exchange when they pay with the same coins;
 * here they look at once. Resolves to whether there was anything to learn.
 */
async function hearOfCoins(stage: Stage): Promise<boolean> {
  if (!stage.hasLosses) return false;
  let hasLearned = false;
  for (const { name } of stage.devices.values()) {
    const device = stage.devices.get(name);
    if (!device) continue;
    const { env } = await device.worker();
    for (const one of await heldOn(stage, { db: env.db, device: name })) {
      if (!isWrong(one)) continue;
      hasLearned = true;
      await stage.meanwhile(`${name} hears of ${one.coin.key}`, hearCoin(env, one.coin.key));
    }
  }
  return hasLearned;
}

/** Whoever has slept for months renews many coins, a few in an hour. */
async function renewOld(stage: Stage): Promise<void> {
  if (stage.slept.length === 0) return;
  for (let hours = 0; hours < mostHours && (await hasDeeds(stage, () => stage.pass(hour))); hours++);
}

/** Everybody looks at once, until nobody does anything more; then a day must pass like that, or it begins again. */
async function untilQuiet(stage: Stage): Promise<void> {
  const { journal, slept } = stage;
  let isRenewing = false;
  for (let round = 0; round < mostRounds; round++) {
    if (await hasDeeds(stage, () => lookAll(stage))) continue;
    // Many old coins fall due day after day, for months: then it is enough that nobody has news for the others.
    if (isRenewing && round > mostRounds / 2) return;
    const { length } = journal.requests;
    if (!(await hasDeeds(stage, () => passDay(stage)))) return;
    isRenewing = slept.length > 0 && journal.requests.slice(length).some(({ url }) => url.endsWith("/melt"));
  }
  throw new Failure("quiet at last", `still at work after ${mostRounds} rounds`);
}

async function lookAll(stage: Stage): Promise<void> {
  for (const device of stage.devices.values()) await stage.ask(device, "backup", {});
  await stage.pass(10 * minute);
}

/** Whether a server took anything from a wallet meanwhile: an upload, or a deed of which the others will hear. */
async function hasDeeds({ journal }: Stage, work: () => Promise<void>): Promise<boolean> {
  const { length } = journal.requests;
  await work();
  return journal.requests.slice(length).some(({ method, status }) => method === "POST" && status < 300);
}
