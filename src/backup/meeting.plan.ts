/** What is remembered of a service once its document has been met: what stands there, and what looked wrong with it. */
import type { DeviceId } from "../store/clock.ts";
import type { Enrolment } from "../store/self.ts";
import type { Dice, Served } from "./served.ts";
import { isServicesFault, noted, type Suspicion } from "./suspicion.ts";

/** The device as which the document was merged. */
interface Guest {
  readonly device: DeviceId;
  /** Its owner has said that nobody shall wait for it: it tells what it knows, and does not stand among the clocks. */
  readonly isRetired: boolean;
}

/** Pure. */
export function afterMeeting(
  before: Enrolment,
  { doc, hash, size, isRemembered }: Served,
  odd: readonly Suspicion[],
  { device, isRetired }: Guest,
  { now, lookAt }: Dice,
): Enrolment {
  const { hash: _, size: _size, isFound: _found, bill, ...rest } = before;
  // Where a document stands there is an account, whoever paid for it.
  const isOpen = doc !== undefined && !isRemembered && bill?.kind === "account";
  const isLost = odd.some(isServicesFault);
  // One odd document may be met again and again until something better stands there.
  const isOnRecord = hash !== undefined && hash === before.hash && odd[0] === before.suspicion?.kind;
  const suspicion = isOnRecord ? before.suspicion : noted(before.suspicion, odd, now);
  return {
    ...rest,
    ...(bill && !isOpen && { bill }),
    ...(doc && hash !== undefined && { hash, revision: Math.max(before.revision, doc.revision), counts: doc.counts }),
    ...(size !== undefined && { size }),
    isMember: doc !== undefined && (isRetired || Object.hasOwn(doc.clocks, device)),
    // What stood there stands there no more: nothing of ours is safe there before the next upload is accepted.
    ...(isLost && { told: -1 }),
    ...(suspicion && { suspicion }),
    ...(!isRemembered && { lookAt }),
  };
}
