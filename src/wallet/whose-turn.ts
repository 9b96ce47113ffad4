/** Which device does a piece of work, and from when on another one may take it over (design, section 1). */
import type { Env } from "../env/env.ts";
import { type Device, devices, isCredible } from "../store/entities/device.ts";
import type { Timestamp } from "../taler/time.ts";
import { selfOf } from "./roots.ts";
import { silence } from "./withdraw/withdraw.plan.ts";

/** Another device takes over so long before it would be too late (milliseconds), but leaves most of the time there is. */
const reserveTime = 2 * 60 * 60_000;
const reserveShare = 1 / 4;

/** A piece of work that some device has begun. */
export interface Begun {
  readonly runner: string | undefined;
  /** When it was begun, in seconds. */
  readonly since: number | undefined;
  /** When it would be too late, in milliseconds. */
  readonly lastChance?: number;
}

/** From when on (milliseconds) this device does the work: at once its own, a silent device's a day later. */
export type Turns = (work: Begun) => number;

/** The last chance of work that every one of these moments would end; milliseconds. */
export const firstEnd = (ends: readonly Timestamp[]): number =>
  ends.reduce<number>(
    (first, end) => (end === "never" ? first : Math.min(first, end * 1000)),
    Number.POSITIVE_INFINITY,
  );

/** The turns of this device, as the rows of all devices tell them now. */
export async function turnsOf(env: Env): Promise<Turns> {
  const { device } = await selfOf(env.db);
  const now = env.now() / 1000;
  const told = (at: number | undefined) => (isCredible(at, now) ? at : 0);
  const byId = new Map((await env.db.of(devices).toArray()).map((row) => [row.key, row]));
  return ({ runner = "", since = 0, lastChance = Number.POSITIVE_INFINITY }) =>
    runner === "" || runner === device ? 0 : startAfter(byId.get(runner), told(since), lastChance, told);
}

function startAfter(
  runner: Device | undefined,
  since: number,
  lastChance: number,
  told: (at: number | undefined) => number,
): number {
  if (!runner || runner.facts.retired?.value === "yes") return 0;
  const seen = told(runner.facts.seenAt) || told(runner.facts.joinedAt);
  const reserve = Math.min(reserveTime, (lastChance - since * 1000) * reserveShare);
  return Math.min(Math.max(seen, since) * 1000 + silence, lastChance - reserve);
}
