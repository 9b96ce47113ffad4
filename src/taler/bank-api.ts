/** What a bank offers a wallet that takes money out (GNU Taler bank integration API). */
import { amount, currencyOf } from "./amount.ts";
import { baseUrl } from "./base-url.ts";
import { type Codec, FormatError, list, object, oneOf, optional, text, yesNo } from "./codec.ts";
import { publicKey } from "./crockford.ts";
import { currencyName, requireCurrency } from "./currency.ts";
import { endpoint } from "./endpoint.ts";
import { payto } from "./payto.ts";
import { type Interfaces, versionText } from "./version.ts";
import { webAddress } from "./web-address.ts";

/** The interfaces of the bank we speak; since 1 it tells the status in one word, before that in three truth values. */
export const bankInterfaces: Interfaces = { oldest: 0, newest: 5 };

/** `pending`: no reserve chosen · `selected`: the customer must confirm · `confirmed`: on its way · `aborted`: given up. */
export const withdrawalStatus = oneOf("pending", "selected", "confirmed", "aborted");
export type WithdrawalStatus = "pending" | "selected" | "confirmed" | "aborted";

export const bankConfig = object({
  name: optional(text(64)),
  version: versionText,
  currency: currencyName,
});

const operationFields = object({
  status: optional(withdrawalStatus),
  aborted: optional(yesNo),
  selection_done: optional(yesNo),
  transfer_done: optional(yesNo),
  /** Fixed by the bank; absent when the wallet may choose, or when the amount is fixed only at confirmation. */
  amount: optional(amount),
  currency: optional(currencyName),
  suggested_amount: optional(amount),
  min_amount: optional(amount),
  max_amount: optional(amount),
  /** What the customer's bank charges on top. */
  card_fees: optional(amount),
  no_amount_to_wallet: optional(yesNo),
  suggested_exchange: optional(baseUrl),
  /** When given, no other exchange will do. */
  required_exchange: optional(baseUrl),
  sender_wire: optional(text(2048)),
  /** The exchange's account must be of one of these kinds. */
  wire_types: optional(list(text(32), 32)),
  confirm_transfer_url: optional(webAddress),
  selected_reserve_pub: optional(publicKey),
  selected_exchange_account: optional(text(2048)),
});

type OperationFields = ReturnType<typeof operationFields.parse>;

/** A withdrawal as the bank sees it, always with its status in one word and its currency. */
export type WithdrawalOperation = Omit<OperationFields, "status" | "currency"> & {
  readonly status: WithdrawalStatus;
  readonly currency: string;
};

/** The status in one word, from the truth values when an older bank gives no word. */
function statusOf(fields: Pick<OperationFields, "status" | "aborted" | "selection_done" | "transfer_done">) {
  if (fields.status !== undefined) return fields.status;
  if (fields.aborted) return "aborted";
  if (fields.transfer_done) return "confirmed";
  return fields.selection_done ? "selected" : "pending";
}

export const withdrawalOperation: Codec<WithdrawalOperation> = {
  parse(value) {
    const fields = operationFields.parse(value);
    const currency = fields.currency ?? (fields.amount && currencyOf(fields.amount));
    if (currency === undefined) throw new FormatError("missing", "amount");
    const { amount, suggested_amount, min_amount, max_amount, card_fees } = fields;
    requireCurrency(currency, { amount, suggested_amount, min_amount, max_amount, card_fees });
    return { ...fields, status: statusOf(fields), currency };
  },
  format: (value) => operationFields.format(value),
};

/** The wallet's choice. `amount` only when the operation has none of its own. */
export const withdrawalSelection = object({
  reserve_pub: publicKey,
  selected_exchange: payto,
  amount: optional(amount),
});

const selectionFields = object({
  status: optional(withdrawalStatus),
  transfer_done: optional(yesNo),
  confirm_transfer_url: optional(webAddress),
});

export interface WithdrawalSelected {
  readonly status: WithdrawalStatus;
  readonly confirm_transfer_url?: string;
}

/** The bank's word on a choice. It may be `aborted`: a real bank says so with status 200. */
export const withdrawalSelected: Codec<WithdrawalSelected> = {
  parse(value) {
    const { status, transfer_done, confirm_transfer_url } = selectionFields.parse(value);
    return {
      status: status ?? (transfer_done ? "confirmed" : "selected"),
      ...(confirm_transfer_url !== undefined && { confirm_transfer_url }),
    };
  },
  format: (value) => selectionFields.format({ ...value, transfer_done: value.status === "confirmed" }),
};

const operationPath = "withdrawal-operation/:wopid";

export const bankEndpoints = {
  config: endpoint("GET", "config", undefined, bankConfig),
  /**
   * Query `old_state` and `timeout_ms`, for older banks `long_poll_ms`: held until the status is another, at most so
   * many milliseconds.
   */
  status: endpoint("GET", operationPath, undefined, withdrawalOperation),
  /** 404 unknown · 409 something else was chosen before (5113) or the reserve was used before (5114). */
  select: endpoint("POST", operationPath, withdrawalSelection, withdrawalSelected),
  /** 204 also when it was aborted before · 409 confirmed already. Older banks do not know it. */
  abort: endpoint("POST", `${operationPath}/abort`, undefined, undefined),
} as const;
