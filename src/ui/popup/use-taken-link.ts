/** The link for which the popup was opened: clicked in a page, scanned, or found in an answer. */
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { useOutside } from "../outside.ts";
import { go } from "../route.ts";

/** Takes the waiting link once, when the popup opens, and goes to its screen. Undefined until it is known whether one waits. */
export function useTakenLink(): { readonly link?: string } | undefined {
  const { ask } = useOutside();
  const [taken, setTaken] = useState<{ readonly link?: string }>();
  // Before anything is painted: the first screen waits for this.
  useLayoutEffect(() => {
    // Why the background cannot answer is said by the first screen, which has questions of its own.
    void ask("takeLink", {}).then(setTaken, () => setTaken({}));
  }, []);
  const link = taken?.link;
  useEffect(() => {
    if (link !== undefined) go("link");
  }, [link]);
  return taken;
}
