/** The user's language in a component. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Words } from "../i18n/translate.ts";

export const WordsContext = createContext<Words | undefined>(undefined);

/** Throws when no {@link WordsContext} surrounds the component. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === undefined) throw new Error("a component outside of mount()");
  return words;
}
