/** What is to be restored, as the page has it: typed, chosen, and kept until the wallet is back. */
import type { Ask } from "../../api/client.ts";
import { handedOver } from "../file-transfer.ts";

export interface RestoreWish {
  readonly text: string;
  /** Base URLs. */
  readonly services: readonly string[];
  readonly file: File | undefined;
}

/** Asks for the restore. What this browser holds is never given up for it: the page has said so. */
export async function askToRestore(ask: Ask, { text, services, file }: RestoreWish): Promise<void> {
  const sent = file && (await handedOver(ask, file));
  await ask("restoreFromRecoverySecret", {
    text,
    services: [...services],
    keepMoney: true,
    ...(sent && { file: sent }),
  });
}
