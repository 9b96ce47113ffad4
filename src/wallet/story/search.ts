/** Looking for events in the story of the money: word by word, a bounded part of it at a time. */
import type { Question } from "../../api/requests.ts";
import type { StoryPage, Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { listTransactions, readStory } from "./story.ts";

/** So many events are told at once, and so many are looked at before an answer is given, whatever was found. */
const slice = 100;
const mostLooked = 1000;

/**
 * The answer to `listTransactions`. With words, a kind, a currency or an exchange the page holds those of a part of the story that match, and
 * `next` says where to look on, even when nothing was found yet.
 */
export async function searchTransactions(env: Env, question: Question<"listTransactions">): Promise<StoryPage> {
  const { words = "", only, currency, exchange, limit = slice, ...range } = question;
  const wanted = wordsIn(words);
  const isWanted = (event: Transaction) => isOfKind(event, only) && isThere(event, question) && hasAll(event, wanted);
  const isSearch = wanted.length > 0 || [only, currency, exchange].some((wish) => wish !== undefined);
  if (!isSearch) return listTransactions(env, { ...range, limit });
  const found: Transaction[] = [];
  let before = range.before;
  for (let looked = 0; looked < mostLooked; looked += slice) {
    const page = await readStory(env, { ...range, before, limit: slice });
    found.push(...page.transactions.filter(isWanted));
    before = page.next;
    if (before === undefined || found.length >= limit) break;
  }
  return { transactions: found, ...(before !== undefined && { next: before }) };
}

/** Letters as one compares them: small, without accents, "ß" as it is sung, figures with a point. */
const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss");

const wordsIn = (text: string): readonly string[] =>
  plain(text)
    .replace(/(\d),(\d)/g, "$1.$2")
    .split(/\s+/)
    .filter((word) => word !== "");

function isOfKind({ kind, state }: Transaction, only: Question<"listTransactions">["only"]): boolean {
  return only === "open" ? state === "waiting" || state === "working" : only === undefined || kind === only;
}

function isThere(
  event: Transaction,
  { currency, exchange }: Pick<Question<"listTransactions">, "currency" | "exchange">,
) {
  const isIn = currency === undefined || event.effective.startsWith(`${currency}:`);
  return isIn && (exchange === undefined || event.exchange === exchange);
}

/** Names, what was bought, order numbers, amounts with two digits or as they are, places, and the day as 2026-11-21. */
function hasAll(event: Transaction, words: readonly string[]): boolean {
  const { shop, effective, instructed, at, exchange, bank = "" } = event;
  const amounts = [effective, instructed].flatMap((amount) => [amount.replace(":", " "), twoDigits(amount)]);
  const texts = [shop?.name, shop?.summary, shop?.orderId, shop?.url, exchange, bank, new Date(at).toISOString()];
  const all = plain([...texts, ...amounts].join("\n"));
  return words.every((word) => all.includes(word));
}

function twoDigits(amount: string): string {
  const [whole = "", fraction = ""] = amount.slice(amount.indexOf(":") + 1).split(".");
  return `${whole}.${fraction.padEnd(2, "0")}`;
}
