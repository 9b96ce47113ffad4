/** The words of which recovery phrases are made (BIP-39, the English list). A bundle of its own: only who types needs it. */
import { wordlist } from "@scure/bip39/wordlists/english.js";

/** 2048 words in alphabetical order; the first four letters tell each from all others. */
export const recoveryWordList: readonly string[] = wordlist;
