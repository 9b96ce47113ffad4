/** Amounts for people: the digits as the currency wants them, the separators as the user's language writes them. */
import type { CurrencyStyle } from "../api/views.ts";

/** An amount in the pieces in which it is shown. */
export interface Figure {
  /** Whole units and the usual digits: "1,234.50". */
  readonly main: string;
  /** Digits beyond the usual ones, to be set smaller; mostly empty. */
  readonly extra: string;
  /** What stands after the figure: the currency's own sign where our readers can read it, such as "€", or its name. */
  readonly unit: string;
  /** The same unit as it is spoken: the name of the currency, such as "KUDOS". */
  readonly currency: string;
}

/** How a language writes numbers. */
export interface NumberSigns {
  readonly point: string;
  /** Whole numbers with their separators; takes decimal digits of any length. */
  readonly group: (digits: string) => string;
}

/** Two digits, as most money has them: for currencies that have not told their own rules. */
const usual = { normalDigits: 2, trailingZeroDigits: 2 };

export function numberSigns(locale: string): NumberSigns {
  const format = new Intl.NumberFormat(locale);
  const point = format.formatToParts(0.5).find((part) => part.type === "decimal")?.value ?? ".";
  return { point, group: (digits) => format.format(BigInt(digits)) };
}

/** Takes canonical amount text ("KUDOS:1234.5") apart for display. Nothing is rounded: every digit is in the figure. */
export function figureOf(amount: string, signs: NumberSigns, style?: CurrencyStyle): Figure {
  const [currency = "", number = "0"] = amount.split(":");
  const [whole = "0", fraction = ""] = number.split(".");
  const { normalDigits, trailingZeroDigits } = style ?? usual;
  const digits = fraction.padEnd(trailingZeroDigits, "0");
  const shown = Math.max(normalDigits, trailingZeroDigits);
  const [near, far] = [digits.slice(0, shown), digits.slice(shown)];
  return {
    main: `${signs.group(whole)}${near === "" ? "" : `${signs.point}${near}`}`,
    extra: near === "" && far !== "" ? `${signs.point}${far}` : far,
    unit: readable(style?.unitNames["0"]) ?? currency,
    currency,
  };
}

/** A currency's own sign, if it is of the script that our languages are written in: "€", "Fr.", but not "ク". */
const readable = (sign: string | undefined) =>
  sign !== undefined && /^[\p{Script=Latin}\p{Sc}. ]+$/u.test(sign) ? sign : undefined;

/** An amount as one piece of text, such as "8.50 KUDOS": for names, labels and sentences that are spoken. */
export const amountText = ({ main, extra, currency }: Figure): string => `${main}${extra}\u00a0${currency}`;

/**
 * What a user typed, as canonical amount text; undefined when it is no amount above zero with at most `digits` digits
 * after the point. Point and comma both part the digits: thousands are not grouped, since "1.000" would be a riddle.
 */
export function typedAmount(typed: string, currency: string, digits = 2): string | undefined {
  const [, whole = "", fraction = ""] = /^\s*(\d{0,15})(?:[.,](\d*))?\s*$/.exec(typed) ?? [];
  if (fraction.length > digits || !/[1-9]/.test(whole + fraction)) return undefined;
  const value = whole.replace(/^0+(?=\d)/, "") || "0";
  const cents = fraction.replace(/0+$/, "");
  return `${currency}:${value}${cents === "" ? "" : `.${cents}`}`;
}

/** True for "KUDOS:0" and its like. */
export const isNothing = (amount: string): boolean => /^[^:]*:[0.]*$/.test(amount);
