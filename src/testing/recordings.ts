/** What was recorded from real servers, found by its label. */
import type { Json } from "../taler/codec.ts";

interface Side {
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: Json;
  readonly text?: string;
  readonly base64?: string;
}

/** One request and its answer. */
export interface Recorded {
  readonly label: string;
  readonly request: Side & { readonly method: string; readonly path: string };
  readonly response: Side & { readonly status: number };
}

/** All that is in a file of recordings. What the compiler concludes from the file's text is too narrow to be of use. */
export const allRecorded = (file: { readonly exchanges: readonly object[] }): readonly Recorded[] =>
  file.exchanges as readonly Recorded[];

/** The one recording with this label. */
export function recorded(file: { readonly exchanges: readonly object[] }, label: string): Recorded {
  const [one, ...others] = allRecorded(file).filter((each) => each.label === label);
  if (one === undefined || others.length > 0) throw new Error(`not exactly one recording is called ${label}`);
  return one;
}
