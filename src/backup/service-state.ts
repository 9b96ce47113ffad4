/** How it goes with a service in use, as pages see it: the last backup, trouble, suspicion, an end to come, room. */
import type { Provider } from "../api/keeping-views.ts";
import type { Env } from "../env/env.ts";
import { updateEnrolment } from "../store/remember.ts";
import type { Enrolment, Retry } from "../store/self.ts";
import { troubleOf } from "../wallet/trouble.ts";
import { largestParts } from "./parts.ts";

type ServiceState = Pick<
  Provider,
  "lastBackup" | "trouble" | "nextTry" | "suspicion" | "closing" | "size" | "tooLarge"
>;

/** `retry` is what failed there last. Pure. */
export function serviceState(enrolment: Enrolment | undefined, retry: Retry | undefined): ServiceState {
  const trouble = troubleOf(retry);
  const { acceptedAt, closing, size, tooLarge } = enrolment ?? {};
  return {
    ...(acceptedAt !== undefined && { lastBackup: acceptedAt }),
    ...(trouble && { trouble, ...(trouble.nextTry !== undefined && { nextTry: trouble.nextTry }) }),
    ...(enrolment?.suspicion && { suspicion: suspicionView(enrolment, enrolment.suspicion) }),
    ...(closing && { closing }),
    ...(size !== undefined && { size }),
    ...(tooLarge && { tooLarge: { size: tooLarge.size, parts: largestParts(tooLarge.sizeBySet) } }),
  };
}

function suspicionView(
  { told, syncedAt = 0 }: Enrolment,
  { kind, at, times = 1, seenAt }: NonNullable<Enrolment["suspicion"]>,
): NonNullable<Provider["suspicion"]> {
  // Where a backup was lost, nothing counts as told there until it stands there again.
  return { kind, at, times, isSeen: seenAt !== undefined, isMended: told >= 0 && syncedAt >= at };
}

/** The user has seen what was suspected at this moment; what was noted since then they have still to see. */
export async function acknowledgeSuspicion(env: Env, url: string, at: number): Promise<void> {
  const seenAt = env.now();
  await updateEnrolment(env.db, url, (before) =>
    before?.suspicion?.at === at && before.suspicion.seenAt === undefined
      ? { ...before, suspicion: { ...before.suspicion, seenAt } }
      : before,
  );
}
