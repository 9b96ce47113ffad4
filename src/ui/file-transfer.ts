/** A saved wallet on its way between a file of the user's and the background, piece by piece. */
import type { Ask } from "../api/client.ts";
import { base64Of, bytesOfBase64, largestFile, pieceSize } from "../api/file-pieces.ts";
import type { SentFile } from "../api/keeping-views.ts";
import { WalletError } from "../api/problems.ts";

/** What saved wallets are called; the day is that of the user's clock, in UTC. */
export const savedName = (now: number): string =>
  `satchel-backup-${new Date(now).toISOString().slice(0, 10)}${savedEnding}`;

export const savedEnding = ".taler-backup";

/** Has the background make the file, and fetches it. */
export async function fetchedFile(ask: Ask): Promise<Blob> {
  const { id, pieces } = await ask("beginSavingFile", {});
  const parts: BlobPart[] = [];
  for (let index = 0; index < pieces; index++) {
    parts.push(new Uint8Array(bytesOfBase64((await ask("getSavedPiece", { id, index })).piece)));
  }
  return new Blob(parts, { type: "application/octet-stream" });
}

/** Hands a file to the background; one that can be no wallet is not even read. */
export async function handedOver(ask: Ask, file: Blob): Promise<SentFile> {
  if (file.size > largestFile) throw new WalletError("backupTooLarge", `${file.size} bytes`);
  if (file.size === 0) throw new WalletError("notASavedFile");
  const pieces = Math.ceil(file.size / pieceSize);
  let id: string | undefined;
  for (let index = 0; index < pieces; index++) {
    const part = await file.slice(index * pieceSize, (index + 1) * pieceSize).arrayBuffer();
    const piece = base64Of(new Uint8Array(part));
    ({ id } = await ask("sendFilePiece", { index, piece, ...(id !== undefined && { id }) }));
  }
  return { id: id ?? "", pieces };
}
