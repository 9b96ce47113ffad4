/** What an exchange offers right now, as last downloaded and verified: this device only, fetched again at will. */
import type { KeysDenomination } from "../taler/keys-view.ts";

/** One denomination on offer. */
export type OfferedDenomination = KeysDenomination;

export interface ExchangeOffer {
  /** The exchange's canonical base URL. */
  readonly url: string;
  /** Bare, as the server spells it. */
  readonly etag?: string;
  /** Milliseconds. */
  readonly fetchedAt?: number;
  readonly expiresAt?: number;
  readonly denominations: readonly OfferedDenomination[];
  /** Hashes of those that were revoked: their coins pay nobody, and are taken back. */
  readonly revoked?: readonly string[];
  /** The last download or check that failed, and since when it has been failing. */
  readonly trouble?: {
    readonly code: string;
    readonly detail?: string;
    readonly since: number;
    readonly at: number;
    readonly times: number;
  };
  /** Version tag of the terms last offered (seed 004); null when the exchange has none. */
  readonly tosOffered?: string | null;
}
