/** A small `/keys` answer signed with keys of our own, with everything in it that recorded ones do not have. */
import { amount } from "../taler/amount.ts";
import type { Json } from "../taler/codec.ts";
import { jsonHash } from "../taler/contract.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { denominationHash } from "../taler/denomination.ts";
import { publicKeyOf, signNow } from "../taler/eddsa.ts";
import { keySet } from "../taler/exchange-signatures.ts";
import { concat, u16, zeros } from "../taler/hash.ts";
import {
  auditorDenomination,
  denominationValidity,
  globalFees,
  signingKeyValidity,
  wireDetails,
  wireFees,
} from "../taler/master-signatures.ts";
import { paytoHash } from "../taler/payto.ts";

const seed = (number: number) => new Uint8Array(32).fill(number);
const masterSeed = seed(1);
const onlineSeed = seed(2);
const auditorSeed = seed(3);
const signedBy = (priv: Uint8Array, block: Uint8Array) => textOf(signNow(priv, block));

const start = 1_700_000_000;
const day = 86_400;
/** A moment at which the keys below are in use. */
export const signedKeysNow = start + day;

/** An RSA key of 1024 bits that nobody can sign with. */
const rsaPub = (number: number) =>
  concat(u16(128), u16(3), new Uint8Array(128).fill(number | 129), Uint8Array.of(1, 0, 1));

const t = (seconds: number | "never") => ({ t_s: seconds });

interface Wish {
  readonly value?: string;
  readonly pub?: Uint8Array;
  readonly expireLegal?: number | "never";
}

/** A group of one RSA denomination, and its auditor's signature. */
function rsaGroup(number: number, { value = "KUDOS:1", pub = rsaPub(number), expireLegal = start + 9 * day }: Wish) {
  const fee = amount.parse("KUDOS:0.01");
  const hash = denominationHash("RSA", pub);
  const validity = {
    masterPub: publicKeyOf(masterSeed),
    start,
    expireWithdraw: start + 2 * day,
    expireDeposit: start + 5 * day,
    expireLegal,
    value: amount.parse(value),
    feeWithdraw: fee,
    feeDeposit: fee,
    feeRefresh: fee,
    feeRefund: fee,
    denominationHash: hash,
  };
  const denom = {
    stamp_start: t(start),
    stamp_expire_withdraw: t(validity.expireWithdraw),
    stamp_expire_deposit: t(validity.expireDeposit),
    stamp_expire_legal: t(expireLegal),
    rsa_pub: textOf(pub),
    master_sig: signedBy(masterSeed, denominationValidity(validity)),
  };
  const fees = { fee_withdraw: fee, fee_deposit: fee, fee_refresh: fee, fee_refund: fee };
  const audit = auditorDenomination({ auditorUrl, ...validity });
  return {
    group: { cipher: "RSA", value, ...fees, denoms: [denom] },
    audited: { denom_pub_h: textOf(hash), auditor_sig: signedBy(auditorSeed, audit) },
  };
}

const auditorUrl = "https://auditor.example/";

/** A group of a cipher we do not know, of which only the master signature counts. */
const foreignGroup = (cipher: string, number: number) => ({
  cipher,
  value: "KUDOS:1",
  denoms: [{ master_sig: textOf(new Uint8Array(64).fill(number)), cs_pub: textOf(zeros(32)) }],
});

const restrictions: Json = [
  { type: "regex", payto_regex: "payto://iban/CH.*", human_hint: "Swiss", human_hint_i18n: { de: "Schweiz" } },
  { type: "deny", future: 1 },
];

function account(payto_uri: string, conversion_url?: string) {
  const block = wireDetails({
    accountHash: paytoHash(payto_uri),
    conversionUrl: conversion_url,
    debitRestrictionsHash: jsonHash([]),
    creditRestrictionsHash: jsonHash(restrictions),
  });
  return {
    payto_uri,
    ...(conversion_url !== undefined && { conversion_url }),
    debit_restrictions: [],
    credit_restrictions: restrictions,
    master_sig: signedBy(masterSeed, block),
  };
}

const cent = amount.parse("KUDOS:0.05");
const inAYear = start + 365 * day;

function wireFeeSigned() {
  const block = wireFees({ wireMethod: "iban", start, end: inAYear, wireFee: cent, closingFee: cent });
  const sig = signedBy(masterSeed, block);
  return { wire_fee: cent, closing_fee: cent, start_date: t(start), end_date: t(inAYear), sig };
}

function globalFeeSigned() {
  const block = globalFees({
    start,
    end: inAYear,
    purseTimeout: 1_000_000,
    historyExpiration: "forever",
    historyFee: cent,
    accountFee: cent,
    purseFee: cent,
    purseAccountLimit: 5,
  });
  return {
    start_date: t(start),
    end_date: t(inAYear),
    purse_timeout: { d_us: 1_000_000 },
    history_expiration: { d_us: "forever" },
    history_fee: cent,
    account_fee: cent,
    purse_fee: cent,
    purse_account_limit: 5,
    master_sig: signedBy(masterSeed, block),
  };
}

function signkeySigned() {
  const [expire, end, key] = [start + 7 * day, start + 700 * day, publicKeyOf(onlineSeed)];
  const master_sig = signedBy(masterSeed, signingKeyValidity({ start, expire, end, key }));
  return { key: textOf(key), stamp_start: t(start), stamp_expire: t(expire), stamp_end: t(end), master_sig };
}

/** What is told by the exchange's name alone. */
const unsigned = {
  version: "23:0:6",
  base_url: "https://exchange.example/",
  currency: "KUDOS",
  currency_specification: {
    name: "Kudos",
    num_fractional_input_digits: 2,
    num_fractional_normal_digits: 2,
    num_fractional_trailing_zero_digits: 2,
    alt_unit_names: { "0": "ク" },
  },
  reserve_closing_delay: { d_us: "forever" },
  recoup: [{ h_denom_pub: textOf(zeros(64)) }],
};

const ownPayto = "payto://iban/DE89370400440532013000?receiver-name=Exchange";

/**
 * The answer: RSA denominations as wished, all of them audited, among them groups of other ciphers, and an account
 * that converts; `paytos` are further accounts.
 */
export function signedKeys(wishes: readonly Wish[] = [{}, { value: "KUDOS:2" }], paytos: readonly string[] = []): Json {
  const groups = wishes.map((wish, index) => rsaGroup(2 * index, wish));
  const rsa = groups.map(({ group }) => group);
  const denominations = [
    ...rsa.slice(0, 1),
    foreignGroup("CS", 7),
    ...rsa.slice(1),
    foreignGroup("RSA+age_restricted", 8),
  ];
  const masterSignatures = denominations.flatMap(({ denoms }) => denoms.map(({ master_sig }) => bytesOf(master_sig)));
  return {
    ...unsigned,
    master_public_key: textOf(publicKeyOf(masterSeed)),
    signkeys: [signkeySigned()],
    denominations,
    accounts: [account(ownPayto, "https://conversion.example/"), ...paytos.map((payto) => account(payto))],
    wire_fees: { iban: [wireFeeSigned()] },
    global_fees: [globalFeeSigned()],
    auditors: [
      {
        auditor_pub: textOf(publicKeyOf(auditorSeed)),
        auditor_url: auditorUrl,
        auditor_name: "Auditor",
        denomination_keys: groups.map(({ audited }) => audited),
      },
    ],
    list_issue_date: t(start),
    exchange_pub: textOf(publicKeyOf(onlineSeed)),
    exchange_sig: signedBy(onlineSeed, keySet({ listIssueDate: start, masterSignatures })),
  };
}
