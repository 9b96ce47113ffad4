/** What the sandbox shop sells: something to read, something to eat, something dear, and something that runs out. */
import { type Amount, amount } from "../../../src/taler/amount.ts";
import type { Members } from "./book.ts";

export interface Article {
  readonly id: string;
  readonly name: string;
  readonly price: Amount;
  readonly about: string;
  /** What its contract says beside name and price. */
  readonly terms: Members;
  /** What those read in the shop who have paid for it. */
  readonly text?: string;
  /** How many there are; there is no end of the others. */
  readonly stock?: number;
}

const essay = `Coins are old and cash is older. What makes a coin a coin is that it needs no name: whoever holds it may spend
it, and nobody writes down who did. This essay is short, as essays in sandboxes should be.`;

const thanks = (message: string, german: string): Members => ({
  fulfillment_message: message,
  fulfillment_message_i18n: { de: german },
});

/** Prices in digits, for the currency is not known yet. */
const articles: readonly (Omit<Article, "price"> & { readonly price: string })[] = [
  {
    id: "essay",
    name: "An essay about coins",
    price: "0.1",
    about: "To be read here, as often as you like. Pay once: in another session your wallet shows the receipt.",
    terms: { summary_i18n: { de: "Ein Aufsatz über Münzen" } },
    text: essay,
  },
  {
    id: "bread",
    name: "A loaf of bread",
    price: "3.5",
    about: "Baked this morning. Can be given back within a week.",
    terms: {
      summary_i18n: { de: "Ein Laib Brot" },
      ...thanks("Your bread is on the counter.", "Ihr Brot liegt auf der Theke."),
    },
  },
  {
    id: "concert",
    name: "A ticket for a concert",
    price: "12",
    about: "If you give it back within ten minutes, the money comes back by itself.",
    terms: {
      summary_i18n: { de: "Eine Konzertkarte" },
      auto_refund: { d_us: 10 * 60 * 1_000_000 },
      ...thanks("Row 7, seat 12. See you tonight!", "Reihe 7, Platz 12. Bis heute Abend!"),
    },
  },
  {
    id: "bicycle",
    name: "A bicycle",
    price: "480",
    about: "Costs more than the bank gives away: see what your wallet says.",
    terms: {
      summary_i18n: { de: "Ein Fahrrad" },
      ...thanks("It is yours. Ride safely.", "Es gehört Ihnen. Gute Fahrt!"),
    },
  },
  {
    id: "apple",
    name: "The last apple",
    price: "0.75",
    about: "There is only one. Who pays first has it.",
    terms: {
      summary_i18n: { de: "Der letzte Apfel" },
      ...thanks("Enjoy your apple.", "Lassen Sie ihn sich schmecken."),
    },
    stock: 1,
  },
];

export const articlesIn = (currency: string): readonly Article[] =>
  articles.map((article) => ({ ...article, price: amount.parse(`${currency}:${article.price}`) }));
