/** Somebody who checks exchanges, and whom the user trusts to do so for one currency (seed 001). */
import { FormatError, plain, text } from "../../taler/codec.ts";
import { publicKey } from "../../taler/crockford.ts";
import { currencyName } from "../../taler/currency.ts";
import { earliest, entity, latest } from "../entity.ts";

const facts = {
  /** What the user calls it. */
  name: latest(text(100)),
  /** The address that it signs with; known once an exchange has named it. */
  url: latest(text(2048)),
  addedAt: earliest(),
};

/** `CURRENCY/KEY`: whoever is trusted for one currency is not thereby trusted for another. */
const auditorKey = plain((value) => {
  const [currency, key, ...more] = typeof value === "string" ? value.split("/") : [];
  if (key === undefined || more.length > 0) throw new FormatError("not an auditor's name");
  return `${currencyName.parse(currency)}/${publicKey.parse(key)}`;
});

/** The name of the row of an auditor with this public key. */
export const auditorName = (currency: string, key: string): string => `${currency}/${key}`;

/** The currency and the public key in the name of a row. */
export function auditorOf(name: string): { readonly currency: string; readonly key: string } {
  const [currency = "", key = ""] = name.split("/");
  return { currency, key };
}

export const trustedAuditors = entity("trustedAuditors", auditorKey, facts);
