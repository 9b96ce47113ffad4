/** Everything that can go wrong on the way to a server, with how often it does. */
import { type Chance, oneOfList } from "../sandbox/chance.ts";
import { type Fault, usualFault } from "../sandbox/faults.ts";

const mebibyte = 2 ** 20;

const rare: readonly Fault[] = [
  { kind: "portal" },
  { kind: "truncate", share: 0.97 },
  { kind: "delay", milliseconds: 24_000 },
  { kind: "oversize", bytes: 5 * mebibyte },
  { kind: "status", status: 502 },
  { kind: "status", status: 429, retryAfter: 7200 },
];

/** Mostly what happens on an ordinary bad day. */
export const anyFault = (chance: Chance): Fault =>
  oneOfList(chance, [0, 1, 2, 3]) === 0 ? oneOfList(chance, rare) : usualFault(chance);
