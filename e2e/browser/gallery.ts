/** All there is to look at: the screens of the preview in both languages, and the pages of the extension itself. */
import { type Browser, sizeOf } from "./browser.ts";
import { type Tab, waitUntil } from "./tab.ts";

/** A page that is open and at rest. */
export interface Exhibit {
  readonly tab: Tab;
  readonly address: string;
  /** For people, and for the name of a picture. */
  readonly name: string;
  /** What is wrong with it at first sight. */
  readonly wrongs: readonly string[];
}

/** The pages of a wallet that has nothing yet. */
const ownPages = [
  ...["", "#home", "#receive", "#send", "#manual"].map((route) => `popup.html${route}`),
  ...["backup", "secret", "devices", "exchanges", "restore", "about", "privacy", "onboarding"].map(
    (route) => `options.html#${route}`,
  ),
];

/** Reading a hostile document makes the browser say what it did not do in it; on any other screen that is our fault. */
const isWanted = (link: string, wrong: string) =>
  /screen=(withdraw-hostile|terms)&/.test(link) && wrong.startsWith("broke ");

const allLinks = "[...document.querySelectorAll('a[data-screen]')].map((link) => link.getAttribute('href'))";

/** Every screen in every language, or each in one of them by turns. */
export type Words = "all" | "in turn";

const languageOf = (link: string) => new URLSearchParams(link.split("?")[1]).get("language");

/** Of the links to all screens in all languages: to each screen in one, and about as often in every language. */
function inTurn(links: readonly string[]): readonly string[] {
  const languages = [...new Set(links.map(languageOf))].sort();
  const screenOf = (link: string) => link.replace(`language=${languageOf(link)}`, "");
  const all = [...new Set(links.map(screenOf))].sort();
  return links.filter((link) => languageOf(link) === languages[all.indexOf(screenOf(link)) % languages.length]);
}

/** The screens of the preview that is served at `url`, one after the other in one tab; each page is loaded only once. */
export async function* screens(browser: Browser, url: string, words: Words): AsyncGenerator<Exhibit> {
  const tab = await browser.open(`${url}index.html`);
  let links: readonly string[] = [];
  await waitUntil("the screens are listed", async () => {
    links = (await tab.evaluate(allLinks)) as readonly string[];
    return links.length > 0;
  });
  let loaded = "";
  for (const link of (words === "all" ? links : inTurn(links)).toSorted()) {
    const address = `${url}${link}`;
    const { searchParams: query, pathname } = new URL(address);
    await tab.resize(sizeOf(address));
    if (pathname === loaded) await tab.evaluate(`previewed.turnTo(${JSON.stringify(link)})`);
    else await tab.goTo(address);
    loaded = pathname;
    await tab.evaluate("atRest()");
    const language = await tab.evaluate("document.documentElement.lang");
    const wrongs = ((await tab.evaluate("wrongs()")) as readonly string[]).filter((wrong) => !isWanted(link, wrong));
    const isOther = language !== query.get("language");
    const name = `${query.get("screen")}-${query.get("language")}`;
    yield { tab, address, name, wrongs: [...wrongs, ...(isOther ? [`its language is ${language}`] : [])] };
  }
  await tab.close();
}

/** The pages as the browser itself shows them, each in a tab of its own. */
export async function* pages(browser: Browser): AsyncGenerator<Exhibit> {
  for (const page of ownPages) {
    const tab = await browser.open(page);
    await tab.waitFor("heading", /./);
    await waitUntil(
      `${page} is at rest`,
      async () => (await tab.evaluate("document.querySelector('.loading')")) === null,
    );
    yield { tab, address: browser.addressOf(page), name: page.replace(/\W+/g, "-"), wrongs: [] };
    await tab.close();
  }
}
