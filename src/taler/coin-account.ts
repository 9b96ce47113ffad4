/** Checking a coin's history: who signed each entry, what the entries add up to, and what does not hold. */
import { type Amount, add, compare, currencyOf, subtractOrUndefined, sum } from "./amount.ts";
import type { CoinHistory, CoinHistoryEntry, KnownCoinEntry } from "./coin-history.ts";
import { bytesOf } from "./crockford.ts";
import { verify } from "./eddsa.ts";
import { isProven, type Signers } from "./exchange-proof.ts";
import { purseRefund, recoupConfirmation, recoupRefreshConfirmation } from "./exchange-signatures.ts";
import { merchantRefund } from "./merchant-signatures.ts";
import {
  coinDeposit,
  coinMelt,
  coinRecoup,
  coinRecoupRefresh,
  purseDeposit,
  reserveOpenDeposit,
} from "./wallet-signatures.ts";

/** The coin as its owner knows it; key and hash in base32. */
export interface OwnCoin {
  readonly coinPub: string;
  readonly denominationHash: string;
  readonly value: Amount;
}

/** What does not hold in a history, at an entry (counted from 0) or as a whole. */
export type CoinFlaw =
  /** The owner of the coin, the merchant or the exchange did not sign this entry, or something in it we cannot see. */
  | { readonly why: "unsigned"; readonly entry: number }
  /** The same signature was there before: what was signed once counts once. */
  | { readonly why: "twice"; readonly entry: number }
  /** We do not know what such an entry does. */
  | { readonly why: "unknownKind"; readonly entry: number }
  | { readonly why: "otherCurrency"; readonly entry: number }
  /** It moves more than the whole coin is worth. */
  | { readonly why: "tooMuch"; readonly entry: number }
  /** It is about coins of another denomination. */
  | { readonly why: "otherDenomination" }
  /** More was taken than the coin had. */
  | { readonly why: "overdrawn" }
  /** The exchange states another balance than the entries that hold add up to. */
  | { readonly why: "otherBalance" };

export interface CoinAccount {
  /** All that was taken, and all that was given back, by entries that hold. */
  readonly spent: Amount;
  readonly returned: Amount;
  /** What is left by these entries; nothing when more was taken than there was. */
  readonly remaining: Amount;
  /** Empty when everything holds; else the exchange cannot justify its balance. */
  readonly flaws: readonly CoinFlaw[];
}

const optionalBytes = (text: string | undefined) => (text === undefined ? undefined : bytesOf(text));

/** What we know of a kind of entry. */
interface Rule<E> {
  readonly takes?: (entry: E) => Amount;
  readonly gives?: (entry: E) => Amount;
  /** What the owner of the coin must have signed. */
  readonly byOwner?: (coin: OwnCoin, entry: E) => Uint8Array;
  /** What the merchant or the exchange must have signed: whoever gives, and whoever takes a revoked coin back. */
  readonly byGiver?: (coinPub: Uint8Array, entry: E, signers: Signers) => Promise<boolean>;
}

const rules: { readonly [T in KnownCoinEntry["type"]]: Rule<Extract<KnownCoinEntry, { readonly type: T }>> } = {
  DEPOSIT: {
    takes: ({ amount }) => amount,
    byOwner: ({ denominationHash }, entry) =>
      coinDeposit({
        contractHash: bytesOf(entry.h_contract_terms),
        ageCommitmentHash: optionalBytes(entry.h_age_commitment),
        wireHash: bytesOf(entry.h_wire),
        denominationHash: bytesOf(denominationHash),
        walletTimestamp: entry.timestamp,
        refundDeadline: entry.refund_deadline,
        contribution: entry.amount,
        depositFee: entry.deposit_fee,
        merchantPub: bytesOf(entry.merchant_pub),
      }),
  },
  MELT: {
    takes: ({ amount }) => amount,
    byOwner: ({ denominationHash }, { rc, h_age_commitment, amount, melt_fee }) =>
      coinMelt({
        commitment: bytesOf(rc),
        denominationHash: bytesOf(denominationHash),
        ageCommitmentHash: optionalBytes(h_age_commitment),
        amount,
        refreshFee: melt_fee,
      }),
  },
  REFUND: {
    gives: ({ amount }) => amount,
    byGiver: (coinPub, { amount, refund_fee, rtransaction_id, h_contract_terms, merchant_pub, merchant_sig }) => {
      const asked = add(amount, refund_fee);
      const contractHash = bytesOf(h_contract_terms);
      const block = merchantRefund({ contractHash, coinPub, transactionId: rtransaction_id, amount: asked });
      return verify(bytesOf(merchant_pub), block, bytesOf(merchant_sig));
    },
  },
  RECOUP: {
    takes: ({ amount }) => amount,
    byOwner: ({ denominationHash }, { coin_blind }) =>
      coinRecoup({ denominationHash: bytesOf(denominationHash), blindingSecret: bytesOf(coin_blind) }),
    byGiver: (coinPub, entry, signers) => {
      const { timestamp, amount, reserve_pub } = entry;
      const block = recoupConfirmation({ timestamp, amount, coinPub, reservePub: bytesOf(reserve_pub) });
      return isProven(signers, entry, block, timestamp);
    },
  },
  "RECOUP-REFRESH": {
    takes: ({ amount }) => amount,
    byOwner: ({ denominationHash }, { coin_blind }) =>
      coinRecoupRefresh({ denominationHash: bytesOf(denominationHash), blindingSecret: bytesOf(coin_blind) }),
    byGiver: (coinPub, entry, signers) => {
      const { timestamp, amount, old_coin_pub } = entry;
      const block = recoupRefreshConfirmation({ timestamp, amount, coinPub, oldCoinPub: bytesOf(old_coin_pub) });
      return isProven(signers, entry, block, timestamp);
    },
  },
  "OLD-COIN-RECOUP": {
    gives: ({ amount }) => amount,
    byGiver: (oldCoinPub, entry, signers) => {
      const { timestamp, amount, coin_pub } = entry;
      const block = recoupRefreshConfirmation({ timestamp, amount, coinPub: bytesOf(coin_pub), oldCoinPub });
      return isProven(signers, entry, block, timestamp);
    },
  },
  "PURSE-DEPOSIT": {
    takes: ({ amount }) => amount,
    byOwner: ({ denominationHash }, entry) =>
      purseDeposit({
        contribution: entry.amount,
        denominationHash: bytesOf(denominationHash),
        ageCommitmentHash: optionalBytes(entry.h_age_commitment),
        pursePub: bytesOf(entry.purse_pub),
        exchangeBaseUrl: entry.exchange_base_url,
      }),
  },
  "PURSE-REFUND": {
    gives: ({ amount, refund_fee }) => add(amount, refund_fee),
    byGiver: (coinPub, entry, signers) => {
      const { amount, refund_fee: refundFee, purse_pub } = entry;
      return isProven(signers, entry, purseRefund({ pursePub: bytesOf(purse_pub), coinPub, amount, refundFee }));
    },
  },
  "RESERVE-OPEN-DEPOSIT": {
    takes: ({ coin_contribution }) => coin_contribution,
    byOwner: (_, { reserve_sig, coin_contribution }) =>
      reserveOpenDeposit({ reserveSignature: bytesOf(reserve_sig), contribution: coin_contribution }),
  },
};

