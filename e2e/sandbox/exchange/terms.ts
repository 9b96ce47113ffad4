/** Terms of service and privacy statement, in the language and format the reader asks for (GNU Taler exchange API, /terms). */
import { textOf } from "../../../src/taler/crockford.ts";
import { sha512Half, utf8 } from "../../../src/taler/hash.ts";
import { empty, text } from "../answers.ts";
import type { Answering } from "../routes.ts";
import type { World } from "../world.ts";

/** One edition: what wallets compare is `version`, everything else is presentation. */
export interface Terms {
  readonly version: string;
  /** The text by type and language. Types in the order of preference when the reader does not mind. */
  readonly textByLanguageByType: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const dayInMs = 24 * 60 * 60 * 1000;

/** The values of an Accept header, best first; those with weight zero are left out. */
function preferences(header: string): readonly string[] {
  const weighted = header.split(",").map((part) => {
    const [value = "", ...options] = part.split(";").map((one) => one.trim().toLowerCase());
    const weight = options.find((option) => option.startsWith("q="))?.slice(2);
    return { value, weight: weight === undefined ? 1 : Number(weight) };
  });
  return weighted
    .filter(({ value, weight }) => value !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ value }) => value);
}

const fitsType = (wanted: string, type: string) =>
  wanted === "*/*" || wanted === type || (wanted.endsWith("/*") && type.startsWith(wanted.slice(0, -1)));

const fitsLanguage = (wanted: string, language: string) =>
  wanted === "*" || wanted === language || wanted.startsWith(`${language}-`);

/** The first of `have` that fits the best wish that can be granted; undefined when none can. */
function choose(wishes: readonly string[], have: readonly string[], fits: (wish: string, one: string) => boolean) {
  for (const wish of wishes) {
    const one = have.find((candidate) => fits(wish, candidate));
    if (one !== undefined) return one;
  }
  return undefined;
}

/**
 * Answers /terms or /privacy with the edition that `current` gives at that moment, 501 when it gives none. What is not there in the wanted
 * type or language is replaced by something else, as the real servers do; the ETag is bare, without quotes.
 */
export function termsAnswer(world: World, current: () => Terms | undefined): Answering {
  return ({ request }) => {
    const edition = current();
    if (edition === undefined) return text(501, "not configured", "text/plain");
    const { version, textByLanguageByType } = edition;
    const types = Object.keys(textByLanguageByType);
    const accepted = preferences(request.headers.get("Accept") ?? "*/*");
    const granted = choose(accepted, types, fitsType);
    const type = granted ?? types[0] ?? "";
    const textByLanguage = textByLanguageByType[type] ?? {};
    const languages = Object.keys(textByLanguage);
    // Where the type is a replacement anyway, the real exchange takes whichever language comes first.
    const usual = granted === undefined ? "*" : "en";
    const asked = preferences(request.headers.get("Accept-Language") ?? usual);
    const language = choose(asked, languages, fitsLanguage) ?? languages[0] ?? "";
    const body = textByLanguage[language] ?? "";
    const identity = {
      Expires: new Date(Math.floor(world.now() / 1000) * 1000 + dayInMs).toUTCString(),
      ETag: textOf(sha512Half(utf8(body))),
      "Taler-Terms-Version": version,
    };
    if (request.headers.get("If-None-Match") === identity.ETag) return empty(304, identity);
    return text(200, body, type, {
      ...identity,
      "Avail-Languages": languages.join(","),
      Vary: "Accept-Language,Accept,Accept-Encoding",
      "Cache-Control": "public,max-age=864000",
      "Content-Language": language,
    });
  };
}
