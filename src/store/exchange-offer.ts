/** What an exchange offers right now, as last downloaded and verified: this device only, fetched again at will. */
import type { Amount } from "../taler/amount.ts";
import type { KeysDenomination } from "../taler/keys-view.ts";

/** One denomination on offer. */
export type OfferedDenomination = KeysDenomination;

/** A bank account of the exchange, as far as people choose by it. */
export interface OfferedAccount {
  /** As in its payto URI: "iban". */
  readonly method: string;
  /** Of an IBAN: two letters. */
  readonly country?: string;
  /** In another currency. */
  readonly isConverted?: boolean;
  /** Takes money from nobody. */
  readonly isClosed?: boolean;
  /** From whom it takes money, in the exchange's words; in other languages by their tags. */
  readonly rules: readonly { readonly hint: string; readonly hintByLanguage?: Readonly<Record<string, string>> }[];
}

/** What the exchange asks of those who withdraw. */
export interface OfferedLimits {
  /** It wants to know who one is before the first withdrawal. */
  readonly isIdentified?: boolean;
  /** No more than this within so many seconds; without them, ever. */
  readonly most?: { readonly amount: Amount; readonly seconds?: number };
  /** A wallet that comes to hold more is asked whose it is. */
  readonly balance?: Amount;
}

/** Downloads or checks that failed, one after the other; moments in milliseconds. */
export interface OfferTrouble {
  /** Of the last one. */
  readonly code: string;
  readonly detail?: string;
  /** When the first one failed, and the last; how many did since anything went well. */
  readonly since: number;
  readonly at: number;
  readonly times: number;
  /** The server has asked to be left alone until then. */
  readonly notBefore?: number;
}

/** An auditor whose signatures under the denominations are genuine. */
export interface OfferedAuditor {
  readonly key: string;
  /** The address it signs with. */
  readonly url: string;
  readonly name?: string;
  /** It has signed everything that can be withdrawn, not only a part. */
  readonly isWhole: boolean;
}

export interface ExchangeOffer {
  /** The exchange's canonical base URL. */
  readonly url: string;
  /** Bare, as the server spells it. */
  readonly etag?: string;
  /** Milliseconds. */
  readonly fetchedAt?: number;
  readonly expiresAt?: number;
  readonly denominations: readonly OfferedDenomination[];
  /** Absent in what an older version downloaded. */
  readonly accounts?: readonly OfferedAccount[];
  readonly limits?: OfferedLimits;
  readonly auditors?: readonly OfferedAuditor[];
  /** Hashes of those that were revoked: their coins pay nobody, and are taken back. */
  readonly revoked?: readonly string[];
  /** When something showed that all this is too old: an unknown signing key, an unknown denomination (seed 004). */
  readonly outdatedAt?: number;
  /** Why the last downloads or checks of the keys failed; absent when the last one did not. */
  readonly trouble?: OfferTrouble;
  /** Version tag of the terms last offered (seed 004); null when the exchange has none. */
  readonly tosOffered?: string | null;
  /** Why the last download of the terms failed; absent when it did not. */
  readonly tosTrouble?: OfferTrouble;
}
