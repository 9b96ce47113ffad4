/** Writing down what a service makes known on the way: that it takes nothing more, that a document is too large for it. */
import type { Env } from "../env/env.ts";
import { updateEnrolment } from "../store/remember.ts";
import type { Doc } from "./doc.ts";
import { sizesIn } from "./parts.ts";
import type { Account, Handed } from "./service.ts";

/** Milliseconds. */
const hour = 60 * 60_000;

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

/** The document of this root was taken away for good: what was told there is told nobody any more. */
export async function noteReplaced(env: Env, { url, root }: Pick<Account, "url" | "root">): Promise<void> {
  await updateEnrolment(env.db, url, (before) =>
    before?.root === root && before.told >= 0 ? { ...before, told: -1 } : before,
  );
}

/** Requests to one server in the last hour are counted, for politeness. */
export async function noteRequest(env: Env, url: string): Promise<void> {
  const now = env.now();
  await updateEnrolment(env.db, url, (before) => {
    if (!before) return before;
    const recent = (before.asked ?? []).filter((at) => at > now - hour && at <= now);
    return { ...before, asked: [...recent, now] };
  });
}
