/** Bank accounts and reserves as payto:// addresses (RFC 8905): whether they are valid, and by which hash they are known. */
import type { Amount } from "./amount.ts";
import { FormatError, plain } from "./codec.ts";
import { cstr, kdf, sha512Half, utf8 } from "./hash.ts";

export interface Payto {
  /** The kind of account, lower case: `iban`, `x-taler-bank`. Wire fees are listed by it. */
  readonly method: string;
  /** Everything between the method and the question mark. */
  readonly target: string;
  /** What follows the question mark, decoded: `receiver-name`, `amount`, `message`. */
  readonly parameters: URLSearchParams;
}

const maxText = 2048;
const allowed = /^[A-Za-z0-9/:$&?!\-_.,;=*+%~@()[\]]*$/;
const shape = /^payto:\/\/([^/?]+)\/([^?]*)(?:\?(.*))?$/i;

/**
 * An address, taken apart. Throws a {@link FormatError} for what an exchange would refuse: foreign characters,
 * an IBAN with a wrong checksum, an account at a bank whose owner is not named.
 */
export function parsePayto(text: string): Payto {
  if (text.length > maxText) throw new FormatError(`account address longer than ${maxText}`);
  if (!allowed.test(text)) throw new FormatError("account address with foreign characters");
  const [, method, target, query] = shape.exec(text) ?? [];
  if (method === undefined || target === undefined) throw new FormatError("not an account address");
  const payto = { method: method.toLowerCase(), target, parameters: new URLSearchParams(query) };
  check(payto);
  return payto;
}

function check({ method, target, parameters }: Payto): void {
  if (method === "iban" && !isIban(lastSegment(target))) throw new FormatError("not an IBAN");
  if (method === "x-taler-bank" && !/^[^/]+\/./.test(target)) throw new FormatError("no account at that bank named");
  const needsName = method === "iban" || method === "x-taler-bank";
  if (needsName && !parameters.has("receiver-name")) throw new FormatError("account address without its owner's name");
}

/** A valid address, left byte for byte as it is: its hash depends on every one of them. */
export const payto = plain((value) => {
  if (typeof value !== "string") throw new FormatError("not a text");
  parsePayto(value);
  return value;
});

const lastSegment = (target: string) => target.slice(target.lastIndexOf("/") + 1);

/** Country, two check digits, account; divided by 97 it must leave 1 (ISO 13616). Upper case only, as the exchange asks. */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$/.test(text)) return false;
  const turned = text.slice(4) + text.slice(0, 4);
  let rest = 0;
  for (const one of turned) {
    const value = Number.parseInt(one, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The address without what may differ between two spellings of one account. Throws as {@link parsePayto} does. */
export function normalizePayto(text: string): string {
  const { method, target } = parsePayto(text);
  return `payto://${method}/${normalizeTarget(method, target)}`;
}

function normalizeTarget(method: string, target: string): string {
  switch (method) {
    case "iban":
      return lastSegment(target).toUpperCase();
    case "x-taler-bank":
      return target.replace(/^[^/]*/, (host) => host.toLowerCase());
    case "upi":
    case "ilp":
      return target.toLowerCase();
    default:
      return target;
  }
}

/** The hash of an address as written, 32 bytes: in signatures about accounts. */
export const paytoHash = (text: string): Uint8Array => sha512Half(cstr(text));

/** The hash of an account however written, 32 bytes: where an exchange asks who somebody is. */
export const normalizedPaytoHash = (text: string): Uint8Array => paytoHash(normalizePayto(text));

/** The hash by which a contract names the merchant's account, 64 bytes; the salt of 16 bytes keeps it from being guessed. */
export const wireHash = (text: string, salt: Uint8Array): Uint8Array =>
  kdf(64, salt, cstr(text), utf8("merchant-wire-signature"));

/** The address of a reserve (base32) at the exchange with this canonical base URL. */
export function reservePayto(exchangeBaseUrl: string, reservePub: string): string {
  const [, scheme, rest] = /^(https?):\/\/(.*\/)$/.exec(exchangeBaseUrl) ?? [];
  if (scheme === undefined || rest === undefined) throw new FormatError("not the base URL of an exchange");
  return `payto://taler-reserve${scheme === "http" ? "-http" : ""}/${rest}${reservePub}`;
}

/**
 * The address with how much to send and what to write on the transfer, as a bank's app reads it.
 * Other parameters stay as they are.
 */
export function transferPayto(account: string, amount: Amount, message: string): string {
  parsePayto(account);
  const [address = "", query = ""] = account.split(/\?(.*)/s);
  const others = query.split("&").filter((one) => one !== "" && !/^(amount|message)(=|$)/.test(one));
  return `${address}?${[...others, `amount=${amount}`, `message=${encode(message)}`].join("&")}`;
}

/**
 * The address of an account as people type it: as an address, or as the IBAN with or without blanks. The owner's name is
 * added where the address has none. Throws as {@link parsePayto} does.
 */
export function accountPayto(typed: string, owner: string): string {
  const text = typed.trim();
  const isAddress = /^payto:/i.test(text);
  const address = isAddress ? text : `payto://iban/${text.replace(/\s/g, "").toUpperCase()}`;
  const hasOwner = /[?&]receiver-name=[^&]/.test(address);
  const name = owner.trim();
  const whole = hasOwner || name === "" ? address : withName(address, name);
  parsePayto(whole);
  return whole;
}

const withName = (address: string, name: string): string =>
  `${address}${address.includes("?") ? "&" : "?"}receiver-name=${encode(name)}`;

/** Percent-encoding that leaves no character an exchange would refuse. */
const encode = (text: string) => encodeURIComponent(text).replaceAll("'", "%27");
