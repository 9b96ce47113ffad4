/** Notes what a page does that it should not. Runs before the page, so that nothing escapes it. */

const complaints: string[] = [];

declare global {
  /** One sentence for everything that this page has done since the last time and should not have done. */
  var wrongs: () => readonly string[];
  /** Resolves when the screen has come to rest, or when that takes too long. */
  var atRest: () => Promise<void>;
}

addEventListener("error", ({ message }) => complaints.push(`threw ${message ?? "while loading"}`), { capture: true });
addEventListener("unhandledrejection", ({ reason }) => complaints.push(`threw ${reason}`));
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  complaints.push(`broke ${effectiveDirective} with ${blockedURI}`),
);

const isElsewhere = ({ name }: PerformanceEntry) => new URL(name).origin !== location.origin;

globalThis.wrongs = () => {
  const fetched = performance.getEntriesByType("resource").filter(isElsewhere);
  performance.clearResourceTimings();
  return [...complaints.splice(0), ...fetched.map(({ name }) => `fetched ${name}`)];
};

globalThis.atRest = async () => {
  const end = performance.now() + 20_000;
  while (document.documentElement.dataset.shown === undefined) {
    if (performance.now() > end) return void complaints.push("never came to rest");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  // What only comes by degrees is there at once; what turns for ever goes on.
  for (const animation of document.getAnimations())
    if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
};

export {};
