/** The recovery secret as its owner keeps it: a taler:// link, 24 words, or its characters alone. */
import { WalletError } from "../api/problems.ts";
import { Secret } from "../store/secret.ts";
import { FormatError } from "../taler/codec.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { formatTalerUri, parseTalerUri } from "../taler/uri.ts";
import { secretOfWords, wordMeant } from "./recovery-words.ts";

/** What a pasted text says. Words and bare secrets name no service: then `urls` is empty. */
export interface RecoveryText {
  readonly kind: "uri" | "words" | "secret";
  /** 32 bytes. */
  readonly secret: Secret;
  /** Canonical base URLs of services that keep the backup. */
  readonly urls: readonly string[];
}

/** 32 bytes in base32. */
const secretLength = 52;
const longest = 10_000;

/** `taler://sync/DOMAIN/PATH#SECRET` (design document on synchronisation): the secret and one service. */
export const recoveryUri = (secret: Uint8Array, url: string): string =>
  formatTalerUri({ action: "sync", providerBaseUrl: url, secret: textOf(secret) });

/** `taler://restore/SECRET/URL,URL` (taler URI scheme, LSD 0006): the secret and all services. */
export const restoreUri = (secret: Uint8Array, urls: readonly string[]): string =>
  formatTalerUri({ action: "restore", secret: textOf(secret), providers: urls });

/**
 * Reads whatever is on the sheet: a link (sync, restore or recovery; also broken into groups, or in quotes), the words
 * (in any case and spacing, numbered or not), or the secret alone, in groups or not.
 * Throws a {@link WalletError}: `badRecoverySecret`, `moneyLink` (one that other pages open), `unsupportedLink`,
 * `misspelledWord` or `wordsDoNotFit`. Its detail says where to look and never quotes what was typed.
 */
export function readRecoveryText(text: string): RecoveryText {
  if (text.length > longest) throw new WalletError("badRecoverySecret", "the text is too long");
  const typed = text.normalize("NFKC").replace(/^[\s"'<]+|[\s"'>]+$/g, "");
  const compact = typed.replace(/\s/g, "");
  if (compact === "") throw new WalletError("badRecoverySecret", "nothing was entered");
  if (/^[a-z+-]+:\//i.test(compact)) return readLink(compact);
  // Before the bare secret: 13 of the words, four letters each, would pass for one.
  const words = wordsIn(typed);
  if (words !== undefined) return ofSecret("words", secretOfWords(words));
  return ofSecret("secret", secretOfCharacters(compact.replace(/[-.]/g, "")));
}

function ofSecret(kind: RecoveryText["kind"], bytes: Uint8Array, urls: readonly string[] = []): RecoveryText {
  return { kind, secret: new Secret(bytes), urls };
}

function readLink(link: string): RecoveryText {
  const uri = parsed(link);
  if (uri.action === "sync") return ofSecret("uri", bytesOf(uri.secret), [uri.providerBaseUrl]);
  if (uri.action === "restore") return ofSecret("uri", bytesOf(uri.secret), uri.providers);
  const isMoney = uri.action === "withdraw" || uri.action === "pay" || uri.action === "refund";
  throw new WalletError(isMoney ? "moneyLink" : "unsupportedLink", `this link is for ${uri.action}`);
}

function parsed(link: string): ReturnType<typeof parseTalerUri> {
  try {
    return parseTalerUri(link);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new WalletError("badRecoverySecret", error.reason);
  }
}

/** The words typed, or undefined when the text looks like something else. */
function wordsIn(text: string): readonly string[] | undefined {
  // The sheet numbers its words; the numbers are not part of them.
  const words = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !/^\d{1,2}$/.test(word));
  const known = words.filter((word) => wordMeant(word) !== undefined).length;
  return known > 0 && known * 2 >= words.length ? words : undefined;
}

function secretOfCharacters(bare: string): Uint8Array {
  const fault = faultIn(bare);
  if (fault !== undefined) throw new WalletError("badRecoverySecret", fault);
  return bytesOf(bare);
}

function faultIn(bare: string): string | undefined {
  const foreign = bare.search(/[^0-9A-Za-z]/);
  // So far off, it is no secret with a typing error.
  if (Math.abs(bare.length - secretLength) > 12) return "neither a link nor words nor a secret";
  if (foreign !== -1) return `character ${foreign + 1} cannot be part of a secret`;
  return bare.length === secretLength ? undefined : `${bare.length} characters instead of ${secretLength}`;
}
