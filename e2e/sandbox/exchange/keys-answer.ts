/** The answer to /keys: everything the sandbox exchange says about itself, signed by its master and signing keys. */
import { type Amount, amount } from "../../../src/taler/amount.ts";
import type { Json } from "../../../src/taler/codec.ts";
import { jsonHash } from "../../../src/taler/contract.ts";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import { publicKeyOf } from "../../../src/taler/eddsa.ts";
import { keySet } from "../../../src/taler/exchange-signatures.ts";
import { auditorDenomination, globalFees, wireDetails, wireFees } from "../../../src/taler/master-signatures.ts";
import { parsePayto, paytoHash } from "../../../src/taler/payto.ts";
import { chanceFrom } from "../chance.ts";
import { currencySpecification } from "../currency.ts";
import { masterSignatureOf, type SandboxDenomination } from "./denominations.ts";
import type { ExchangeKeys, SigningKey } from "./keys.ts";
import { rememberedSignature } from "./remembered-signature.ts";

export interface Identity {
  readonly baseUrl: string;
  readonly version: string;
  /** The payto addresses of the exchange's bank accounts. */
  readonly accounts: readonly string[];
  /** Wallets that hold more than one of these are asked whose they are. */
  readonly balanceLimits?: readonly Amount[] | undefined;
  /** Who checks it, if anybody does. */
  readonly auditing?: Auditing | undefined;
}

/** Somebody who has looked at the exchange, and signs what it issues. */
export interface Auditing {
  readonly seed: string;
  readonly name: string;
  /** Denominations of these values only; all of them when absent. */
  readonly values?: readonly string[];
  /** Signs something else than what is there. */
  readonly isFalse?: boolean;
}

const at = (moment: number): Json => ({ t_s: moment });
const lasting = (microseconds: number): Json => ({ d_us: microseconds });
const dayInUs = 24 * 60 * 60 * 1_000_000;

/** What a wire to a merchant costs him, and what wires are rounded down to; the same all the time. */
export const wireFeeOf = (keys: ExchangeKeys): Amount => money(keys, "0.01");
export const smallestWire = (keys: ExchangeKeys): Amount => money(keys, "0.01");

const money = (keys: ExchangeKeys, digits: string): Amount => amount.parse(`${keys.settings.currency}:${digits}`);
const signMaster = (keys: ExchangeKeys, block: Uint8Array): string => rememberedSignature(keys.master.priv, block);

function signkey({ start, expire, end, masterSig, pub }: SigningKey): Json {
  const stamps = { stamp_start: at(start), stamp_expire: at(expire), stamp_end: at(end) };
  return { ...stamps, master_sig: masterSig, key: textOf(pub) };
}

function denom({ start, expireWithdraw, expireDeposit, expireLegal, masterSig, keyText, cipher }: SandboxDenomination) {
  return {
    master_sig: masterSig,
    stamp_start: at(start),
    stamp_expire_withdraw: at(expireWithdraw),
    stamp_expire_deposit: at(expireDeposit),
    stamp_expire_legal: at(expireLegal),
    [cipher === "CS" ? "cs_pub" : "rsa_pub"]: keyText,
  };
}

/** Denominations that differ only in key and time, in the order in which their kinds first appear. */
function groups(denominations: readonly SandboxDenomination[]): readonly (readonly SandboxDenomination[])[] {
  const byKind = new Map<string, SandboxDenomination[]>();
  for (const one of denominations) {
    const kind = `${one.cipher} ${one.value} ${Object.values(one.fees).join(" ")} ${one.ageMask}`;
    byKind.set(kind, [...(byKind.get(kind) ?? []), one]);
  }
  return [...byKind.values()];
}

function group(denominations: readonly SandboxDenomination[]): Json {
  const [first] = denominations;
  if (first === undefined) throw new RangeError("a group without denominations");
  const { cipher, value, fees, ageMask } = first;
  return {
    cipher,
    denoms: denominations.map(denom),
    fee_withdraw: fees.withdraw,
    fee_deposit: fees.deposit,
    fee_refresh: fees.refresh,
    fee_refund: fees.refund,
    value,
    ...(ageMask !== 0 && { age_mask: ageMask }),
  };
}

function account(keys: ExchangeKeys, address: string): Json {
  const noRestrictions = jsonHash([]);
  const block = wireDetails({
    accountHash: paytoHash(address),
    debitRestrictionsHash: noRestrictions,
    creditRestrictionsHash: noRestrictions,
  });
  return {
    payto_uri: address,
    bank_label: "Sandbox bank",
    priority: 10,
    debit_restrictions: [],
    credit_restrictions: [],
    master_sig: signMaster(keys, block),
  };
}

/** This year and the next, as pairs of moments in seconds: fees are set by the year. */
function years(now: number): readonly { readonly start: number; readonly end: number }[] {
  const year = new Date(now * 1000).getUTCFullYear();
  const first = (one: number) => Date.UTC(one, 0) / 1000;
  return [year, year + 1].map((one) => ({ start: first(one), end: first(one + 1) }));
}

