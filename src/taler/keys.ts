/** What an exchange says about itself, believed only after every signature in it was checked. */
import { FormatError } from "./codec.ts";
import { jsonHash } from "./contract.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { verify } from "./eddsa.ts";
import { keySet } from "./exchange-signatures.ts";
import type { Auditor, Keys } from "./keys-format.ts";
import { type KeysView, type ListedDenomination, listedDenominations, signkeysOf, viewOf } from "./keys-view.ts";
import {
  auditorDenomination,
  denominationValidity,
  globalFees,
  signingKeyValidity,
  wireDetails,
  wireFees,
} from "./master-signatures.ts";
import { paytoHash } from "./payto.ts";
import { signkeyAt } from "./signkey.ts";

/** What was not signed as it should be; `signer`: the whole is signed, but with no current key of the exchange. */
export type KeysFlaw =
  | "signkey"
  | "denomination"
  | "account"
  | "wireFee"
  | "globalFee"
  | "keySet"
  | "signer"
  | "auditor";

/** `/keys` is not what the keys of the exchange have signed. */
export class KeysError extends Error {
  readonly flaw: KeysFlaw;
  /** The place in the answer: `denominations.3.denoms.2`. */
  readonly path: string;

  constructor(flaw: KeysFlaw, path: string) {
    super(`${path}: bad signature (${flaw})`);
    this.name = "KeysError";
    this.flaw = flaw;
    this.path = path;
  }
}

/** A signature to be checked. */
interface Claim {
  readonly flaw: KeysFlaw;
  readonly path: string;
  readonly signer: string;
  readonly block: Uint8Array;
  readonly signature: string;
}

/**
 * Checks every master signature of `/keys`, the exchange's own signature over the whole, and that it was made with one
 * of its keys that is in use `now` (seconds, give or take an hour). Returns what a wallet uses of it.
 * Throws a {@link KeysError} that names what is not signed, a {@link FormatError} when a denomination is listed twice.
 * Whether this is the master key one trusts is for the caller to know.
 * Source: GNU Taler exchange API, `/keys`.
 */
export async function verifyKeys(keys: Keys, now: number): Promise<KeysView> {
  const listed = [...listedDenominations(keys)];
  if (new Set(listed.map(({ hash }) => textOf(hash))).size < listed.length) {
    throw new FormatError("a denomination twice", "denominations");
  }
  await requireAll(masterClaims(keys, listed));
  await requireAll([keySetClaim(keys)]);
  if (signkeyAt(signkeysOf(keys), keys.exchange_pub, now) === undefined) throw new KeysError("signer", "exchange_pub");
  return viewOf(keys, listed);
}

/**
 * The hashes of the denominations that this auditor of `/keys` watches. Denominations we do not use are left out.
 * Throws a {@link KeysError} when it did not sign one of them.
 */
export async function auditedDenominations(keys: Keys, auditor: Auditor): Promise<readonly string[]> {
  const listedByHash = new Map([...listedDenominations(keys)].map((one) => [textOf(one.hash), one]));
  const audited = auditor.denomination_keys.filter(({ denom_pub_h }) => listedByHash.has(denom_pub_h));
  const claims = audited.flatMap(({ denom_pub_h, auditor_sig }) => {
    const one = listedByHash.get(denom_pub_h);
    if (one === undefined) return [];
    const block = auditorDenomination({ auditorUrl: auditor.auditor_url, ...validityOf(keys, one) });
    return [{ flaw: "auditor" as const, path: one.path, signer: auditor.auditor_pub, block, signature: auditor_sig }];
  });
  await requireAll(claims);
  return audited.map(({ denom_pub_h }) => denom_pub_h);
}

/** Signatures checked at a time: the browser takes them in parallel, and others get a turn in between. */
const batchSize = 64;

