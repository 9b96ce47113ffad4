/** taler:// links in all their forms: what a page, a QR code or a sheet of paper asks the wallet to do. */
import { type Amount, amount } from "./amount.ts";
import { canonicalBaseUrl } from "./base-url.ts";
import { FormatError } from "./codec.ts";
import { publicKey } from "./crockford.ts";
import {
  baseOf,
  codeOf,
  decode,
  idOf,
  type Link,
  optionsOf,
  secretOf,
  takeApart,
  understood,
  withoutFinalSlash,
} from "./uri-link.ts";

// Pages may import this file only, and they ask for addresses of servers too.
export { canonicalBaseUrl };

/** What a link says. Base URLs are canonical; ids and keys are decoded text; secrets are 32 bytes of canonical base32. */
export type TalerUri =
  | PayUri
  | PayTemplateUri
  | WithdrawUri
  | WithdrawExchangeUri
  | { readonly action: "add-exchange"; readonly exchangeBaseUrl: string }
  | { readonly action: "refund"; readonly merchantBaseUrl: string; readonly orderId: string }
  | { readonly action: "pay-push" | "pay-pull"; readonly exchangeBaseUrl: string; readonly contractPriv: string }
  | { readonly action: "restore"; readonly secret: string; readonly providers: readonly string[] }
  | { readonly action: "sync"; readonly providerBaseUrl: string; readonly secret: string };

interface PayUri {
  readonly action: "pay";
  readonly merchantBaseUrl: string;
  readonly orderId: string;
  /** Often empty. */
  readonly sessionId: string;
  readonly claimToken?: string;
  /** The secret by which another device can go on with an order that was claimed already. */
  readonly noncePriv?: string;
}

interface PayTemplateUri {
  readonly action: "pay-template";
  readonly merchantBaseUrl: string;
  readonly templateId: string;
  /** As given: an `amount` may be a currency alone, or empty, and is then for the user to fill in. */
  readonly parameters: Readonly<Record<string, string>>;
}

interface WithdrawUri {
  readonly action: "withdraw";
  readonly bankBaseUrl: string;
  readonly operationId: string;
  /** Somebody else confirms, for example a cashier: the bank will show no page for it. */
  readonly hasExternalConfirmation: boolean;
}

interface WithdrawExchangeUri {
  readonly action: "withdraw-exchange";
  readonly exchangeBaseUrl: string;
  readonly masterPub?: string;
  readonly amount?: Amount;
}

/** A link of a kind that this wallet does not act upon; it may well be spelled correctly. */
export class UnsupportedLink extends FormatError {}

/**
 * Reads a link. `web+taler` and `ext+taler`, upper case (QR codes), line breaks and blanks around it are understood.
 * Throws a {@link FormatError}, or its kind {@link UnsupportedLink}, with a reason for people, which never quotes the
 * link: it may hold secrets.
 * Source: the taler URI scheme (LSD 0006); design documents of the sync service.
 */
export function parseTalerUri(text: string): TalerUri {
  const link = takeApart(text);
  const reason = unsupported.get(link.action);
  if (reason !== undefined) throw new UnsupportedLink(reason);
  const read = readers.get(link.action);
  if (read === undefined) throw new UnsupportedLink("this version of the wallet does not know this kind of link");
  return read(link);
}

const unsupported: ReadonlyMap<string, string> = new Map([
  ["dev-experiment", "links for developers are not supported"],
  ["tip", "tips by link no longer exist"],
  ["reward", "rewards by link no longer exist"],
  ["notify-reserve", "this link asks for nothing: the wallet looks by itself"],
  ["fulfillment-success", "this is a message from a shop, not a link to open"],
]);

const readers: ReadonlyMap<string, (link: Link) => TalerUri> = new Map<string, (link: Link) => TalerUri>([
  ["pay", readPay],
  ["pay-template", readPayTemplate],
  ["withdraw", readWithdraw],
  ["withdraw-exchange", readWithdrawExchange],
  ["add-exchange", (link) => ({ action: "add-exchange", exchangeBaseUrl: baseOf(withoutFinalSlash(link)) })],
  ["refund", readRefund],
  ["pay-push", (link) => readPeer("pay-push", link)],
  ["pay-pull", (link) => readPeer("pay-pull", link)],
  ["restore", readRestore],
  ["recovery", readRecovery],
  ["sync", readSync],
]);

function readPay(link: Link): TalerUri {
  // The slash before the session is what tells an order from a part of the merchant's address.
  if (link.segments.length < 3) throw new FormatError("this payment link is missing its end");
  const claimToken = codeOf(link, "c");
  const noncePriv = codeOf(link, "n");
  return {
    action: "pay",
    merchantBaseUrl: baseOf(link, -2),
    orderId: idOf(link, -2, "the number of the order"),
    sessionId: decode(link.segments.at(-1) ?? ""),
    ...(claimToken !== undefined && { claimToken }),
    ...(noncePriv !== undefined && { noncePriv }),
  };
}

const maxParameters = 32;

function readPayTemplate(link: Link): TalerUri {
  const parameters = [...optionsOf(link)].filter(([name]) => /^[A-Za-z]/.test(name));
  if (parameters.length > maxParameters) throw new FormatError("this link asks for too much");
  return {
    action: "pay-template",
    merchantBaseUrl: baseOf(link, -1),
    templateId: idOf(link, -1, "the name of the template"),
    parameters: Object.fromEntries(parameters),
  };
}

