/** Noticing that this page has outlived its background: the browser has put another version into its place. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Ask } from "../api/client.ts";
import { WalletError } from "../api/problems.ts";

/** The same `ask`, and whether an answer to it ever said so. */
export function noticing(ask: Ask): { readonly ask: Ask; readonly isOutlived: ReadonlySignal<boolean> } {
  const isOutlived = signal(false);
  const noticed: Ask = async (name, input) => {
    try {
      return await ask(name, input);
    } catch (error) {
      if (error instanceof WalletError && error.problem.code === "pageOutlived") isOutlived.value = true;
      throw error;
    }
  };
  return { ask: noticed, isOutlived };
}
