/** Files on their way between a page and the background, in pieces: no message of a browser may grow as large as a wallet. */
import { base64Of, bytesOfBase64, largestFile, pieceSize } from "../api/file-pieces.ts";
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { decide } from "../store/save.ts";
import { textOf } from "../taler/crockford.ts";
import { concat } from "../taler/hash.ts";
import { backupHash } from "../taler/sync-api.ts";
import { selfOf } from "../wallet/roots.ts";
import { type MadeFile, makeFile } from "./file.ts";

/** A file that was made for a page, and pieces that a page has sent: in memory, one of each at a time. */
interface Transfers {
  readonly made?: MadeFile & { readonly id: string };
  readonly taken?: { readonly id: string; readonly parts: readonly Uint8Array[] };
}

const transfersByDb = new WeakMap<object, Transfers>();
const transfersOf = ({ db }: Env): Transfers => transfersByDb.get(db) ?? {};

/** Makes the file, and tells how many pieces it has. */
export async function beginSaving(env: Env): Promise<{ readonly id: string; readonly pieces: number }> {
  const made = await makeFile(env);
  const id = await backupHash(made.body);
  transfersByDb.set(env.db, { ...transfersOf(env), made: { ...made, id } });
  return { id, pieces: Math.ceil(made.body.length / pieceSize) };
}

/** One piece, in base64. With the last one the file is said to be saved. Throws `fileNotWhole` when this worker has not made it. */
export async function savedPiece(env: Env, id: string, index: number): Promise<string> {
  const { made } = transfersOf(env);
  if (made?.id !== id) throw new WalletError("fileNotWhole");
  const { body, root, change } = made;
  const end = (index + 1) * pieceSize;
  const piece = base64Of(body.subarray(index * pieceSize, end));
  if (end >= body.length) {
    await decide(env.db, [], () => ({ self: { savedFile: { root, at: env.now(), change } } }));
    const { made: _, ...rest } = transfersOf(env);
    transfersByDb.set(env.db, rest);
  }
  return piece;
}

/** When this wallet was last saved as a file, and whether anything has changed since. */
export async function savedFile(env: Env): Promise<{ readonly at?: number; readonly isBehind?: boolean }> {
  const { savedFile: saved, root, change } = await selfOf(env.db);
  return saved?.root === root ? { at: saved.at, isBehind: change > saved.change } : {};
}

interface SentPiece {
  /** What the first piece was answered by; absent for the first. */
  readonly id?: string | undefined;
  readonly index: number;
  /** In base64. */
  readonly piece: string;
}

/** Takes the next piece of a file, and tells the name of the file; the first one takes the place of all before. */
export function takePiece(env: Env, { id = textOf(env.random(16)), index, piece }: SentPiece): string {
  const { taken } = transfersOf(env);
  const parts = taken?.id === id ? taken.parts : [];
  if (parts.length !== index) throw new WalletError("fileNotWhole");
  const all = [...parts, bytesOfBase64(piece)];
  if (all.reduce((size, part) => size + part.length, 0) > largestFile) throw new WalletError("backupTooLarge");
  transfersByDb.set(env.db, { ...transfersOf(env), taken: { id, parts: all } });
  return id;
}

/** The file that came in so many pieces. It is kept until the next one comes: a secret may have been mistyped. */
export function takenFile(env: Env, { id, pieces }: { readonly id: string; readonly pieces: number }): Uint8Array {
  const { taken } = transfersOf(env);
  if (taken?.id !== id || taken.parts.length !== pieces) throw new WalletError("fileNotWhole");
  return concat(...taken.parts);
}
