/** Files in messages: pieces of a bounded size, as base64, since messages of the browser are JSON. */
import { WalletError } from "./problems.ts";

/** Bytes of a piece; a multiple of three, so that only the last one is padded. */
export const pieceSize = 3 * 2 ** 19;

/** Characters of a piece in base64. */
export const longestPiece = (pieceSize / 3) * 4;

/** No saved wallet is larger; what is larger is not even read. */
export const largestFile = 64 * 2 ** 20;

/** Arguments of one call; browsers take some tens of thousands. */
const atOnce = 2 ** 14;

/** The bytes in base64 (RFC 4648, section 4). */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += atOnce) text += String.fromCharCode(...bytes.subarray(at, at + atOnce));
  return btoa(text);
}

/** The bytes that are spelled so. Throws `badInput` for anything but base64. */
export function bytesOfBase64(text: string): Uint8Array {
  const characters = charactersOf(text);
  const bytes = new Uint8Array(characters.length);
  // One by one, because the short ways take seconds for a large wallet.
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}

function charactersOf(text: string): string {
  try {
    return atob(text);
  } catch {
    throw new WalletError("badInput", "not base64");
  }
}
