/** Whose a coin is: it has a home, the device that made it, and the others leave it alone while they can (design, section 4); pure. */
import type { Stamp } from "../../store/clock.ts";
import { type Device, isCredible } from "../../store/entities/device.ts";

/**
 * A device that has told nothing for so long (seconds) is taken to be gone, and its coins are anyone's. Whoever takes a
 * living one to be gone loses nothing: two devices may want one coin, as they might without homes.
 */
const absence = 30 * 24 * 60 * 60;

/**
 * The other devices of this wallet that are there: neither retired nor silent for long. `now` in seconds. A moment that
 * is still to come says nothing: a device whose clock was years ahead would be at home with its coins for all those years.
 */
export function neighbours(all: readonly Device[], me: string, now: number): ReadonlySet<string> {
  const isLately = (at: number | undefined) => isCredible(at, now) && at + absence > now;
  const isThere = ({ facts: { retired, seenAt, joinedAt } }: Device) => {
    const seen = isCredible(seenAt, now) ? seenAt : joinedAt;
    return retired?.value !== "yes" && isLately(seen);
  };
  return new Set(all.filter((one) => one.key !== me && isThere(one)).map(({ key }) => key));
}

/**
 * Whether no device but this one is at home with the coin: its row was written by whoever had it signed, and when two
 * devices did so, all agree on the later one as soon as they have heard of each other.
 */
export const isOurs = ({ ins }: { readonly ins: Stamp }, others: ReadonlySet<string>): boolean =>
  !others.has(ins.device);