function readWithdraw(link: Link): TalerUri {
  return {
    action: "withdraw",
    // Looked for first: with a final slash the address would still be readable, and the reason would be another.
    operationId: idOf(link, -1, "the number of the withdrawal"),
    bankBaseUrl: baseOf(link, -1),
    hasExternalConfirmation: optionsOf(link).get("external-confirmation") === "1",
  };
}

function readWithdrawExchange(link: Link): TalerUri {
  const wanted = optionsOf(link).get("a") ?? "";
  const last = link.segments.at(-1) ?? "";
  // Older links end in the key of the exchange; any other last part belongs to its address.
  const hasKey = link.segments.length > 1 && /^[0-9A-Za-z]{52}$/.test(last);
  return {
    action: "withdraw-exchange",
    exchangeBaseUrl: hasKey ? baseOf(link, -1) : baseOf(withoutFinalSlash(link)),
    ...(hasKey && { masterPub: understood("the key in this link is damaged", () => publicKey.parse(last)) }),
    ...(wanted !== "" && { amount: understood("the amount in this link is damaged", () => amount.parse(wanted)) }),
  };
}

function readRefund(given: Link): TalerUri {
  const link = withoutFinalSlash(given);
  const orderId = idOf(link, -1, "the number of the order");
  return { action: "refund", merchantBaseUrl: baseOf(link, -1), orderId };
}

function readPeer(action: "pay-push" | "pay-pull", link: Link): TalerUri {
  const contractPriv = idOf(link, -1, "the key of the payment");
  return { action, exchangeBaseUrl: baseOf(link, -1), contractPriv };
}

function readRestore({ scheme, segments }: Link): TalerUri {
  const [secret = "", ...rest] = segments;
  const list = rest
    .join("/")
    .split(",")
    .filter((one) => one !== "");
  // A service is a whole URL, percent-encoded, or a host and path that inherit the scheme of the link.
  const urls = list.map(decode).map((one) => (one.includes("://") ? one : `${scheme}://${one}`));
  return { action: "restore", secret: secretOf(secret), providers: providersOf(urls) };
}

/** The form of 2022, `recovery/SECRET?NAME=URL&…`; the names were for people and are let go. */
function readRecovery({ segments: [secret = ""], query }: Link): TalerUri {
  const pairs = query.split("&").filter((pair) => pair.includes("="));
  const urls = pairs.map((pair) => decode(pair.slice(pair.indexOf("=") + 1)));
  return { action: "restore", secret: secretOf(secret), providers: providersOf(urls) };
}

const maxProviders = 32;

function providersOf(urls: readonly string[]): readonly string[] {
  if (urls.length > maxProviders) throw new FormatError("this link names too many services");
  const reason = "the address of a service in this link is damaged";
  return [...new Set(urls.map((url) => understood(reason, () => canonicalBaseUrl(url))))];
}

function readSync(link: Link): TalerUri {
  return { action: "sync", providerBaseUrl: baseOf(withoutFinalSlash(link)), secret: secretOf(link.fragment) };
}

/** Writes a link such that {@link parseTalerUri} reads the same from it. Base URLs must be canonical. */
export function formatTalerUri(uri: TalerUri): string {
  switch (uri.action) {
    case "pay": {
      const path = `${encode(uri.orderId)}/${encode(uri.sessionId)}`;
      return start(uri.action, uri.merchantBaseUrl) + path + query({ c: uri.claimToken, n: uri.noncePriv });
    }
    case "pay-template":
      return start(uri.action, uri.merchantBaseUrl) + encode(uri.templateId) + query(uri.parameters);
    case "withdraw": {
      const confirmation = uri.hasExternalConfirmation ? "1" : undefined;
      const path = encode(uri.operationId);
      return start(uri.action, uri.bankBaseUrl) + path + query({ "external-confirmation": confirmation });
    }
    case "withdraw-exchange":
      return start(uri.action, uri.exchangeBaseUrl) + (uri.masterPub ?? "") + query({ a: uri.amount });
    case "add-exchange":
      return start(uri.action, uri.exchangeBaseUrl);
    case "refund":
      return `${start(uri.action, uri.merchantBaseUrl)}${encode(uri.orderId)}/`;
    case "pay-push":
    case "pay-pull":
      return start(uri.action, uri.exchangeBaseUrl) + encode(uri.contractPriv);
    case "restore":
      return `taler://restore/${uri.secret}/${uri.providers.map(encode).join(",")}`;
    case "sync":
      return `${start(uri.action, uri.providerBaseUrl)}#${uri.secret}`;
  }
}

/** Scheme, action and base URL; ends in a slash. */
function start(action: string, baseUrl: string): string {
  const isPlain = baseUrl.startsWith("http:");
  return `taler${isPlain ? "+http" : ""}://${action}/${baseUrl.slice(baseUrl.indexOf("://") + 3)}`;
}

const encode = encodeURIComponent;

function query(options: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ""
    : `?${given.map(([name, value]) => `${encode(name)}=${encode(value ?? "")}`).join("&")}`;
}
