/** Questions to the background, as messages of the browser. */
import browser from "webextension-polyfill";
import { client, type Envelope } from "../api/client.ts";
import { WalletError } from "../api/problems.ts";

/**
 * Asks the background; waking it is the browser's business. Throws a {@link WalletError} with the door's problem, and
 * `pageOutlived` when this page belongs to a version that is no more.
 */
export const askBackground = client(async (envelope: Envelope) => {
  try {
    return await browser.runtime.sendMessage(envelope);
  } catch {
    // Nobody listens.
    throw isOutlived() ? new WalletError("pageOutlived") : new WalletError("bug", "the background failed to start");
  }
});

/** The browser takes everything that belongs to an extension from pages that have outlived it, its id first. */
function isOutlived(): boolean {
  try {
    return browser.runtime.id === undefined;
  } catch {
    return true;
  }
}
