/** What a wallet uses of an exchange's `/keys`, in the wallet's own words. */
import { type Amount, isZero } from "./amount.ts";
import { FormatError, type Json } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import type { CurrencySpecification } from "./currency.ts";
import { denominationHash } from "./denomination.ts";
import { isRsaGroup, type Keys, type RsaGroup } from "./keys-format.ts";
import { payto } from "./payto.ts";
import { readRsaPublicKey } from "./rsa-blind.ts";
import type { Signkey } from "./signkey.ts";
import type { Duration, Timestamp } from "./time.ts";

/** A denomination that can be used. Times in whole seconds; keys, hashes and signatures in base32. */
export interface KeysDenomination {
  readonly hash: string;
  /** `rsa_pub` as the protocol spells it. */
  readonly pub: string;
  readonly value: Amount;
  readonly feeWithdraw: Amount;
  readonly feeDeposit: Amount;
  readonly feeRefresh: Amount;
  readonly feeRefund: Amount;
  readonly start: number;
  readonly expireWithdraw: number;
  readonly expireDeposit: number;
  readonly expireLegal: number;
  readonly masterSig: string;
  /** The exchange lost the private key: no withdrawals, deposits are fine. */
  readonly isLost?: boolean;
}

export interface KeysAccount {
  /** With the owner's name. */
  readonly payto: string;
  readonly label?: string;
  /** The higher, the rather. */
  readonly priority: number;
  /** The account is in another currency; a service at this address converts. */
  readonly conversionUrl?: string;
  /** Rules about who may receive money from it, as they came; none when empty. */
  readonly debitRestrictions: readonly Json[];
  /** Rules about from whom it takes money, as they came; none when empty. */
  readonly creditRestrictions: readonly Json[];
}

/** Costs of a transfer by a method, for some time (whole seconds). */
export interface KeysWireFee {
  readonly method: string;
  readonly wire: Amount;
  readonly closing: Amount;
  readonly start: number;
  readonly end: number;
}

/** What the exchange asks of people before it does something for them. */
export interface KeysLimits {
  /** Operations for which it wants to know who one is, whatever the amount: "WITHDRAW". */
  readonly identified: readonly string[];
  /** More than this in such a time it does for nobody, or only for those it knows. */
  readonly most: readonly { readonly operation: string; readonly threshold: Amount; readonly timeframe: Duration }[];
  /** A wallet that comes to hold more than one of these is asked whose it is. */
  readonly balances: readonly Amount[];
}

export interface KeysView {
  readonly baseUrl: string;
  readonly version: string;
  readonly masterPub: string;
  readonly currency: string;
  readonly specification: CurrencySpecification;
  readonly listIssuedAt: Timestamp;
  /** Idle time after which a reserve's rest is wired back. */
  readonly closingDelay: Duration;
  readonly signkeys: readonly Signkey[];
  readonly denominations: readonly KeysDenomination[];
  /** How many denominations we cannot use: of other ciphers, worth nothing, without an end, or with a broken key. */
  readonly skipped: number;
  /** Hashes of revoked denominations. They are no longer listed above. */
  readonly revoked: readonly string[];
  readonly accounts: readonly KeysAccount[];
  readonly wireFees: readonly KeysWireFee[];
  readonly limits: KeysLimits;
  readonly globalFees: Keys["global_fees"];
  readonly auditors: Keys["auditors"];
}

/** A denomination of `/keys` with its group and place in the answer. */
export interface ListedDenomination {
  readonly group: RsaGroup;
  readonly denom: RsaGroup["denoms"][number];
  readonly hash: Uint8Array;
  readonly path: string;
}

/** All RSA denominations in order, with their hashes. */
export function* listedDenominations(keys: Keys): Generator<ListedDenomination> {
  for (const [groupIndex, group] of keys.denominations.entries()) {
    if (!isRsaGroup(group)) continue;
    for (const [index, denom] of group.denoms.entries()) {
      const hash = denominationHash("RSA", bytesOf(denom.rsa_pub));
      yield { group, denom, hash, path: `denominations.${groupIndex}.denoms.${index}` };
    }
  }
}

