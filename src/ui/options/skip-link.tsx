/** The first thing the Tab key finds on a settings page: past the list of pages, to the title. Seen only while it has the focus. */
import { usePageWords } from "./use-page-words.ts";

/** A button and no link: after the "#" of an address stands the page itself. */
export function SkipLink() {
  const { t } = usePageWords();
  return (
    <button type="button" class="button primary skip" onClick={() => document.querySelector("h1")?.focus()}>
      {t.pages.skip}
    </button>
  );
}
