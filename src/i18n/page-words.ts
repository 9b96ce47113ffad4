/** The words of the settings pages, apart from those of the popup: what opens at a click shall be small. */
import { dePages } from "./de-pages.ts";
import type { Messages } from "./en.ts";
import { enPages, type PageMessages } from "./en-pages.ts";
import type { Language, Words } from "./translate.ts";

const pages = { en: enPages, de: dePages } as const satisfies Record<Language, PageMessages>;

export interface PageWords extends Words {
  readonly t: Messages & PageMessages;
}

/** The same words, and those of the pages with them. */
export const withPages = (words: Words): PageWords => ({ ...words, t: { ...words.t, ...pages[words.language] } });
