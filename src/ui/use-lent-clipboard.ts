/** The clipboard of a page while a secret is on it. */
import { useMemo } from "preact/hooks";
import { type LentClipboard, lentClipboard } from "./lent-clipboard.ts";
import { useOutside } from "./outside.ts";

/** Browsers give way to whoever is here, or does something here. */
const chances = ["focus", "pointerdown", "pointerup", "keydown"] as const;

/** Firefox knows only the second one in time; Chromium heeds only the first where a tab is closed. */
const leaving = ["beforeunload", "pagehide"] as const;

/** Belongs to the page, and not to the screen that began it: whoever goes on to another one still gets it emptied. */
export function useLentClipboard(): LentClipboard {
  const { now, emptyClipboard } = useOutside();
  return useMemo(
    () =>
      lentClipboard({
        now,
        empty: emptyClipboard,
        wait(time, run) {
          const timer = setTimeout(run, time);
          return () => clearTimeout(timer);
        },
        onChance: (hear) => hearing(chances, hear, true),
        onLeaving: (hear) => hearing(leaving, hear, true),
        onOther: (hear) => hearing(["copy", "cut"], hear, false),
      }),
    [now, emptyClipboard],
  );
}

/** `isFirst`: before anything on the page can keep it to itself; else only what was not kept. */
function hearing(events: readonly string[], hear: () => void, isFirst: boolean): () => void {
  for (const event of events) addEventListener(event, hear, isFirst);
  return () => {
    for (const event of events) removeEventListener(event, hear, isFirst);
  };
}
