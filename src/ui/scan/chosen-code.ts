/** Which of the codes in a picture is meant. */

const isTalerLink = (text: string) => /^\s*(?:(?:web|ext)\+)?taler(?:\+http)?:/i.test(text);

/** A poster may bear other codes, too: the only taler link is the one, whatever else there is. */
export function chosenCode(texts: readonly string[]): {
  readonly link?: string;
  readonly fault?: "noCode" | "severalCodes" | "notTaler";
} {
  const links = texts.filter(isTalerLink);
  const [link] = links;
  if (link !== undefined) return links.length === 1 ? { link } : { fault: "severalCodes" };
  return { fault: texts.length === 0 ? "noCode" : "notTaler" };
}
