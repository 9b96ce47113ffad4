/**
 * The page that Firefox opens for links with `ext+taler:` (`protocol_handlers` in the manifest), in place of the page
 * where one was clicked. It hands the link over and makes room again.
 *
 * Firefox writes no page of an extension into the history of visits. The tab and the session that Firefox restores after
 * a crash do remember addresses: so the link stands behind the "#", which no server and no other page ever gets, and is
 * taken out of the address before anything else is done.
 */
import { extension, report } from "./report.ts";

const { hash } = location;
history.replaceState(null, "", location.pathname);

/** Percent-decoding; what cannot be decoded was no link. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

async function handOver(): Promise<void> {
  const link = decoded(hash.slice(1));
  if (link !== "") await report(link, true);
  if (history.length > 1) return history.back();
  const tab = await extension().tabs.getCurrent();
  await extension().tabs.remove(tab?.id ?? []);
}

void handOver();
