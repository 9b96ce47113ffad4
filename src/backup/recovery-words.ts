/** The recovery secret as 24 words that can be read over the phone (BIP-39, the English list). */
import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { WalletError } from "../api/problems.ts";

const wordCount = 24;
const words: ReadonlySet<string> = new Set(wordlist);

/** No two words of the list begin with the same four letters, so these stand for the word. */
const wordByStart: ReadonlyMap<string, string> = new Map(wordlist.map((word) => [word.slice(0, 4), word]));

/** The 24 words of 32 bytes; the last one holds a checksum of eight bits. */
export const recoveryWords = (secret: Uint8Array): readonly string[] => entropyToMnemonic(secret, wordlist).split(" ");

/** The word of the list that was meant, or undefined: it is spelled out, or its first letters are, at least four. */
export function wordMeant(typed: string): string | undefined {
  if (words.has(typed)) return typed;
  const word = wordByStart.get(typed.slice(0, 4));
  return typed.length >= 4 && word?.startsWith(typed) ? word : undefined;
}

/**
 * The 32 bytes of 24 words in lower case. Throws `misspelledWord` naming the places of words that are not on the list,
 * or `wordsDoNotFit` when there are more or fewer, or the checksum tells that one of them is another; never a word.
 */
export function secretOfWords(typed: readonly string[]): Uint8Array {
  const meant = typed.map(wordMeant);
  const places = meant.flatMap((word, index) => (word === undefined ? [index + 1] : []));
  if (places.length > 0) throw new WalletError("misspelledWord", `word ${places.join(", ")}`);
  if (typed.length !== wordCount)
    throw new WalletError("wordsDoNotFit", `${typed.length} words instead of ${wordCount}`);
  try {
    return mnemonicToEntropy(meant.join(" "), wordlist);
  } catch {
    // With the right number of words from the list, nothing else can be wrong.
    throw new WalletError("wordsDoNotFit", "the checksum does not fit");
  }
}
