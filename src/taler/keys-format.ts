/** The shape of `/keys`: everything an exchange says about itself (GNU Taler exchange API, interface 23). */
import { amount } from "./amount.ts";
import { baseUrl } from "./base-url.ts";
import {
  anyJson,
  type Codec,
  dictionary,
  FormatError,
  integer,
  list,
  literal,
  type ObjectOf,
  object,
  optional,
  real,
  text,
  yesNo,
} from "./codec.ts";
import { bytesUpTo, hash512, publicKey, signature } from "./crockford.ts";
import { currencyName, currencySpecification, requireCurrency } from "./currency.ts";
import { duration, timestamp } from "./time.ts";
import { versionText } from "./version.ts";

/** A moment that comes; keys and fees without an end are of no use to anybody. */
const instant: Codec<number> = {
  parse(value) {
    const moment = timestamp.parse(value);
    if (moment === "never") throw new FormatError("never");
    return moment;
  },
  format: timestamp.format,
};

const signkey = object({
  key: publicKey,
  stamp_start: instant,
  stamp_expire: instant,
  stamp_end: instant,
  master_sig: signature,
});

const rsaDenom = object({
  stamp_start: timestamp,
  stamp_expire_withdraw: timestamp,
  stamp_expire_deposit: timestamp,
  stamp_expire_legal: timestamp,
  /** Two lengths, a modulus of up to 4096 bits, an exponent. */
  rsa_pub: bytesUpTo(1100),
  master_sig: signature,
  /** The private key is lost: no withdrawals, deposits are fine. */
  lost: optional(yesNo),
});

const mostPerGroup = 2000;

const rsaGroupFields = {
  cipher: literal("RSA"),
  value: amount,
  fee_withdraw: amount,
  fee_deposit: amount,
  fee_refresh: amount,
  fee_refund: amount,
  denoms: list(rsaDenom, mostPerGroup),
};
const rsaGroup = object(rsaGroupFields);
export type RsaGroup = ObjectOf<typeof rsaGroupFields>;

/** Denominations we cannot use. Their master signatures are part of what the exchange signs. */
const skippedGroupFields = { cipher: text(64), denoms: list(object({ master_sig: signature }), mostPerGroup) };
const skippedGroup = object(skippedGroupFields);
export type SkippedGroup = ObjectOf<typeof skippedGroupFields>;

export const isRsaGroup = (one: RsaGroup | SkippedGroup): one is RsaGroup => one.cipher === "RSA";

/** Denominations that differ only in key and time. Of Clause-Schnorr and age-restricted ones only the signatures stay. */
const group: Codec<RsaGroup | SkippedGroup> = {
  parse(value) {
    const isRsa = typeof value === "object" && value !== null && "cipher" in value && value.cipher === "RSA";
    return isRsa ? rsaGroup.parse(value) : skippedGroup.parse(value);
  },
  format: (value) => (isRsaGroup(value) ? rsaGroup.format(value) : skippedGroup.format(value)),
};

/** Signed as they came, so they are kept as they came. */
const restrictions = list(anyJson, 200);

const account = object({
  payto_uri: text(2048),
  conversion_url: optional(text(2048)),
  bank_label: optional(text(256)),
  priority: optional(integer(-1_000_000_000, 1_000_000_000)),
  /** Who may receive money from the exchange through this account. */
  debit_restrictions: restrictions,
  /** From which accounts it takes money. */
  credit_restrictions: restrictions,
  master_sig: signature,
});

const wireFee = object({
  wire_fee: amount,
  closing_fee: amount,
  start_date: instant,
  end_date: instant,
  sig: signature,
});

const globalFee = object({
  start_date: instant,
  end_date: instant,
  history_fee: amount,
  account_fee: amount,
  purse_fee: amount,
  history_expiration: duration,
  purse_timeout: duration,
  purse_account_limit: integer(0, 2 ** 32 - 1),
  master_sig: signature,
});

const auditor = object({
  auditor_pub: publicKey,
  auditor_url: text(2048),
  auditor_name: optional(text(256)),
  denomination_keys: list(object({ denom_pub_h: hash512, auditor_sig: signature })),
});

const zeroLimit = object({ rule_name: optional(text(256)), operation_type: text(64) });
const hardLimit = object({ operation_type: text(64), threshold: amount, timeframe: duration });

const keysFields = {
  version: versionText,
  base_url: baseUrl,
  currency: currencyName,
  currency_specification: currencySpecification,
  tiny_amount: optional(amount),
  stefan_abs: optional(amount),
  stefan_log: optional(amount),
  stefan_lin: optional(real),
  hard_limits: optional(list(hardLimit, 200)),
  zero_limits: optional(list(zeroLimit, 200)),
  wallet_balance_limit_without_kyc: optional(list(amount, 200)),
  master_public_key: publicKey,
  reserve_closing_delay: duration,
  signkeys: list(signkey, 500),
  recoup: optional(list(object({ h_denom_pub: hash512 }))),
  denominations: list(group, 2000),
  accounts: list(account, 200),
  wire_fees: dictionary(list(wireFee, 200), 50),
  global_fees: list(globalFee, 200),
  auditors: list(auditor, 50),
  list_issue_date: timestamp,
  exchange_pub: publicKey,
  exchange_sig: signature,
};

/** `/keys`, not yet verified: see verifyKeys. */
export type Keys = ObjectOf<typeof keysFields>;
export type Auditor = Keys["auditors"][number];

const keysOnWire = object(keysFields);

/** Far more than any exchange has; each costs a signature to check. */
const mostDenominations = 10_000;

export const keysAnswer: Codec<Keys> = {
  parse(value) {
    const keys = keysOnWire.parse(value);
    const count = keys.denominations.reduce((sum, { denoms }) => sum + denoms.length, 0);
    if (count > mostDenominations) throw new FormatError(`more than ${mostDenominations}`, "denominations");
    requireOneCurrency(keys);
    return keys;
  },
  format: keysOnWire.format,
};

/** Throws a {@link FormatError} that names the first amount that is not in the exchange's currency. */
function requireOneCurrency(keys: Keys): void {
  const check = (path: string, amounts: Parameters<typeof requireCurrency>[1]) =>
    requireCurrency(keys.currency, amounts, path);
  const { tiny_amount, stefan_abs, stefan_log } = keys;
  check("", { tiny_amount, stefan_abs, stefan_log });
  for (const limit of keys.wallet_balance_limit_without_kyc ?? []) check("wallet_balance_limit_without_kyc", { limit });
  for (const { threshold } of keys.hard_limits ?? []) check("hard_limits", { threshold });
  for (const [index, one] of keys.denominations.entries()) {
    if (!isRsaGroup(one)) continue;
    const { value, fee_withdraw, fee_deposit, fee_refresh, fee_refund } = one;
    check(`denominations.${index}`, { value, fee_withdraw, fee_deposit, fee_refresh, fee_refund });
  }
  for (const [method, fees] of Object.entries(keys.wire_fees)) {
    for (const { wire_fee, closing_fee } of fees) check(`wire_fees.${method}`, { wire_fee, closing_fee });
  }
  for (const { history_fee, account_fee, purse_fee } of keys.global_fees) {
    check("global_fees", { history_fee, account_fee, purse_fee });
  }
}
