/** The user's language in a settings page. */
import { useMemo } from "preact/hooks";
import { type PageWords, withPages } from "../../i18n/page-words.ts";
import { useWords } from "../use-words.ts";

export function usePageWords(): PageWords {
  const words = useWords();
  return useMemo(() => withPages(words), [words]);
}