function wireFee(keys: ExchangeKeys, wireMethod: string, { start, end }: { start: number; end: number }): Json {
  const fee = wireFeeOf(keys);
  const block = wireFees({ wireMethod, start, end, wireFee: fee, closingFee: fee });
  const sig = signMaster(keys, block);
  return { wire_fee: fee, closing_fee: fee, start_date: at(start), end_date: at(end), sig };
}

function globalFee(keys: ExchangeKeys, { start, end }: { start: number; end: number }): Json {
  const fee = money(keys, "0.01");
  const [historyExpiration, purseTimeout, purseAccountLimit] = [365 * dayInUs, dayInUs / 24, 5];
  const fees = { historyFee: fee, accountFee: fee, purseFee: fee };
  const block = globalFees({ start, end, purseTimeout, historyExpiration, ...fees, purseAccountLimit });
  return {
    start_date: at(start),
    end_date: at(end),
    history_fee: fee,
    account_fee: fee,
    purse_fee: fee,
    history_expiration: lasting(historyExpiration),
    purse_timeout: lasting(purseTimeout),
    purse_account_limit: purseAccountLimit,
    master_sig: signMaster(keys, block),
  };
}

/** The address with which the auditor of this seed signs. */
const auditorUrl = (seed: string): string => `https://${seed}.example/`;

/** The key of the auditor of this seed. */
const auditorPriv = (seed: string): Uint8Array => chanceFrom(`${seed} auditor`)(32);

/** The public key of the auditor of this seed, as text. */
export const auditorKey = (seed: string): string => textOf(publicKeyOf(auditorPriv(seed)));

function auditorOf(keys: ExchangeKeys, auditing: Auditing, listed: readonly SandboxDenomination[]): Json {
  const { seed, name, values, isFalse = false } = auditing;
  const audited = listed.filter(({ cipher, value }) => cipher === "RSA" && (values?.includes(value) ?? true));
  return {
    auditor_pub: auditorKey(seed),
    auditor_url: auditorUrl(seed),
    auditor_name: name,
    denomination_keys: audited.map((one) => {
      const block = auditorDenomination({
        auditorUrl: auditorUrl(isFalse ? "somebody-else" : seed),
        masterPub: keys.master.pub,
        ...{ start: one.start, expireWithdraw: one.expireWithdraw },
        ...{ expireDeposit: one.expireDeposit, expireLegal: one.expireLegal },
        ...{ value: one.value, feeWithdraw: one.fees.withdraw, feeDeposit: one.fees.deposit },
        ...{ feeRefresh: one.fees.refresh, feeRefund: one.fees.refund },
        denominationHash: bytesOf(one.hash),
      });
      return { denom_pub_h: one.hash, auditor_sig: rememberedSignature(auditorPriv(seed), block) };
    }),
  };
}

/** The whole, with the denominations that start at `since` (seconds) or later. */
export function keysAnswer(keys: ExchangeKeys, identity: Identity, since = 0): Json {
  const listed = groups(keys.advertised().filter(({ start }) => start >= since));
  const listIssueDate = Math.min(...listed.flat().map(({ start }) => start));
  const [signer, next] = keys.signingKeys();
  const masterSignatures = listed.flat().map(masterSignatureOf);
  const methods = new Set(identity.accounts.map((address) => parsePayto(address).method));
  const { currency } = keys.settings;
  const { auditing } = identity;
  return {
    version: identity.version,
    base_url: identity.baseUrl,
    currency,
    currency_specification: currencySpecification(currency),
    hard_limits: [],
    zero_limits: [],
    stefan_abs: money(keys, "0"),
    stefan_log: money(keys, "0.01"),
    stefan_lin: 0,
    asset_type: "fiat",
    rewards_allowed: false,
    master_public_key: textOf(keys.master.pub),
    reserve_closing_delay: lasting(28 * dayInUs),
    signkeys: [signkey(signer), signkey(next)],
    recoup: keys.revoked().map((hash) => ({ h_denom_pub: hash })),
    wads: [],
    accounts: identity.accounts.map((address) => account(keys, address)),
    wire_fees: Object.fromEntries(
      [...methods].map((method) => [method, years(keys.now()).map((year) => wireFee(keys, method, year))]),
    ),
    denominations: listed.map(group),
    auditors: auditing === undefined ? [] : [auditorOf(keys, auditing, listed.flat())],
    global_fees: years(keys.now()).map((year) => globalFee(keys, year)),
    list_issue_date: at(listIssueDate),
    wallet_balance_limit_without_kyc: [...(identity.balanceLimits ?? [])],
    tiny_amount: smallestWire(keys),
    exchange_pub: textOf(signer.pub),
    exchange_sig: rememberedSignature(signer.priv, keySet({ listIssueDate, masterSignatures })),
  };
}
