/** Questions to the background, as messages of the browser. */
import browser from "webextension-polyfill";
import { client, type Envelope } from "../api/client.ts";
import { WalletError } from "../api/problems.ts";

/** Asks the background; waking it is the browser's business. Throws a {@link WalletError} with the door's problem. */
export const askBackground = client(async (envelope: Envelope) => {
  try {
    return await browser.runtime.sendMessage(envelope);
  } catch {
    // Nobody listens: the background failed to start, or this page has outlived an update of the extension.
    throw new WalletError("bug", "the background cannot be reached");
  }
});
