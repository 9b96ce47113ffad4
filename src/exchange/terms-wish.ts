/** What a reader of terms would like, as the headers of HTTP spell it. */

/** What the reader would like, best first: BCP 47 tags and media types. */
export interface TosWish {
  readonly acceptLanguage?: readonly string[] | undefined;
  readonly acceptFormat?: readonly string[] | undefined;
}

/** Formats a page can show, best first. */
export const readableFormats: readonly string[] = ["text/markdown", "text/html", "text/plain"];

/** Read where nobody has another wish, and better than whatever comes first where a wish cannot be granted. */
const usualLanguage = "en";

/** A language tag as BCP 47 writes it, as far as anything depends on it. */
export const isLanguageTag = (text: string): boolean => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,7}$/.test(text);

const isFormat = (text: string): boolean => /^[a-z]{1,40}\/[a-z0-9.+-]{1,60}$/.test(text);

/** More wishes than this say nothing more; weights have a hundredth between them. */
const mostWishes = 20;

/**
 * The order of a list means nothing to a server, so each wish but the first bears a weight (RFC 9110, section 12.4.2).
 * Repetitions and what is no tag or type are left out.
 */
const weighted = (wishes: readonly string[]): string =>
  [...new Set(wishes)]
    .slice(0, mostWishes)
    .map((wish, place) => (place === 0 ? wish : `${wish};q=${(1 - place / 25).toFixed(2)}`))
    .join(", ");

/** "de-CH" also takes "de"; both come before the next wish (RFC 4647, section 3.4). */
function lookedUp(tag: string): readonly string[] {
  const parts = tag.split("-");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("-"));
}

/**
 * The headers of the request. Without Accept-Language a server chooses as it likes, so it is always sent, and English
 * comes last where it is no wish of its own.
 */
export function wishHeaders({ acceptLanguage = [], acceptFormat = readableFormats }: TosWish): {
  readonly Accept: string;
  readonly "Accept-Language": string;
} {
  const languages = acceptLanguage.filter(isLanguageTag).flatMap(lookedUp);
  const formats = acceptFormat.map((one) => one.toLowerCase()).filter(isFormat);
  return {
    Accept: weighted(formats.length > 0 ? formats : readableFormats),
    "Accept-Language": weighted([...languages.slice(0, mostWishes - 1), usualLanguage]),
  };
}