/** Throws a {@link KeysError} for the first claim that is false. */
async function requireAll(claims: Iterable<Claim>): Promise<void> {
  let batch: Claim[] = [];
  for (const claim of claims) {
    batch.push(claim);
    if (batch.length < batchSize) continue;
    await requireBatch(batch);
    batch = [];
  }
  await requireBatch(batch);
}

async function requireBatch(batch: readonly Claim[]): Promise<void> {
  const isTrue = await Promise.all(
    batch.map(({ signer, block, signature }) => verify(bytesOf(signer), block, bytesOf(signature))),
  );
  const wrong = batch[isTrue.indexOf(false)];
  if (wrong !== undefined) throw new KeysError(wrong.flaw, wrong.path);
}

function keySetClaim(keys: Keys): Claim {
  const signatures = keys.denominations.flatMap(({ denoms }) => denoms.map(({ master_sig }) => bytesOf(master_sig)));
  return {
    flaw: "keySet",
    path: "exchange_sig",
    signer: keys.exchange_pub,
    block: keySet({ listIssueDate: keys.list_issue_date, masterSignatures: signatures }),
    signature: keys.exchange_sig,
  };
}

/** Everything the master key is said to have signed. */
function* masterClaims(keys: Keys, listed: readonly ListedDenomination[]): Generator<Claim> {
  const signer = keys.master_public_key;
  for (const [index, one] of keys.signkeys.entries()) {
    const { stamp_start: start, stamp_expire: expire, stamp_end: end, master_sig: signature } = one;
    const block = signingKeyValidity({ start, expire, end, key: bytesOf(one.key) });
    yield { flaw: "signkey", path: `signkeys.${index}`, signer, block, signature };
  }
  for (const one of listed) {
    const block = denominationValidity(validityOf(keys, one));
    yield { flaw: "denomination", path: one.path, signer, block, signature: one.denom.master_sig };
  }
  yield* moneyClaims(keys);
}

/** What both the exchange and an auditor sign about a denomination. */
const validityOf = (keys: Keys, { group, denom, hash }: ListedDenomination) => ({
  masterPub: bytesOf(keys.master_public_key),
  start: denom.stamp_start,
  expireWithdraw: denom.stamp_expire_withdraw,
  expireDeposit: denom.stamp_expire_deposit,
  expireLegal: denom.stamp_expire_legal,
  value: group.value,
  feeWithdraw: group.fee_withdraw,
  feeDeposit: group.fee_deposit,
  feeRefresh: group.fee_refresh,
  feeRefund: group.fee_refund,
  denominationHash: hash,
});

/** What the master key signed about accounts and fees. */
function* moneyClaims(keys: Keys): Generator<Claim> {
  const signer = keys.master_public_key;
  for (const [index, one] of keys.accounts.entries()) {
    const block = wireDetails({
      accountHash: paytoHash(one.payto_uri),
      conversionUrl: one.conversion_url,
      debitRestrictionsHash: jsonHash(one.debit_restrictions),
      creditRestrictionsHash: jsonHash(one.credit_restrictions),
    });
    yield { flaw: "account", path: `accounts.${index}`, signer, block, signature: one.master_sig };
  }
  for (const [wireMethod, fees] of Object.entries(keys.wire_fees)) {
    for (const [index, { start_date: start, end_date: end, wire_fee, closing_fee, sig }] of fees.entries()) {
      const block = wireFees({ wireMethod, start, end, wireFee: wire_fee, closingFee: closing_fee });
      yield { flaw: "wireFee", path: `wire_fees.${wireMethod}.${index}`, signer, block, signature: sig };
    }
  }
  for (const [index, one] of keys.global_fees.entries()) {
    const block = globalFees({
      start: one.start_date,
      end: one.end_date,
      purseTimeout: one.purse_timeout,
      historyExpiration: one.history_expiration,
      historyFee: one.history_fee,
      accountFee: one.account_fee,
      purseFee: one.purse_fee,
      purseAccountLimit: one.purse_account_limit,
    });
    yield { flaw: "globalFee", path: `global_fees.${index}`, signer, block, signature: one.master_sig };
  }
}