// Each rule reads entries of its own kind only, which the compiler cannot follow through the table.
const ruleOf = (entry: KnownCoinEntry) => rules[entry.type] as Rule<KnownCoinEntry>;

async function isSigned(coin: OwnCoin, entry: KnownCoinEntry, signers: Signers): Promise<boolean> {
  const { byOwner, byGiver } = ruleOf(entry);
  const coinPub = bytesOf(coin.coinPub);
  if (byOwner !== undefined && "coin_sig" in entry) {
    if (!(await verify(coinPub, byOwner(coin, entry), bytesOf(entry.coin_sig)))) return false;
  }
  return byGiver === undefined || byGiver(coinPub, entry, signers);
}

/** All amounts of an entry, fees too. */
const amountsOf = (entry: KnownCoinEntry): readonly Amount[] =>
  Object.entries(entry).flatMap(([name, value]) => (/amount|fee|contribution/.test(name) ? [value as Amount] : []));

/** The signature that allows an entry; a second entry with the same one is a copy, whatever else it says. */
const nameOf = (entry: KnownCoinEntry): string =>
  "exchange_sig" in entry ? entry.exchange_sig : "coin_sig" in entry ? entry.coin_sig : entry.merchant_sig;

async function flawIn(
  coin: OwnCoin,
  entry: CoinHistoryEntry,
  signers: Signers,
  seen: ReadonlySet<string>,
): Promise<"unknownKind" | "otherCurrency" | "tooMuch" | "twice" | "unsigned" | undefined> {
  if (entry.type === "UNKNOWN") return "unknownKind";
  if (amountsOf(entry).some((one) => currencyOf(one) !== currencyOf(coin.value))) return "otherCurrency";
  if (amountsOf(entry).some((one) => compare(one, coin.value) > 0)) return "tooMuch";
  if (seen.has(nameOf(entry))) return "twice";
  return (await isSigned(coin, entry, signers)) ? undefined : "unsigned";
}

/**
 * Checks a whole history (asked for from the start) of a coin. A payment can be proven only if nothing was signed with
 * it that the history does not tell: no policy, and no data of the wallet.
 * Source: GNU Taler exchange API, coin history.
 */
export async function checkCoinHistory(coin: OwnCoin, told: CoinHistory, signers: Signers): Promise<CoinAccount> {
  const flaws: CoinFlaw[] = told.h_denom_pub === coin.denominationHash ? [] : [{ why: "otherDenomination" }];
  const seen = new Set<string>();
  const good: KnownCoinEntry[] = [];
  for (const [index, entry] of told.history.entries()) {
    const why = await flawIn(coin, entry, signers, seen);
    if (why !== undefined || entry.type === "UNKNOWN") flaws.push({ why: why ?? "unknownKind", entry: index });
    else {
      seen.add(nameOf(entry));
      good.push(entry);
    }
  }
  const currency = currencyOf(coin.value);
  const spent = sum(
    currency,
    good.flatMap((entry) => ruleOf(entry).takes?.(entry) ?? []),
  );
  const returned = sum(
    currency,
    good.flatMap((entry) => ruleOf(entry).gives?.(entry) ?? []),
  );
  const remaining = subtractOrUndefined(add(coin.value, returned), spent);
  if (remaining === undefined) flaws.push({ why: "overdrawn" });
  else if (remaining !== told.balance) flaws.push({ why: "otherBalance" });
  return { spent, returned, remaining: remaining ?? sum(currency, []), flaws };
}
