/** The sheets that people have printed, and which of them is the one to use: a secret may have been renewed since. */
import { openBlob } from "../../src/backup/blob.ts";
import { readDocument } from "../../src/backup/document.ts";
import { isEmptied, isReplaced } from "../../src/backup/emptied.ts";
import { readRecoveryText } from "../../src/backup/recovery-code.ts";
import { accountAt } from "../../src/backup/service.ts";
import { type Root, rootOf } from "../../src/store/root-secret.ts";
import { selfOf } from "../../src/wallet/roots.ts";
import type { Device } from "./device.ts";
import type { Sheet, Stage } from "./stage.ts";

/** What is typed or scanned from the sheet. */
export const textOn = ({ uris, words }: Sheet): string => uris[0] ?? words.join(" ");

export const rootOn = (sheet: Sheet): Root => rootOf(readRecoveryText(textOn(sheet)).secret.reveal());

export const rootOfDevice = async (device: Device): Promise<string> =>
  (await selfOf((await device.worker()).env.db)).root;

/**
 * The last sheet that is of any use: a device lives by it, or a service holds a backup that it opens. Who finds nothing
 * with the newest one tries the one before.
 */
export async function sheetInUse(stage: Stage): Promise<Sheet | undefined> {
  if (stage.sheets.length < 2) return stage.sheets[0];
  const living = new Set(await Promise.all([...stage.devices.values()].map(rootOfDevice)));
  const isOfUse = (sheet: Sheet) => living.has(rootOn(sheet).name) || opensAny(stage, sheet);
  return stage.sheets.find(isOfUse) ?? stage.sheets.at(-1);
}

const opensAny = ({ town, addressOf }: Stage, sheet: Sheet): boolean => {
  const root = rootOn(sheet);
  return (["sync", "paidSync"] as const).some((service) => {
    const account = accountAt(root, addressOf(service));
    const held = town.sandbox[service].vault.newest(account.pub);
    if (!held) return false;
    const { doc } = readDocument(openBlob(held.body, account.blobKey), root.name);
    return !isReplaced(doc) && !isEmptied(doc);
  });
};
