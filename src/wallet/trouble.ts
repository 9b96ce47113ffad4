/** Stored failures as pages see them. */
import { isProblemCode } from "../api/problems.ts";
import type { Trouble } from "../api/views.ts";
import type { Retry } from "../store/self.ts";

/** Undefined when nothing failed. */
export function troubleOf(retry: Retry | undefined): Trouble | undefined {
  if (!retry) return undefined;
  const { code, detail } = retry.problem;
  return {
    code: isProblemCode(code) ? code : "bug",
    ...(detail !== undefined && { detail }),
    since: retry.at,
    nextTry: retry.notBefore,
  };
}
