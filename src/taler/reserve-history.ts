/** What happened to a reserve, as its exchange tells it; kinds of a newer exchange are kept as they came. */
import { type Amount, amount, subtractOrUndefined, sum } from "./amount.ts";
import { integer, list, literal, type Of, object, optional, text, yesNo } from "./codec.ts";
import { hash256, hash512, publicKey, signature } from "./crockford.ts";
import { requireCurrency } from "./currency.ts";
import { type Tagged, tagged } from "./tagged.ts";
import { timestamp } from "./time.ts";

const account = text(2048);

/** How each kind of entry looks (GNU Taler exchange API, reserve history). */
const kinds = {
  /** A wire transfer came in. */
  CREDIT: object({
    type: literal("CREDIT"),
    amount,
    timestamp,
    sender_account_url: account,
    wire_reference: integer(),
  }),
  /** A coin was signed; `amount` is its value and the fee. */
  WITHDRAW: object({
    type: literal("WITHDRAW"),
    amount,
    withdraw_fee: amount,
    h_denom_pub: hash512,
    h_coin_envelope: hash512,
    reserve_sig: signature,
  }),
  /** A revoked coin came back. */
  RECOUP: object({
    type: literal("RECOUP"),
    amount,
    timestamp,
    coin_pub: publicKey,
    exchange_pub: publicKey,
    exchange_sig: signature,
  }),
  /** What was left was wired to an account; `amount` includes the fee. */
  CLOSING: object({
    type: literal("CLOSING"),
    amount,
    closing_fee: amount,
    timestamp,
    receiver_account_details: account,
    wtid: hash256,
    exchange_pub: publicKey,
    exchange_sig: signature,
  }),
  /** A purse was tied to this reserve, and merged into it if it became full. */
  MERGE: object({
    type: literal("MERGE"),
    amount,
    purse_fee: amount,
    merged: yesNo,
    flags: integer(0, 255),
    min_age: integer(0, 255),
    h_contract_terms: hash512,
    merge_pub: publicKey,
    purse_pub: publicKey,
    merge_timestamp: timestamp,
    purse_expiration: timestamp,
    reserve_sig: signature,
  }),
  /** A history that had to be paid for; exchanges of interface 23 no longer make these. */
  HISTORY: object({ type: literal("HISTORY"), amount, request_timestamp: timestamp, reserve_sig: signature }),
  /** Paid for being kept open longer. */
  OPEN: object({
    type: literal("OPEN"),
    open_fee: amount,
    requested_min_purses: integer(),
    request_timestamp: timestamp,
    requested_expiration: timestamp,
    reserve_sig: signature,
  }),
  /** The owner asked for the rest to be wired; the account is absent when it goes back where it came from. */
  CLOSE: object({
    type: literal("CLOSE"),
    h_payto: optional(hash256),
    request_timestamp: timestamp,
    reserve_sig: signature,
  }),
} as const;

export type ReserveHistoryEntry = Tagged<typeof kinds>;

export const reserveHistoryAnswer = object({ balance: amount, history: list(tagged(kinds), 20_000) });
export type ReserveHistory = Of<typeof reserveHistoryAnswer>;

/** Creating a purse paid its fee; the other flags of {@link kinds.MERGE} cost nothing. */
const createPayingFee = 3;

/** What an entry brings and what it takes, or undefined when we cannot know. */
function effect(one: ReserveHistoryEntry): { readonly plus?: Amount; readonly minus?: Amount } | undefined {
  switch (one.type) {
    case "CREDIT":
    case "RECOUP":
      return { plus: one.amount };
    case "WITHDRAW":
    case "CLOSING":
    case "HISTORY":
      return { minus: one.amount };
    case "OPEN":
      return { minus: one.open_fee };
    case "MERGE":
      return {
        ...(one.merged && { plus: one.amount }),
        ...(one.flags === createPayingFee && { minus: one.purse_fee }),
      };
    case "CLOSE":
      return {};
    case "UNKNOWN":
      return undefined;
  }
}

/**
 * What the entries add up to, to be compared with the balance the exchange states; undefined when an entry is of an
 * unknown kind or more went out than came in. Throws a {@link FormatError} for an amount in another currency.
 */
export function expectedBalance(currency: string, history: readonly ReserveHistoryEntry[]): Amount | undefined {
  const effects = history.map(effect);
  for (const [index, one] of effects.entries()) requireCurrency(currency, { ...one }, `history.${index}`);
  if (effects.includes(undefined)) return undefined;
  const all = (side: "plus" | "minus") =>
    sum(
      currency,
      effects.flatMap((one) => one?.[side] ?? []),
    );
  return subtractOrUndefined(all("plus"), all("minus"));
}
