/**
 * The content script: tells the background of taler links that the user clicks, and of the link that a page offers for
 * itself. It changes nothing in the page and says nothing there. All that a page can see is that the browser does not
 * follow a click of the user on a taler link; a wallet that opens would be seen as well, since the page loses the focus.
 */
import { isConnected, report } from "./report.ts";
import { isPlain, linkOnPath, type Wishes, wishesOf } from "./taler-link.ts";

const contentOf = (name: string): string | undefined =>
  document.head?.querySelector(`meta[name="${name}" i]`)?.getAttribute("content") ?? undefined;

const wishes = (): Wishes => wishesOf(contentOf("taler-support"), contentOf("taler-uri"));

/** Milliseconds after an offer of the page in which the next one waits: a page may change its mind all day long. */
const pause = 3000;

interface Finder {
  /** False once it keeps silent, even if the extension is there again: Chromium gives an older script the newer one's. */
  readonly isAtWork: () => boolean;
  readonly stop: () => void;
}

function find(): Finder {
  const ending = new AbortController();
  const watching = new MutationObserver(look);
  let reported: string | undefined;
  let isPausing = false;

  function stop(): void {
    ending.abort();
    watching.disconnect();
  }

  /** The script of the next version is in this page already, or will be; this one keeps silent for ever. */
  function hasEnded(): boolean {
    if (!isConnected()) stop();
    return !isConnected();
  }

  function onClick(event: MouseEvent): void {
    const link = isPlain(event) ? linkOnPath(event.composedPath()) : undefined;
    if (link === undefined || hasEnded() || !wishes().mayHijack) return;
    // The browser would ask which program shall open the link, and close the popup to do so.
    event.preventDefault();
    void report(link, true);
  }

  /** The page's own link, once, and when the user sees the page: it may have been opened in the background. */
  function look(): void {
    if (isPausing || document.visibilityState === "hidden" || hasEnded()) return;
    const { link } = wishes();
    if (link === undefined || link === reported) return;
    reported = link;
    void report(link, false);
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      look();
    }, pause);
  }

  // Before any handler of the page, which may keep clicks to itself.
  addEventListener("click", onClick, { capture: true, signal: ending.signal });
  // What is framed has been put there by somebody else: it may be clicked, but opens nothing by itself.
  if (window === window.top && document.head !== null) {
    document.addEventListener("visibilitychange", look, { signal: ending.signal });
    watching.observe(document.head, { childList: true, subtree: true, attributeFilter: ["content", "name"] });
    look();
  }
  return { isAtWork: () => !ending.signal.aborted && isConnected(), stop };
}

/** Under a symbol, since a page can give any name to a global: by the `id` of an element. */
const mark = Symbol.for("satchel");
const world = globalThis as { [mark]?: Finder };

// A page that is loaded while the user agrees is given this script twice; and one that was loaded before an update
// still has the older script.
if (world[mark]?.isAtWork() !== true) {
  world[mark]?.stop();
  world[mark] = find();
}
