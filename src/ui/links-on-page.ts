/** A function that runs in the page at which the user looks: it is sent there as text, so it stands alone. */

/**
 * The taler links of this page, each once, at most `most` of them: what the page offers for itself, where links lead,
 * what stands in its fields and what can be read in it. Some may be no links after all. However large the page is, each
 * letter is looked at once.
 */
export function linksOnPage(most: number): string[] {
  const longestLink = 4000;
  const longestText = 1_000_000;
  const start = /^\s*(?:web\+|ext\+)?taler(?:\+http)?:\/\//i;
  const inText = /(?:web\+|ext\+)?taler(?:\+http)?:\/\/[^\s"'<>\\^`{|}…]+/gi;
  const all = (selector: string) => [...document.querySelectorAll<HTMLInputElement>(selector)];
  const found = new Set<string>();
  function add(text: string | null): void {
    if (found.size < most && text !== null && text.length <= longestLink && start.test(text)) found.add(text.trim());
  }
  for (const meta of all('meta[name^="taler-" i]')) add(meta.getAttribute("content"));
  for (const link of all("a[href], area[href]")) add(link.getAttribute("href"));
  for (const field of all("input, textarea")) add(field.value);
  const text = (document.body?.innerText ?? "").slice(0, longestText);
  for (const { 0: run, index } of text.matchAll(inText)) {
    if (found.size >= most) break;
    // What is cut off leads nowhere, and sentences end where links do.
    const link = text[index + run.length] === "…" ? "" : run.slice(0, longestLink + 1).replace(/[.,;:!?)\]]{1,9}$/, "");
    if (![...found].some((longer) => longer.startsWith(link))) add(link);
  }
  return [...found];
}
