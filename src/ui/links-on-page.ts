/** A function that runs in the page at which the user looks: it is sent there as text, so it stands alone. */

/**
 * The taler links of this page, each once, at most `most` of them: where links lead, what the page offers for itself,
 * what stands in its fields and what can be read in it. Some may be no links after all.
 */
export function linksOnPage(most: number): string[] {
  const start = /^\s*(?:web\+|ext\+)?taler(?:\+http)?:\/\//i;
  const inText = /(?:web\+|ext\+)?taler(?:\+http)?:\/\/[^\s"'<>\\^`{|}…]+(?!…|[^\s"'<>\\^`{|}…])/gi;
  const longestText = 1_000_000;
  const values = [
    ...[...document.querySelectorAll("a[href], area[href]")].map((link) => link.getAttribute("href")),
    ...[...document.querySelectorAll('meta[name^="taler-" i]')].map((meta) => meta.getAttribute("content")),
    ...[...document.querySelectorAll<HTMLInputElement>("input, textarea")].map((field) => field.value),
  ];
  const found = new Set(values.flatMap((value) => (value !== null && start.test(value) ? [value.trim()] : [])));
  const text = (document.body?.innerText ?? "").slice(0, longestText);
  for (const [match] of text.matchAll(inText)) {
    // Sentences end where links do.
    const link = match.replace(/[.,;:!?)\]]+$/, "");
    if (![...found].some((longer) => longer.startsWith(link))) found.add(link);
  }
  return [...found].slice(0, most);
}
