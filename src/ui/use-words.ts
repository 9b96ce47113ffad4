/** The user's language in a component. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Words, words } from "../i18n/translate.ts";

export const WordsContext = createContext<Words | undefined>(undefined);

const english = words(["en"]);

/** English where nobody has chosen: a sentence in the wrong language is better than none. */
export const useWords = (): Words => useContext(WordsContext) ?? english;
