/** The browser as a page of the extension sees it. */
import browser from "webextension-polyfill";
import { isNews } from "../api/news.ts";
import { askBackground } from "./ask.ts";
import type { Outside } from "./outside.ts";

export function browserOutside(): Outside {
  return {
    ask: askBackground,
    onNews(hear) {
      const listener = (message: unknown): undefined => {
        if (isNews(message)) hear();
      };
      browser.runtime.onMessage.addListener(listener);
      return () => browser.runtime.onMessage.removeListener(listener);
    },
    // Pages have no Env: this object is theirs, and the only place where a page reads the clock.
    now: () => Date.now(),
    isOnline: () => navigator.onLine,
    onConnection(hear) {
      for (const event of ["online", "offline"]) addEventListener(event, hear);
      return () => {
        for (const event of ["online", "offline"]) removeEventListener(event, hear);
      };
    },
    languages: [browser.i18n.getUILanguage(), ...navigator.languages],
    openPage(route) {
      void browser.tabs.create({ url: browser.runtime.getURL(`options.html#${route}`) }).then(closePopup);
    },
    copy: (text) => navigator.clipboard.writeText(text),
    print: () => window.print(),
    reload: () => location.reload(),
    keepStorage: () => void navigator.storage.persist(),
  };
}

/** Some browsers leave the popup open over the new tab. A popup that was opened in a tab of its own stays. */
function closePopup(): void {
  if (browser.extension.getViews({ type: "popup" }).includes(window)) window.close();
}
