/** The keys of the exchange whose traffic was recorded, verified, at the moment of the recording. */
import { verifyKeys } from "../taler/keys.ts";
import { keysAnswer } from "../taler/keys-format.ts";
import type { KeysView } from "../taler/keys-view.ts";
import keys from "../taler/recordings/keys.json" with { type: "json" };
import { recorded } from "./recordings.ts";

/** All other recordings were made within minutes of `now` (seconds). */
export async function recordedKeys(): Promise<KeysView & { readonly now: number }> {
  const { json, headers } = recorded(keys, "keys").response;
  const now = Date.parse(headers.Date ?? "") / 1000;
  return { ...(await verifyKeys(keysAnswer.parse(json), now)), now };
}
