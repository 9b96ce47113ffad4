/** All languages at once, for whoever may load nothing later: a worker, a test. */
import { de } from "./de.ts";
import { en, type Messages } from "./en.ts";
import { chooseLocale, type Language, type Words, wordsOf } from "./translate.ts";

const messages = { en, de } as const satisfies Record<Language, Messages>;

/** Everything to speak the first of these languages that we speak. `timeZone` is the user's own unless given. */
export function words(wanted: readonly string[], timeZone?: string): Words {
  const chosen = chooseLocale(wanted);
  return wordsOf(messages[chosen.language], chosen, timeZone);
}
