/** Small numbers that keep the keys of two devices apart: who holds which, and who has to take another (merge rules, section 8). */
import { compareStamps, type DeviceId, joinCounts, nextStamp, type Stamp } from "../store/clock.ts";
import { type Deed, insert, learn } from "../store/deed.ts";
import { devices, highestSlot, slotClaim } from "../store/entities/device.ts";
import type { Membership } from "../store/row.ts";
import type { Self } from "../store/self.ts";
import { type Changes, emptySet, type State } from "../store/state.ts";
import { Step } from "../store/step.ts";
import { FormatError, type Json, type Of } from "../taler/codec.ts";

/** One device taking one slot. */
export interface SlotClaim {
  readonly device: DeviceId;
  readonly slot: number;
  readonly at: Stamp;
}

/** Every claim ever made that the state knows of, of retired devices too. */
export function slotClaims(state: State): readonly SlotClaim[] {
  const { rows } = state.sets.get(devices.name) ?? emptySet;
  return [...rows.values()].flatMap(({ key, facts }) =>
    soundClaims(facts.slots).map((claim) => ({ ...claim, device: key })),
  );
}

/** A row that this version cannot read may still hold claims that it can, and none of their slots may be handed on. */
function soundClaims(slots: Json | undefined): readonly Of<typeof slotClaim>[] {
  if (!Array.isArray(slots)) return [];
  return slots.flatMap((one: Json) => {
    try {
      return [slotClaim.parse(one)];
    } catch (error) {
      if (error instanceof FormatError) return [];
      throw error;
    }
  });
}

/**
 * The lowest number greater than every slot ever claimed: none is handed on. Once the highest of all is claimed, by chance
 * or by somebody's mischief, the lowest that nobody has claimed.
 */
export function nextSlot(claims: readonly SlotClaim[]): number {
  const highest = claims.reduce((most, { slot }) => Math.max(most, slot), 0);
  return highest < highestSlot ? highest + 1 : unclaimed(claims, 1);
}

/** The first number from this one on that nobody has claimed; after the highest the lowest follows. */
function unclaimed(claims: readonly SlotClaim[], from: number): number {
  const claimed = new Set(claims.map(({ slot }) => slot));
  let slot = from;
  while (claimed.has(slot)) slot = slot === highestSlot ? 1 : slot + 1;
  return slot;
}

/** The claim a device stands by: its latest. */
export function currentClaim(claims: readonly SlotClaim[], device: DeviceId): SlotClaim | undefined {
  return claims
    .filter((claim) => claim.device === device)
    .reduce<SlotClaim | undefined>((last, one) => (last && compareStamps(last.at, one.at) > 0 ? last : one), undefined);
}

/**
 * True when this device has to claim a slot before it derives anything more: it has none yet, or another device
 * stands by the same one with a smaller stamp. Of two in collision this is true for exactly one.
 */
export function mustClaimSlot(claims: readonly SlotClaim[], me: DeviceId): boolean {
  const mine = currentClaim(claims, me);
  if (!mine) return true;
  return [...new Set(claims.map(({ device }) => device))].some((device) => {
    const theirs = device === me ? undefined : currentClaim(claims, device);
    return theirs?.slot === mine.slot && compareStamps(theirs.at, mine.at) < 0;
  });
}

/**
 * A slot that no two devices draw which have restored from one file and cannot hear of each other. Half of what is left
 * stays free for later ones. `luck`: from 0 to just below 1.
 */
export function drawnSlot(claims: readonly SlotClaim[], luck: number): number {
  const first = nextSlot(claims);
  return unclaimed(claims, first + Math.floor((luck * (highestSlot - first)) / 2));
}

/** To what the row takes, and never within a letter. */
const cut = (name: string): string => name.slice(0, 100).replace(/\p{Surrogate}/gu, "");

interface Claiming {
  /** For a first row; in seconds. */
  readonly name: string;
  readonly joinedAt: number;
  /** The next one when absent. */
  readonly slot?: number;
}

/** A claim of a slot, to be put in the upload that joins. */
export function claimSlot(
  state: State,
  self: Self,
  { name, joinedAt, slot = nextSlot(slotClaims(state)) }: Claiming,
): Changes {
  const known = { ...self, counts: state.counts };
  const at = nextStamp(known.counts, known.device);
  const slots = [{ slot, at }];
  const set = state.sets.get(devices.name) ?? emptySet;
  const before = set.rows.get(self.device);
  const deed: Deed = before
    ? learn(devices, self.device, { slots })
    : insert(devices, self.device, { name: cut(name), joinedAt, slots });
  const step = new Step(known);
  const row = step.apply(before ?? set.tombstones.get(self.device), deed) as Membership;
  // A union takes no stamp of its own, but the claim is one, and no state holds a stamp that its counts do not cover.
  const counts = joinCounts(step.after().counts, { [at.device]: at.count });
  return { counts, sets: new Map([[devices.name, { rows: [row] }]]) };
}
