/** What a merchant offers and asks for: the terms of a contract, read as far as a wallet needs them (GNU Taler merchant API). */
import { amount, currencyOf } from "./amount.ts";
import { baseUrl } from "./base-url.ts";
import {
  type Codec,
  dictionary,
  FormatError,
  integer,
  list,
  literal,
  type ObjectOf,
  object,
  optional,
  plain,
  text,
} from "./codec.ts";
import { hash512, publicKey } from "./crockford.ts";
import { requireCurrency } from "./currency.ts";
import { duration, isBefore, timestamp } from "./time.ts";
import { webAddress } from "./web-address.ts";

const line = text(1024);
const picture = text(512 * 1024);

/** The same text in other languages, by their tags. */
const translations = dictionary(text(), 100);

/** An order's number: it becomes a part of paths. */
export const orderId = plain((value) => {
  const id = text(256).parse(value);
  if (id === "" || id === "." || id === "..") throw new FormatError("not the number of an order");
  return id;
});

const location = object({
  country: optional(line),
  country_subdivision: optional(line),
  district: optional(line),
  town: optional(line),
  town_location: optional(line),
  post_code: optional(line),
  street: optional(line),
  building_name: optional(line),
  building_number: optional(line),
  address_lines: optional(list(line, 32)),
});

const merchant = object({
  name: line,
  email: optional(line),
  website: optional(line),
  logo: optional(picture),
  address: optional(location),
  jurisdiction: optional(location),
});

const product = object({
  product_id: optional(line),
  product_name: optional(line),
  description: optional(text()),
  description_i18n: optional(translations),
  quantity: optional(integer()),
  unit: optional(line),
  price: optional(amount),
  image: optional(picture),
  taxes: optional(list(object({ name: line, tax: amount }), 32)),
  delivery_date: optional(timestamp),
});

/** Coins count when their exchange is named here, by address and key together. */
const acceptedExchange = object({
  url: baseUrl,
  master_pub: publicKey,
  /** Higher is preferred. */
  priority: optional(integer(-1_000_000, 1_000_000)),
  /** No more than this of one payment may come from here. */
  max_contribution: optional(amount),
});

const messagePrefix = /^taler(?:\+http)?:\/\/fulfillment-success\//i;

/** Where a buyer finds what was bought: a web page, or a message dressed up as an address. */
const fulfillmentUrl = plain((value) => {
  const address = text(2048).parse(value);
  return messagePrefix.test(address) ? address : webAddress.parse(address);
});

const fields = {
  version: optional(literal(0)),
  order_id: orderId,
  merchant_base_url: baseUrl,
  merchant_pub: publicKey,
  merchant,
  nonce: publicKey,
  summary: text(),
  summary_i18n: optional(translations),
  /** The price, without the fees that the buyer bears. */
  amount,
  /** So much of the deposit fees the merchant bears. */
  max_fee: amount,
  timestamp,
  pay_deadline: timestamp,
  /** Absent is signed as zero: nothing can be refunded. */
  refund_deadline: optional(timestamp),
  wire_transfer_deadline: timestamp,
  wire_method: text(64),
  h_wire: hash512,
  exchanges: list(acceptedExchange, 256),
  products: optional(list(product, 1000)),
  fulfillment_url: optional(fulfillmentUrl),
  fulfillment_message: optional(text()),
  fulfillment_message_i18n: optional(translations),
  public_reorder_url: optional(webAddress),
  /** So long after the payment a wallet looks for refunds of its own accord. */
  auto_refund: optional(duration),
  delivery_date: optional(timestamp),
  delivery_location: optional(location),
  minimum_age: optional(integer(0, 1000)),
};

const onWire = object(fields);
export type ContractTerms = ObjectOf<typeof fields>;

/**
 * Terms of version 0. The parsed form is for reading: only the JSON as it came can be hashed and must be kept.
 * Refuses terms that contradict themselves: two currencies, or deadlines at which no exchange would take the deposit.
 */
export const contractTerms: Codec<ContractTerms> = {
  parse(value) {
    const terms = onWire.parse(value);
    const currency = currencyOf(terms.amount);
    requireCurrency(currency, { max_fee: terms.max_fee });
    for (const [index, { max_contribution }] of terms.exchanges.entries())
      requireCurrency(currency, { max_contribution }, `exchanges.${index}`);
    if (terms.timestamp === "never") throw new FormatError("never", "timestamp");
    if (terms.wire_transfer_deadline === "never") throw new FormatError("never", "wire_transfer_deadline");
    if (isBefore(terms.wire_transfer_deadline, terms.refund_deadline ?? 0))
      throw new FormatError("after the transfer", "refund_deadline");
    return terms;
  },
  format: (terms) => onWire.format(terms),
};

/** Where the buyer goes after paying: a page, a message, or nowhere. */
export type Fulfillment =
  | { readonly kind: "page"; readonly url: string }
  | { readonly kind: "message"; readonly text: string; readonly translations: Readonly<Record<string, string>> }
  | { readonly kind: "none" };

/** A page comes before a message; `taler://fulfillment-success/Well+done` is a message. */
export function fulfillmentOf(terms: ContractTerms): Fulfillment {
  const { fulfillment_url: url, fulfillment_message: message, fulfillment_message_i18n: i18n = {} } = terms;
  if (url !== undefined && !messagePrefix.test(url)) return { kind: "page", url };
  if (url !== undefined) return { kind: "message", text: messageIn(url), translations: {} };
  return message === undefined ? { kind: "none" } : { kind: "message", text: message, translations: i18n };
}

function messageIn(url: string): string {
  const written = url.replace(messagePrefix, "").replaceAll("+", " ");
  try {
    return decodeURIComponent(written);
  } catch {
    // Better a message with odd signs in it than none.
    return written;
  }
}

/** A text in the first of these languages that the merchant has it in, else as the merchant wrote it. */
export function inLanguage(
  original: string,
  translations: Readonly<Record<string, string>> | undefined,
  languages: readonly string[],
): string {
  for (const language of languages) {
    const [family = ""] = language.split("-", 1);
    for (const tag of [language, language.replace("-", "_"), family]) {
      const found = Object.entries(translations ?? {}).find(([one]) => one.toLowerCase() === tag.toLowerCase());
      if (found) return found[1];
    }
  }
  return original;
}
