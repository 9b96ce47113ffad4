/** What the pages of the sandbox bank share: its name, how it writes and reads amounts, how it says no. */
import { type Amount, amount, currencyOf } from "../../../src/taler/amount.ts";
import { FormatError } from "../../../src/taler/codec.ts";
import { html, page } from "../markup.ts";

export const bankName = "Sandbox bank";

/** `12.5 KUDOS`, as people say it. */
export const spoken = (a: Amount): string => `${a.slice(a.indexOf(":") + 1)} ${currencyOf(a)}`;

/** What somebody typed into a field for an amount, with or without the currency, comma or point. */
export function typedAmount(currency: string, typed: string): Amount | undefined {
  const spelled = typed.replace(",", ".").replace(/^[A-Z]+[: ]/i, "");
  try {
    return amount.parse(`${currency}:${spelled}`);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** A page that says in a sentence why something was not done. */
export const sorry = (title: string, sentence: string, back: string, status = 400): Response =>
  page(status, {
    title,
    service: bankName,
    body: html`<p role="alert">${sentence}</p><p><a href="${back}">Back</a></p>`,
  });
