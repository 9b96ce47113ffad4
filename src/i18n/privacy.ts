/** The privacy statement. The stores get the same text (scripts/store/listing.mjs). */
import de from "./privacy-de.md";
import en from "./privacy-en.md";
import type { Language } from "./translate.ts";

/** Markdown with one heading of the first level, the title. */
export const privacy: Readonly<Record<Language, string>> = { en, de };
