/**
 * A secret on the clipboard, and how it comes off again. Nobody may read the clipboard without one more permission, so it
 * is emptied unseen: a minute after, as soon as the browser lets us, and when the page is closed.
 */
import { type ReadonlySignal, signal } from "@preact/signals";

/** How long a secret stays there; milliseconds. Enough to change to another window and paste it. */
export const lentFor = 60_000;

/**
 * `none` of ours · `holds` it until a moment (milliseconds since 1970) · `stuck`: that moment has come, but the browser
 * wants the user to do something on the page first · `emptied`.
 */
export type Lent = { readonly kind: "none" | "stuck" | "emptied" } | { readonly kind: "holds"; readonly until: number };

/** What it needs of the page. */
export interface LendingWorld {
  readonly now: () => number;
  /** Rejects when the browser does not allow it now. What can be done at once is done before it returns. */
  readonly empty: () => Promise<void>;
  /** Calls `run` after so many milliseconds, unless the result is called before. */
  readonly wait: (time: number, run: () => void) => () => void;
  /** Calls `hear` whenever the browser may have become more generous, until the result is called. */
  readonly onChance: (hear: () => void) => () => void;
  /** Calls `hear` when the page is about to go, until the result is called. */
  readonly onLeaving: (hear: () => void) => () => void;
  /** Calls `hear` when the user copies something else on the page, until the result is called. */
  readonly onOther: (hear: () => void) => () => void;
}

export interface LentClipboard {
  readonly lent: ReadonlySignal<Lent>;
  /** The secret has just been put there. */
  readonly begin: () => void;
  /** Empties it now, or as soon as that is allowed. */
  readonly end: () => void;
}

export function lentClipboard(world: LendingWorld): LentClipboard {
  const lent = signal<Lent>({ kind: "none" });
  let endings: readonly (() => void)[] = [];
  function rest(kind: "none" | "emptied"): void {
    for (const end of endings) end();
    endings = [];
    lent.value = { kind };
  }
  function begin(): void {
    rest("none");
    lent.value = { kind: "holds", until: world.now() + lentFor };
    endings = [
      world.wait(lentFor, end),
      world.onChance(() => lent.value.kind === "stuck" && end()),
      world.onLeaving(end),
      // What is there then is none of our business.
      world.onOther(() => rest("none")),
    ];
  }
  function end(): void {
    if (lent.value.kind === "none" || lent.value.kind === "emptied") return;
    const held = lent.value;
    world.empty().then(
      () => lent.value === held && rest("emptied"),
      () => {
        if (lent.value === held) lent.value = { kind: "stuck" };
      },
    );
  }
  return { lent, begin, end };
}
