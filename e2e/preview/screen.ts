/** What a screen of the preview is made of. */
import type { PermitName } from "../../src/api/permits.ts";
import type { ProblemCode } from "../../src/api/problems.ts";
import type { Answer, Question, RequestName } from "../../src/api/requests.ts";
import type { PageWords } from "../../src/i18n/page-words.ts";

/** What the background answers in this screen; a question without an answer stays unanswered. */
export type Answers = {
  readonly [N in RequestName]?: Answer<N> | { readonly problem: ProblemCode } | ((question: Question<N>) => Answer<N>);
};

/** What a user does to get there. Names are those a screen reader speaks. */
export type Step = readonly ["press", name: string] | readonly ["type", label: string, text: string];

export interface Screen {
  readonly page: "popup" | "options";
  /** What stands after "#". */
  readonly route?: string;
  readonly answers: Answers;
  readonly isOffline?: boolean;
  /** False in a browser that does not promise to keep what is stored. */
  readonly keepsStorage?: boolean;
  /** What the camera shows, or why it shows nothing. */
  readonly camera?: "desk" | "NotAllowedError" | "NotReadableError";
  /** The links on the page over which the popup stands; absent when it stands over none. */
  readonly onPage?: readonly string[] | "forbidden";
  /** What the user has allowed; nothing when absent. */
  readonly allows?: readonly PermitName[];
  readonly steps?: (t: PageWords["t"]) => readonly Step[];
}

export type Screens = Readonly<Record<string, Screen>>;
