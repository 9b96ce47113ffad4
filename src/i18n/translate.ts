/** Which language the user reads, and everything needed to speak it: messages, amounts, numbers and moments. */
import type { CurrencyStyle } from "../api/views.ts";
import type { Messages } from "./en.ts";
import { type Moments, moments } from "./moments.ts";
import { amountText, type Figure, figureOf, numberSigns } from "./money.ts";

const languages = ["en", "de"] as const;

export type Language = (typeof languages)[number];

/** A language, and the region whose habits digits and dates follow, such as "de-CH". */
interface Locale {
  readonly language: Language;
  readonly locale: string;
}

export interface Words extends Moments, Locale {
  readonly t: Messages;
  readonly number: (value: number) => string;
  readonly figure: (amount: string, style?: CurrencyStyle) => Figure;
  /** "8.50 KUDOS" */
  readonly amount: (amount: string, style?: CurrencyStyle) => string;
  /** "one, two and three" */
  readonly list: (items: readonly string[]) => string;
  /** The name of a language in this language; the tag itself when the browser does not know it. */
  readonly nameOfLanguage: (tag: string) => string;
}

/** The first of the wanted languages (BCP 47 tags, best first) that we speak; English otherwise. */
export function chooseLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0] ?? "";
    if (isLanguage(language) && Intl.DateTimeFormat.supportedLocalesOf(known(tag)).length > 0)
      return { language, locale: tag };
  }
  return { language: "en", locale: "en" };
}

const isLanguage = (word: string): word is Language => (languages as readonly string[]).includes(word);

/** The tag in a list, or an empty list when it is not a tag at all, for which Intl throws. */
const known = (tag: string): readonly string[] => (/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) ? [tag] : []);

/** Everything to speak this language, whose messages these are. `timeZone` is the user's own unless given. */
export function wordsOf(t: Messages, { language, locale }: Locale, timeZone?: string): Words {
  const signs = numberSigns(locale);
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const languages = new Intl.DisplayNames(locale, { type: "language" });
  const figure = (amount: string, style?: CurrencyStyle) => figureOf(amount, signs, style);
  return {
    ...moments(locale, t.justNow, timeZone),
    language,
    locale,
    t,
    number: (value) => number.format(value),
    figure,
    amount: (amount, style) => amountText(figure(amount, style)),
    list: (items) => list.format(items),
    nameOfLanguage: (tag) => (known(tag).length === 0 ? tag : (languages.of(tag) ?? tag)),
  };
}
