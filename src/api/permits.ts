/** What the user may allow beyond the least, at the moment of its use. What is allowed the browser alone remembers. */

/** `links`: finding taler links in pages of the web · `payments`: noticing that a server asks for a payment. */
export const permitNames = ["links", "payments"] as const;
export type PermitName = (typeof permitNames)[number];

/** Permissions in the words of the browser; the manifest names each of them as optional. */
interface Permissions {
  readonly origins?: string[];
  readonly permissions?: "webRequest"[];
}

interface Permit {
  readonly needs: Permissions;
  /** What goes when the user takes it back: also what would be of no use without it. */
  readonly leaves: Permissions;
}

/** Pages of the web, and nothing else: no files, no pages of browsers. A new list each time, as browsers want to own theirs. */
export const webPages = (): string[] => ["https://*/*", "http://*/*"];

export const permits: Readonly<Record<PermitName, Permit>> = {
  links: { needs: { origins: webPages() }, leaves: { origins: webPages(), permissions: ["webRequest"] } },
  payments: { needs: { origins: webPages(), permissions: ["webRequest"] }, leaves: { permissions: ["webRequest"] } },
};
