/** What a pasted, scanned or handed over link is. */
import { WalletError } from "../api/problems.ts";
import type { Recognised } from "../api/views.ts";
import { FormatError } from "../taler/codec.ts";
import { parseTalerUri, type TalerUri, UnsupportedLink } from "../taler/uri.ts";

/** Throws `badLink`, or `unsupportedLink` for a kind that no version of the wallet opens. */
export function readLink(link: string): TalerUri {
  try {
    return parseTalerUri(link);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new WalletError(error instanceof UnsupportedLink ? "unsupportedLink" : "badLink", error.reason);
  }
}

/** What some page can open. */
const kinds: readonly Recognised["kind"][] = [
  ...(["withdraw", "withdraw-exchange", "add-exchange", "pay", "refund", "sync", "restore"] as const),
];

/** The kind of a link that one of our pages can open; nobody is asked for it. Throws as {@link readLink} does. */
export function recognised(link: string): Recognised {
  const uri = readLink(link);
  const kind = kinds.find((known) => known === uri.action);
  if (kind === undefined) throw new WalletError("unsupportedLink", uri.action);
  return { kind, link: link.trim(), ...(uri.action === "add-exchange" && { exchange: uri.exchangeBaseUrl }) };
}
