/** What a thrown error means: the one translation used where errors become data, at the door and in the runner. */
import type { Problem, ProblemCode } from "../api/problems.ts";
import { WalletError } from "../api/problems.ts";
import { FormatError } from "../taler/codec.ts";

/**
 * `unreadable` is what a {@link FormatError} means here: bad input at the door, a bad answer in the runner.
 * Foreign errors keep only their name and the place they come from: their messages may quote what they stumbled over.
 */
export function problemOf(error: unknown, unreadable: ProblemCode): Problem {
  if (error instanceof WalletError) return error.problem;
  if (error instanceof FormatError) return { code: unreadable, detail: error.message };
  if (!(error instanceof Error)) return { code: "bug", detail: "something else was thrown" };
  const { name, stack } = error;
  // IndexedDB says so in two ways, and Dexie passes both on; the second is what Firefox reports on a full disk.
  if (name === "QuotaExceededError" || name === "DiskFullError") return { code: "storageFull" };
  const place = placeIn(stack ?? "");
  return { code: "bug", detail: place === undefined ? name : `${name} at ${place}` };
}

/** File name, line and column of the innermost call, from the lines of a stack that are calls. */
function placeIn(stack: string): string | undefined {
  for (const line of stack.split("\n")) {
    const isCall = /^\s+at |^[^\s@]*@/.test(line);
    const place = /([\w.-]+\.(?:m?js|tsx?)):(\d+):(\d+)\)?$/.exec(line.trim());
    if (isCall && place) return place[0].replace(")", "");
  }
  return undefined;
}
