/** What a device calls itself until its owner knows better: "Firefox on Linux". */

/** How Chromium's descendants sign the text in which all of them pretend to be each other; the first that fits counts. */
const browserByMark = new Map([
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Vivaldi/", "Vivaldi"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
]);

const systemByName = new Map([
  ["mac", "macOS"],
  ["win", "Windows"],
  ["android", "Android"],
  ["cros", "ChromeOS"],
  ["linux", "Linux"],
  ["openbsd", "OpenBSD"],
]);

/** From what the browser says of itself (only Firefox does), its user agent, and its name for the system. */
export function deviceNameOf(told: string | undefined, userAgent: string, os: string): string {
  const marked = [...browserByMark].find(([mark]) => userAgent.includes(mark));
  const browser = told ?? marked?.[1] ?? "Browser";
  const system = systemByName.get(os);
  return system === undefined ? browser : `${browser} on ${system}`;
}
