/** A device of this wallet and the slots it has claimed; never deleted, so that no slot is handed out twice. */
import { integer, type Of, object, text } from "../../taler/codec.ts";
import { compareStamps, deviceId, stamp } from "../clock.ts";
import { entity, fixed, highest, latest, type RowOf, union } from "../entity.ts";

export const highestSlot = 1_000_000;

/** A number taken by a device, and when: what it derives with it is nobody else's. */
export const slotClaim = object({ slot: integer(1, highestSlot), at: stamp });

const facts = {
  /** What the user calls it: "Firefox on Linux". */
  name: latest(text(100)),
  joinedAt: fixed(integer()),
  /** Claims of device slots (merge rules, section 8): the latest one is the current slot. */
  slots: union(slotClaim),
  /** When it last told anything, in whole seconds; it only tells with an upload that is due anyway. */
  seenAt: highest(),
  /** "yes" once its owner said of it that nobody shall wait for it; "no" when it was joined again after that. */
  retired: latest(text(10)),
  /** For how many years the wallet keeps its history, 0 for ever, as was last said here; of all devices the latest holds. */
  historyYears: latest(integer(0, 100)),
};

export const devices = entity("devices", deviceId, facts);
export type Device = RowOf<typeof devices>;

/** The claim this device stands by: its latest. Undefined before the first. */
export function claimOf(device: Device | undefined): Of<typeof slotClaim> | undefined {
  const claims = [...(device?.facts.slots ?? [])].sort((a, b) => compareStamps(b.at, a.at));
  return claims[0];
}

/** The slot this device derives with. */
export const slotOf = (device: Device | undefined): number | undefined => claimOf(device)?.slot;

/** Clocks of computers are wrong by hours, in the wrong zone; whoever is further ahead (seconds) is wrong by more. */
const mostAhead = 24 * 60 * 60;

/** Whether a device may have told of this moment, both in seconds: nothing follows from one that is still to come. */
export const isCredible = (at: number | undefined, now: number): at is number =>
  at !== undefined && at <= now + mostAhead;
