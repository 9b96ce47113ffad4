/** One language, loaded when it is known which: nobody who opens the popup waits for the others. */
import type { Messages } from "./en.ts";
import { chooseLocale, type Language, type Words, wordsOf } from "./translate.ts";

const loading: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => (await import("./en.ts")).en,
  de: async () => (await import("./de.ts")).de,
};

/** Resolves to everything to speak the first of these languages that we speak; `timeZone` as in translate.ts. */
export async function loadWords(wanted: readonly string[], timeZone?: string): Promise<Words> {
  const chosen = chooseLocale(wanted);
  return wordsOf(await loading[chosen.language](), chosen, timeZone);
}
