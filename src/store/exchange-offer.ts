/** What an exchange offers right now, as last downloaded and verified: this device only, fetched again at will. */
import type { Amount } from "../taler/amount.ts";
import type { Timestamp } from "../taler/time.ts";

/** One denomination on offer; amounts and times as in the set of denominations. */
export interface OfferedDenomination {
  readonly hash: string;
  readonly pub: string;
  readonly value: Amount;
  readonly feeWithdraw: Amount;
  readonly feeDeposit: Amount;
  readonly feeRefresh: Amount;
  readonly feeRefund: Amount;
  /** Whole seconds. */
  readonly start: Timestamp;
  readonly expireWithdraw: Timestamp;
  readonly expireDeposit: Timestamp;
  readonly expireLegal: Timestamp;
  readonly masterSig: string;
  /** The exchange lost the private key: no withdrawals, deposits are fine. */
  readonly isLost?: boolean;
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
  /** The last download or check that failed, and since when it has been failing. */
  readonly trouble?: { readonly code: string; readonly detail?: string; readonly at: number; readonly times: number };
  /** Version tag of the terms last offered (seed 004); null when the exchange has none. */
  readonly tosOffered?: string | null;
  /** A different master key or currency was seen; never adopted silently. */
  readonly strangeMasterPub?: string;
}
