/** Renewing the recovery secret, as its owner does: one device at a time, and the others are given the new sheet. */
import { pilesOf } from "../../src/backup/old-coins.ts";
import { replacedRoots } from "../../src/backup/rotation.ts";
import { copiesOf } from "../../src/backup/rotation-copies.ts";
import type { Env } from "../../src/env/env.ts";
import type { Device } from "./device.ts";
import { isJoined } from "./evidence.ts";
import { addService, print } from "./services.ts";
import { rootOfDevice, rootOn, sheetInUse } from "./sheets.ts";
import type { Stage } from "./stage.ts";

const minute = 60_000;

/** Two devices that renew it at once would become two wallets: nobody begins while another one is at it. */
export async function renewSecret(stage: Stage, device: Device): Promise<void> {
  const sheet = await sheetInUse(stage);
  const root = await rootOfDevice(device);
  if (!sheet || rootOn(sheet).name !== root) return;
  const living = await Promise.all([...stage.devices.values()].map(rootOfDevice));
  if (living.some((one) => stage.unprinted.has(one))) return;
  const view = await stage.ask(device, "getRotation", {});
  if (!view) return;
  await stage.ask(device, "rotateSecret", { root: view.root });
  const after = await rootOfDevice(device);
  if (after === root) return;
  stage.unprinted.set(after, root);
  stage.journal.renewals += 1;
}

/** Whoever has lost touch meanwhile, because the old secret was renewed once more, has nothing to keep. */
export async function keepSheet(stage: Stage, device: Device): Promise<void> {
  const [root, sheet] = [await rootOfDevice(device), await sheetInUse(stage)];
  const former = stage.unprinted.get(root);
  if (!sheet || former === undefined || former !== rootOn(sheet).name) return;
  if (!(await print(stage, device))) return;
  stage.unprinted.delete(root);
  await stage.ask(device, "markSecretKept", { isKept: true });
}

/** Whoever has begun it ends it: prints the sheet, says so, and takes a free service where only one that is to be paid is left. */
export async function finishRenewal(stage: Stage): Promise<void> {
  for (const device of stage.devices.values()) await keepSheet(stage, device);
  const sheet = await sheetInUse(stage);
  if (!sheet || stage.sheets.length < 2) return;
  for (const device of stage.devices.values()) {
    if ((await rootOfDevice(device)) !== rootOn(sheet).name) continue;
    if ((await waitOf(stage, device)) === "sheet") await stage.ask(device, "markSecretKept", { isKept: true });
    if ((await waitOf(stage, device)) === "service") await addService(stage, device, "sync");
  }
  await stage.pass(10 * minute);
}

const waitOf = async (stage: Stage, device: Device) => (await stage.ask(device, "getRotation", {}))?.last?.waits;

/** No server is asked too often: many coins take many hours. */
const mostHours = 72;

/** Lets time pass until everything under old secrets is renewed. */
export async function renewAll(stage: Stage): Promise<void> {
  if (stage.sheets.length < 2) return;
  for (let hours = 0; hours < mostHours && (await isUnderWay(stage)); hours++) await stage.pass(60 * minute);
}

async function isUnderWay(stage: Stage): Promise<boolean> {
  for (const device of stage.devices.values()) {
    const { env } = await device.worker();
    if ((await isJoined(stage, device)) && (await oldThings(env)).length > 0) return true;
  }
  return false;
}

/** What is still to be renewed or overwritten, in words. */
export async function oldThings(env: Env): Promise<readonly string[]> {
  const roots = await replacedRoots(env.db);
  if (roots.length === 0) return [];
  const names = new Set(roots.map(({ key }) => key));
  const piles = (await pilesOf(env, (root) => names.has(root))).filter(
    ({ price }) => !("why" in price) || price.why === "silent",
  );
  return [
    ...piles.flatMap((pile) => pile.names.map((name) => `coin ${name}`)),
    ...roots.flatMap((row) => copiesOf(row).map((url) => `copy at ${url}`)),
  ];
}
