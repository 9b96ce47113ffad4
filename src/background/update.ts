/** Taking an update of the extension at a moment when nobody looks: browsers close all our pages for it. */
import type { Timer } from "../env/timer.ts";
import type { Life } from "./life.ts";

/** How long to wait before looking again whether a page is open; milliseconds. */
const breath = 5_000;

/**
 * Has the new version started once no page of ours is open and every step under way has ended. Where that moment does
 * not come while this worker lives, the browser takes the update by itself: Chrome when we are idle, Firefox when it
 * starts again.
 */
export async function takeUpdate(
  life: Pick<Life, "pause" | "resume">,
  hasOpenPages: () => Promise<boolean>,
  reload: () => void,
  timer: Timer,
): Promise<void> {
  for (;;) {
    if (!(await hasOpenPages())) {
      await life.pause();
      if (!(await hasOpenPages())) return reload();
      // Somebody has opened a page meanwhile, and wants to see us at work.
      life.resume();
    }
    await new Promise<void>((resolve) => timer(breath, resolve));
  }
}
