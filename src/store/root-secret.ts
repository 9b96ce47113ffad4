/**
 * Everything secret a wallet has, derived from the 32 bytes its owner wrote down: the table of paths is the backup format.
 * It lies here and not in src/backup because the wallet below the backup derives its keys and coins from it.
 */
import type { Amount } from "../taler/amount.ts";
import { canonicalBaseUrl } from "../taler/base-url.ts";
import { FormatError } from "../taler/codec.ts";
import { textOf } from "../taler/crockford.ts";
import { concat, kdf, u32, u64, utf8 } from "../taler/hash.ts";
import type { DeviceId } from "./clock.ts";
import { Secret } from "./secret.ts";

/** The root of a wallet: prints without its secret. */
export interface Root {
  /** Public: names the wallet in documents and rows, and tells nothing about the secret. 32 bytes as base32. */
  readonly name: string;
  /** The root secret, 64 bytes. */
  readonly secret: Secret;
}

/**
 * Every path: what it is made of, how many bytes it gives and what for. src/backup/FORMAT.md publishes the same table.
 * Frozen: another spelling of a path is another key, and the money under the old one would be out of reach.
 * More paths may be added.
 */
export const paths = {
  name: { of: [], bytes: 32, gives: "the public name of the root" },
  account: { of: ["base URL of the service"], bytes: 32, gives: "the Ed25519 seed of the account at the service" },
  blob: { of: ["base URL of the service"], bytes: 32, gives: "the key of the secretbox kept at the service" },
  file: { of: [], bytes: 32, gives: "the key of the secretbox in a file" },
  reserve: {
    of: ["device slot", "counter"],
    bytes: 32,
    gives: "the Ed25519 seed of a reserve whose row names no deed",
  },
  reserveFor: { of: ["device slot", "counter", "name of the deed"], bytes: 32, gives: "the Ed25519 seed of a reserve" },
  planchet: {
    of: ["public key of the reserve", "hash of the denomination", "index"],
    bytes: 32,
    gives: "the planchet secret of a withdrawn coin",
  },
  refresh: {
    of: ["private key of the old coin", "amount", "hashes of the new denominations", "attempt"],
    bytes: 32,
    gives: "the secret of a refresh",
  },
  claim: {
    of: ["device id", "base URL of the merchant", "order id"],
    bytes: 32,
    gives: "the Ed25519 seed of the nonce that claims an order",
  },
  merchant: {
    of: ["base URL of the exchange", "account without its owner's name"],
    bytes: 32,
    gives: "the Ed25519 seed of the merchant that the wallet plays for an account of its own",
  },
  salt: {
    of: ["base URL of the exchange", "account"],
    bytes: 16,
    gives: "the salt that hides the account in contracts",
  },
  wallet: {
    of: ["base URL of the exchange"],
    bytes: 32,
    gives: "the Ed25519 seed of the reserve by which an exchange knows whose wallet this is",
  },
} as const;

const rootLabel = utf8("satchel-root-secret");
const pathLabel = utf8("satchel-path");

/** The root of a wallet from its recovery secret, 32 bytes; throws a RangeError for any other number of bytes. */
export function rootOf(recoverySecret: Uint8Array): Root {
  const secret = new Secret(kdf(64, rootLabel, sized(32, recoverySecret)));
  return { name: textOf(derive({ secret }, "name")), secret };
}

/** The seed of the account at a backup service. Throws a FormatError unless the URL is canonical. */
export const accountKey = (root: Root, url: string): Uint8Array => derive(root, "account", canonical(url));

/** The key of the box kept at a backup service: one for each, so that services cannot tell what belongs together. */
export const blobKey = (root: Root, url: string): Uint8Array => derive(root, "blob", canonical(url));

/** The key of the box in a file that the user saved: no service can tell that it belongs to what it keeps. */
export const fileKey = (root: Root): Uint8Array => derive(root, "file");

/**
 * The seed of a reserve: the `counter`th of the device that holds the slot. Two copies of one disk count alike, and do not
 * know of each other: so the name of the deed that it is for (32 bytes) is part of the path. Rows older than that name none.
 */
export const reserveKey = (root: Root, slot: number, counter: number, deed?: Uint8Array): Uint8Array =>
  deed === undefined
    ? derive(root, "reserve", u64(slot), u64(counter))
    : derive(root, "reserveFor", u64(slot), u64(counter), sized(32, deed));

/** The secret that a withdrawn coin and its blinding come from; the same index of another denomination is another coin. */
export const planchetSecret = (root: Root, reservePub: Uint8Array, denomHash: Uint8Array, index: number): Uint8Array =>
  derive(root, "planchet", sized(32, reservePub), sized(64, denomHash), u64(index));

/**
 * The secret of a refresh of `amount` of an old coin into new denominations, in the order of the request.
 * Two devices with one plan derive one secret; a further attempt at the same plan derives another.
 */
export function refreshSeed(
  root: Root,
  oldCoinPriv: Uint8Array,
  amount: Amount,
  denomHashes: readonly Uint8Array[],
  attempt: number,
): Uint8Array {
  const hashes = concat(...denomHashes.map((hash) => sized(64, hash)));
  return derive(root, "refresh", sized(32, oldCoinPriv), utf8(amount), hashes, u64(attempt));
}

/** The seed of the nonce by which this device, and no other, claims an order. */
export const claimNonce = (root: Root, device: DeviceId, merchantBaseUrl: string, orderId: string): Uint8Array =>
  derive(root, "claim", utf8(device), canonical(merchantBaseUrl), utf8(orderId));

/**
 * The seed of the merchant that the wallet plays at an exchange for an account of its own, given without its owner's
 * name: always the same one, because the exchange asks only once who the owner of an account and key is.
 */
export const merchantKey = (root: Root, exchangeBaseUrl: string, normalizedAccount: string): Uint8Array =>
  derive(root, "merchant", canonical(exchangeBaseUrl), utf8(normalizedAccount));

/** The salt, 16 bytes, that hides an account of one's own (as a payto address) from whoever sees contract and coins. */
export const wireSalt = (root: Root, exchangeBaseUrl: string, account: string): Uint8Array =>
  derive(root, "salt", canonical(exchangeBaseUrl), utf8(account));

/** The seed of the reserve by which an exchange knows whose wallet this is: always the same one, and never paid into. */
export const walletKey = (root: Root, exchangeBaseUrl: string): Uint8Array =>
  derive(root, "wallet", canonical(exchangeBaseUrl));

/** Every part goes in with its length before it, so that no two paths are the same bytes. */
function derive(
  { secret }: Pick<Root, "secret">,
  name: keyof typeof paths,
  ...parts: readonly Uint8Array[]
): Uint8Array {
  const info = [utf8(name), ...parts].flatMap((part) => [u32(part.length), part]);
  return kdf(paths[name].bytes, pathLabel, secret.reveal(), ...info);
}

function sized(size: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== size) throw new RangeError(`${bytes.length} bytes instead of ${size}`);
  return bytes;
}

/** A slash more or less would be another key: whoever asks must have made the URL canonical. */
function canonical(url: string): Uint8Array {
  if (canonicalBaseUrl(url) !== url) throw new FormatError("not a canonical base URL");
  return utf8(url);
}