/** The view of verified keys; `listed` are their RSA denominations. */
export function viewOf(keys: Keys, listed: readonly ListedDenomination[]): KeysView {
  const all = keys.denominations.reduce((sum, { denoms }) => sum + denoms.length, 0);
  const denominations = listed.flatMap((one) => usable(one) ?? []);
  return {
    baseUrl: keys.base_url,
    version: keys.version,
    masterPub: keys.master_public_key,
    currency: keys.currency,
    specification: keys.currency_specification,
    listIssuedAt: keys.list_issue_date,
    closingDelay: keys.reserve_closing_delay,
    signkeys: signkeysOf(keys),
    denominations,
    skipped: all - denominations.length,
    revoked: (keys.recoup ?? []).map(({ h_denom_pub }) => h_denom_pub),
    accounts: keys.accounts.flatMap((one) => readAccount(one) ?? []),
    wireFees: Object.entries(keys.wire_fees).flatMap(([method, fees]) =>
      fees.map((one) => ({
        method,
        wire: one.wire_fee,
        closing: one.closing_fee,
        start: one.start_date,
        end: one.end_date,
      })),
    ),
    limits: limitsOf(keys),
    globalFees: keys.global_fees,
    auditors: keys.auditors,
  };
}

function limitsOf({ zero_limits = [], hard_limits = [], wallet_balance_limit_without_kyc = [] }: Keys): KeysLimits {
  return {
    identified: zero_limits.map(({ operation_type }) => operation_type),
    most: hard_limits.map(({ operation_type, threshold, timeframe }) => ({
      operation: operation_type,
      threshold,
      timeframe,
    })),
    balances: wallet_balance_limit_without_kyc,
  };
}

export const signkeysOf = (keys: Keys): readonly Signkey[] =>
  keys.signkeys.map(({ key, stamp_start, stamp_expire, stamp_end }) => ({
    key,
    start: stamp_start,
    expire: stamp_expire,
    end: stamp_end,
  }));

/** In our words, or undefined when no coin of it could be withdrawn or spent. */
function usable({ group, denom, hash }: ListedDenomination): KeysDenomination | undefined {
  const { stamp_start, stamp_expire_withdraw, stamp_expire_deposit, stamp_expire_legal } = denom;
  if (stamp_start === "never" || stamp_expire_withdraw === "never") return undefined;
  if (stamp_expire_deposit === "never" || stamp_expire_legal === "never") return undefined;
  if (isZero(group.value) || !isRsaKey(denom.rsa_pub)) return undefined;
  return {
    hash: textOf(hash),
    pub: denom.rsa_pub,
    value: group.value,
    feeWithdraw: group.fee_withdraw,
    feeDeposit: group.fee_deposit,
    feeRefresh: group.fee_refresh,
    feeRefund: group.fee_refund,
    start: stamp_start,
    expireWithdraw: stamp_expire_withdraw,
    expireDeposit: stamp_expire_deposit,
    expireLegal: stamp_expire_legal,
    masterSig: denom.master_sig,
    ...(denom.lost && { isLost: true }),
  };
}

function isRsaKey(text: string): boolean {
  try {
    readRsaPublicKey(bytesOf(text));
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

/** In our words, or undefined when nobody could wire money to it. */
function readAccount(account: Keys["accounts"][number]): KeysAccount | undefined {
  const { payto_uri, bank_label, conversion_url, priority = 0 } = account;
  if (!isPayto(payto_uri)) return undefined;
  return {
    payto: payto_uri,
    priority,
    ...(bank_label !== undefined && { label: bank_label }),
    ...(conversion_url !== undefined && { conversionUrl: conversion_url }),
    debitRestrictions: account.debit_restrictions,
    creditRestrictions: account.credit_restrictions,
  };
}

function isPayto(text: string): boolean {
  try {
    payto.parse(text);
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}
