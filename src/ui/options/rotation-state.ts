/** How far a renewal of the recovery secret is, read off what the wallet tells of it; pure. */
import type { Rotation } from "../../api/rotation-views.ts";

export type Last = NonNullable<Rotation["last"]>;

/** Coins that cannot be renewed keep nothing waiting: they are named, and that is all that can be done. */
export const isRenewable = ({ stays, amount }: Last["left"][number]): boolean =>
  stays === undefined || stays.why === "silent" || stays.amount !== amount;

export const areCoinsDone = ({ waits, left, underWay }: Last): boolean =>
  waits === undefined && underWay === 0 && !left.some(isRenewable);

/** True when nothing is left to do, for the wallet or for its user. */
export const isRenewed = (last: Last): boolean => areCoinsDone(last) && last.copies.length === 0;
