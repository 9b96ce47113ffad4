/** The one thing that is said from a page of the web to the background: here is a link. */
import type { Browser } from "webextension-polyfill";
import type { Envelope } from "../api/client.ts";

// Each browser knows one of these names. What makes them alike elsewhere is ten times the size of this script, which
// runs in every page.
const world = globalThis as { readonly browser?: Browser; readonly chrome?: Browser };

/** The extension as its scripts see it. */
export const extension = (): Browser => (world.browser ?? world.chrome) as Browser;

/** False in a script that has outlived its extension: an update or a reload leaves it behind in every open page. */
export function isConnected(): boolean {
  const { runtime } = extension() as Partial<Browser>;
  return runtime?.id !== undefined;
}

/** Whatever becomes of it, nothing comes back that a page could see. */
export async function report(link: string, isClicked: boolean): Promise<void> {
  const envelope: Envelope = { ask: "openLink", input: { link, isClicked } };
  try {
    await extension().runtime.sendMessage(envelope);
  } catch {
    // The background could not be started, or was replaced at this very moment. The user clicks again.
  }
}
