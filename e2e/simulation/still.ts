/** Knowing when nothing more can happen unless somebody winds the clock. */

/**
 * Resolves once everything that is under way waits for the clock. Whatever a simulated world does goes from one turn of
 * the event loop to the next: when no turn is asked for any more, it stands still. Real time plays no part in that.
 */
export async function still(): Promise<void> {
  while (await isTurnWanted()) {
    // Another turn, then.
  }
}

// Asked at the very beginning of a turn: then all that the last one has set going has gone as far as it could.
const isTurnWanted = (): Promise<boolean> =>
  new Promise((resolve) => {
    setImmediate(() => resolve(process.getActiveResourcesInfo().includes("Immediate")));
  });
