/** The browser as a page of the extension sees it. */
import browser from "webextension-polyfill";
import { isNews } from "../api/news.ts";
import { askBackground } from "./ask.ts";
import { browserPermits } from "./browser-permits.ts";
import { keepStorage } from "./keep-storage.ts";
import { linksOnPage } from "./links-on-page.ts";
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
    openWeb: (url) => void openWeb(url).then(closePopup),
    copy: (text) => navigator.clipboard.writeText(text),
    emptyClipboard,
    saveFile,
    print: () => window.print(),
    reload: () => location.reload(),
    openCamera,
    keepStorage: () => keepStorage(navigator.storage),
    lookOnPage: isPopup() ? lookOnPage : undefined,
    permits: browserPermits,
  };
}

/** Each browser allows one of these ways at moments when it forbids the other. Only the first is done before a page is gone. */
async function emptyClipboard(): Promise<void> {
  if (!emptiedAtOnce()) await navigator.clipboard.writeText("");
}

/** As if the user had copied a selection with nothing in it. */
function emptiedAtOnce(): boolean {
  const copyNothing = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", "");
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("copy", copyNothing, true);
  const isDone = document.execCommand("copy");
  removeEventListener("copy", copyNothing, true);
  return isDone;
}

/** A link that is never on the page needs no permission to download; its address is freed once the browser has read it. */
function saveFile(name: string, type: string, content: string | Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The page of a shop goes on to what was bought by itself: a second tab of it would be one too many. */
async function openWeb(url: string): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  // Where the popup was not opened by a click, the browser does not say what the tab shows.
  const isThere = tab?.url !== undefined && new URL(tab.url).origin === new URL(url).origin;
  if (isThere) await browser.tabs.update(tab.id, { url });
  else await browser.tabs.create({ url });
}

/** Sharp enough for a sheet of paper held in front of it. */
const video: MediaTrackConstraints = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } };

async function openCamera(): Promise<MediaStream> {
  // Absent where the browser was built without cameras.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices === undefined) throw new DOMException("no cameras here", "NotFoundError");
  return devices.getUserMedia({ video, audio: false });
}

/** Some browsers leave the popup open over the new tab. A popup that was opened in a tab of its own stays. */
function closePopup(): void {
  if (isPopup()) window.close();
}

const isPopup = (): boolean => browser.extension.getViews({ type: "popup" }).includes(window);

/** More links than anybody would choose from. */
const mostLinks = 20;

/** The popup was opened by a click on our icon, and for that page the browser then lets us look (`activeTab`). */
async function lookOnPage(): Promise<readonly string[]> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const target = { tabId: tab?.id ?? browser.tabs.TAB_ID_NONE };
  const [outcome] = await browser.scripting.executeScript({ target, func: linksOnPage, args: [mostLinks] });
  return (outcome?.result ?? []) as string[];
}
