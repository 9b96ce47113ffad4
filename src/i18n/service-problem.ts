/** What is said of a problem with a backup service in use. */
import type { ProblemCode } from "../api/problems.ts";
import type { Messages } from "./en.ts";
import type { ProblemText } from "./en-problems.ts";

/** Its own words where it has some, otherwise those that are used everywhere. */
export function serviceProblem(t: Messages, code: ProblemCode): ProblemText {
  const own: Readonly<Partial<Record<ProblemCode, ProblemText>>> = t.atService.problems;
  return own[code] ?? t.problems[code];
}
