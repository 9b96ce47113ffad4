/** A recovery phrase while it is being typed: which words it holds so far, and what is still wrong with it. */
import { completionsOf } from "./nearby.ts";

/** One word where it stands in the text. */
export interface TypedWord {
  /** In lower case. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The word of the list that it is, or that its first letters stand for. */
  readonly meant: string | undefined;
}

/** How many words a whole secret has. */
const phraseLength = 24;

/** The word of the list that was meant: it is spelled out, or its first letters are, at least four. */
function wordMeant(typed: string, list: readonly string[]): string | undefined {
  if (list.includes(typed)) return typed;
  return typed.length < 4 ? undefined : list.find((word) => word.startsWith(typed));
}

/**
 * The words of a text, wherever it stands on the way to a phrase. Numbers in front of words, as on the sheet, are none
 * of them. Undefined when the text looks like something else: a link, or the characters of a secret.
 */
export function phraseIn(text: string, list: readonly string[]): readonly TypedWord[] | undefined {
  if (/^\s*[a-z+-]+:/i.test(text)) return undefined;
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => !/^\d{1,2}$/.test(word))
    .map((found) => {
      const word = found[0].normalize("NFKC").toLowerCase();
      return { text: word, start: found.index, end: found.index + found[0].length, meant: wordMeant(word, list) };
    });
  const known = words.filter(({ meant }) => meant !== undefined).length;
  // Small letters alone are how people begin; the characters of a secret hold digits, and are large on the sheet.
  const looksLikeWords = known > 0 ? known * 2 >= words.length : /^[a-z\s]+$/.test(text);
  return words.length > 0 && looksLikeWords ? words : undefined;
}

/** The word at whose end, or in which, the caret stands. */
export const wordAt = (words: readonly TypedWord[], caret: number): TypedWord | undefined =>
  words.find(({ start, end }) => start < caret && caret <= end);

/** Words that are not on the list. The one at the caret is not among them while it may still become one. */
export const unknownIn = (words: readonly TypedWord[], caret: number, list: readonly string[]): readonly TypedWord[] =>
  words.filter((word) => {
    if (word.meant !== undefined) return false;
    return word !== wordAt(words, caret) || (word.text.length > 1 && completionsOf(word.text, list).length === 0);
  });

/** Why these words cannot be a whole secret yet. What the checksum says of 24 words, only the background knows. */
export type PhraseFault =
  | { readonly kind: "unknown"; readonly places: readonly number[] }
  | { readonly kind: "short"; readonly count: number }
  | { readonly kind: "long"; readonly count: number };

/** The first of them; undefined for 24 words of the list. */
export function faultOf(words: readonly TypedWord[]): PhraseFault | undefined {
  const places = words.flatMap(({ meant }, index) => (meant === undefined ? [index + 1] : []));
  const count = words.length;
  if (places.length > 0) return { kind: "unknown", places };
  if (count === phraseLength) return undefined;
  return { kind: count < phraseLength ? "short" : "long", count };
}

/** The text with another word in the place of this one, and where the caret is then: ready for the next word. */
export function withWord(
  text: string,
  { start, end }: Pick<TypedWord, "start" | "end">,
  word: string,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(end);
  const gap = rest === "" ? " " : "";
  const caret = start + word.length + gap.length;
  return { text: text.slice(0, start) + word + gap + rest, caret };
}
