/** Checks of secrets that were renewed: everybody lives by the new one, and the old one opens and spends nothing. */
import { openBlob } from "../../src/backup/blob.ts";
import { readDocument } from "../../src/backup/document.ts";
import { isEmptied, isReplaced } from "../../src/backup/emptied.ts";
import { replacedRoots } from "../../src/backup/rotation.ts";
import { accountAt } from "../../src/backup/service.ts";
import type { Disk } from "./evidence.ts";
import { Failure } from "./failure.ts";
import { oldThings } from "./renewal.ts";
import { rootOfDevice, rootOn, sheetInUse } from "./sheets.ts";
import type { Stage } from "./stage.ts";

/** All devices live by the secret of the sheet in use; what any before it could open or pay with is gone. */
export async function checkRenewal(stage: Stage, disks: readonly Disk[]): Promise<void> {
  const sheet = await sheetInUse(stage);
  if (!sheet || stage.journal.renewals === 0) return;
  const joined = disks.filter(({ isJoined }) => isJoined);
  for (const { device: name } of joined) {
    const device = stage.devices.get(name);
    if (!device) continue;
    if ((await rootOfDevice(device)) !== rootOn(sheet).name)
      throw new Failure("old secrets are void", `${name} lives by another secret than the one on the sheet`);
    const [left] = await oldThings((await device.worker()).env);
    if (left) throw new Failure("old secrets are void", `${name} has not renewed ${left}`);
  }
  const [first] = joined;
  if (first) await checkCopies(stage, new Set((await replacedRoots(first.db)).map(({ key }) => key)));
}

/** What a service still holds under a secret that was renewed says nothing but that, unless it was left there before. */
async function checkCopies(stage: Stage, replaced: ReadonlySet<string>): Promise<void> {
  for (const root of stage.sheets.map(rootOn).filter(({ name }) => replaced.has(name))) {
    for (const service of ["sync", "paidSync"] as const) {
      if (stage.abandoned.has(`${root.name} ${service}`)) continue;
      const account = accountAt(root, stage.addressOf(service));
      const held = stage.town.sandbox[service].vault.newest(account.pub);
      if (!held) continue;
      const { doc } = readDocument(openBlob(held.body, account.blobKey), root.name);
      if (!isReplaced(doc) && !isEmptied(doc))
        throw new Failure("old secrets are void", `${service} still holds revision ${doc.revision} under an old one`);
    }
  }
}
