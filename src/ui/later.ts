/** A part of a page that comes in a bundle of its own: loaded once, when it is first wanted. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Later<M> {
  /** Undefined until it is there. */
  readonly part: ReadonlySignal<M | undefined>;
  /** It cannot be loaded: what is in our package is missing only when the package has been replaced. */
  readonly isLost: ReadonlySignal<boolean>;
  /** Begins to load it, unless that has begun before. */
  readonly fetch: () => void;
}

export function later<M>(load: () => Promise<M>): Later<M> {
  const part = signal<M>();
  const isLost = signal(false);
  let hasBegun = false;
  async function fetch(): Promise<void> {
    if (hasBegun) return;
    hasBegun = true;
    try {
      part.value = await load();
    } catch {
      isLost.value = true;
    }
  }
  return { part, isLost, fetch: () => void fetch() };
}
