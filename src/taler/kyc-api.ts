/** Saying who one is, where the law asks an exchange to know: what it asks, how far it is, and where to go. */
import { amount } from "./amount.ts";
import { dictionary, list, type Of, object, optional, text, yesNo } from "./codec.ts";
import { bytes, publicKey, signature, textOf } from "./crockford.ts";
import { sign } from "./eddsa.ts";
import { endpoint } from "./endpoint.ts";
import { type ErrorBody, errorCodes } from "./error-body.ts";
import { duration, timestamp } from "./time.ts";
import { accountOwner } from "./wallet-signatures.ts";

/** What an exchange asks with status 451. Nothing was done; the same request works when all is cleared up. */
export interface Legitimization {
  /** The hash of the account's address, base32: that of a reserve when somebody withdraws. */
  readonly accountHash: string;
  /** The number of the case at the exchange. */
  readonly row: number;
  /** The key that may ask how far it is; the exchange knows none when it is absent. */
  readonly accountPub?: string;
  /** The key that asked is not the one that the exchange knows for the account. */
  readonly isOtherKey: boolean;
}

/** What an error body asks, or undefined when it does not ask for that. */
export function legitimizationIn(body: ErrorBody): Legitimization | undefined {
  const { code, h_payto, requirement_row, account_pub, bad_kyc_auth } = body;
  if (code !== errorCodes.kycRequired || h_payto === undefined || requirement_row === undefined) return undefined;
  return {
    accountHash: h_payto,
    row: requirement_row,
    ...(account_pub !== undefined && { accountPub: account_pub }),
    isOtherKey: bad_kyc_auth === true,
  };
}

/** How far it is: the same in the answers 200 (nothing more is asked) and 202 (something is). */
export const kycStatus = object({
  /** The exchange's people look at it; the user can do nothing but wait. */
  aml_review: yesNo,
  /** Whoever has it can act for the account: it opens the pages of {@link kycPage}. */
  access_token: bytes(32),
  /** What the account may do, and how often; a soft limit can be lifted. */
  limits: optional(
    list(
      object({
        rule_name: optional(text(256)),
        operation_type: text(64),
        timeframe: duration,
        threshold: amount,
        soft_limit: optional(yesNo),
      }),
      1000,
    ),
  ),
});

/** What a long poll of `kyc-check` waits for, as its query `lpt`. */
export const kycTargets = { keyKnown: "1", reviewDone: "2", allowed: "3" } as const;

const requirement = object({
  form: text(256),
  /** For `kyc-start`; absent when the form is filled in on the page itself. */
  id: optional(text(256)),
  description: text(),
  description_i18n: optional(dictionary(text(), 200)),
});

/** What somebody has to do: all of it, or one of it. */
const kycInfo = object({ requirements: list(requirement, 100), is_and_combinator: optional(yesNo) });

export const kycWalletRequest = object({ balance: amount, reserve_pub: publicKey, reserve_sig: signature });

/** The wallet may hold so much until then; a higher threshold has to be asked for. */
const walletAnswer = object({ expiration_time: timestamp, next_threshold: optional(amount) });

/** The header by which the key of an account proves that its owner asks. */
export const accountOwnerHeader = "Account-Owner-Signature";

/** The headers of a question about an account, signed with the key (a seed) that the exchange knows for it. */
export const ownerHeaders = async (priv: Uint8Array): Promise<Record<string, string>> => ({
  [accountOwnerHeader]: textOf(await sign(priv, accountOwner({}))),
});

/** The page of the exchange on which somebody says who he is. The address is a secret, like the token in it. */
export const kycPage = (exchangeBaseUrl: string, { access_token }: Of<typeof kycStatus>): string =>
  `${exchangeBaseUrl}kyc-spa/${access_token}`;

export const kycEndpoints = {
  /**
   * With {@link ownerHeaders}. Queries `timeout_ms` and `lpt` (of {@link kycTargets}): held until that is so.
   * 202 with the same body while something is asked, 204 when this exchange never asks, 403 (1930) for another key,
   * 404 (1939) for an account it asks nothing of, 409 (1940) when it knows no key.
   */
  kycCheck: endpoint("GET", "kyc-check/:accountHash", undefined, kycStatus),
  kycInfo: endpoint("GET", "kyc-info/:accessToken", undefined, kycInfo),
  /** Where to go for one of the requirements. */
  kycStart: endpoint("POST", "kyc-start/:requirementId", undefined, object({ redirect_url: text(2048) })),
  /** Before a wallet holds more than the exchange lets strangers hold; the key is one reserve's, always the same. */
  kycWallet: endpoint("POST", "kyc-wallet", kycWalletRequest, walletAnswer),
} as const;
