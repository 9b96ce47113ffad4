/** Pages that are wanted now and then, in a bundle of their own: whoever looks at the settings does not wait for them. */
import type { ComponentChildren } from "preact";
import type { LentClipboard } from "../lent-clipboard.ts";
import { Privacy } from "./privacy.tsx";
import { Proof } from "./proof.tsx";
import { RemovedThings } from "./removals.tsx";
import { Restore } from "./restore.tsx";
import { Rotate } from "./rotate.tsx";
import { Scan } from "./scan.tsx";
import { Secret } from "./secret.tsx";
import { Trust } from "./trust.tsx";

/** What goes from one page to another in memory, since an address is no place for a secret. */
export interface Carried {
  /** A secret that was scanned, for the page that restores. */
  readonly scanned: string;
  readonly setScanned: (secret: string) => void;
  readonly onSecret: (secret: string) => void;
  readonly clipboard: LentClipboard;
}

export type RareName = "privacy" | "proof" | "removed" | "restore" | "rotate" | "scan" | "secret" | "trust";

/** The key of each page makes it a new one on arrival, as it does with all others. */
const pageBy: Readonly<Record<RareName, (carried: Carried) => ComponentChildren>> = {
  privacy: () => <Privacy key="privacy" />,
  proof: () => <Proof key="proof" />,
  removed: () => <RemovedThings key="removed" />,
  restore: ({ scanned, setScanned }) => <Restore key="restore" scanned={scanned} onTaken={() => setScanned("")} />,
  rotate: () => <Rotate key="rotate" />,
  scan: ({ onSecret }) => <Scan key="scan" onSecret={onSecret} />,
  secret: ({ clipboard }) => <Secret key="secret" clipboard={clipboard} />,
  trust: () => <Trust key="trust" />,
};

export const RarePage = ({ name, carried }: { readonly name: RareName; readonly carried: Carried }) =>
  pageBy[name](carried);
