/** Writing down what a service makes known on the way: that it takes nothing more, that a document is too large for it. */
import type { Env } from "../env/env.ts";
import { updateEnrolment } from "../store/remember.ts";
import type { Doc } from "./doc.ts";
import { sizesIn } from "./parts.ts";
import type { Handed } from "./service.ts";

/** Whether the service takes new documents, and until when it can be read; `closing` is undefined when it takes them. */
export async function noteClosing(env: Env, url: string, closing: Handed["closing"]): Promise<void> {
  await updateEnrolment(env.db, url, (before) => {
    if (!before || (!before.closing && !closing)) return before;
    const { closing: _, ...rest } = before;
    return closing ? { ...rest, closing } : rest;
  });
}

/** What made the document too large for the service. */
export async function noteTooLarge(env: Env, url: string, doc: Doc): Promise<void> {
  const sizeBySet = await sizesIn(doc);
  const size = Object.values(sizeBySet).reduce((sum, one) => sum + one, 0);
  await updateEnrolment(env.db, url, (before) => before && { ...before, tooLarge: { size, sizeBySet } });
}
