/** Backing up by itself: a change soon, a look now and then, nothing while nothing happens. */

import { inUse } from "../store/coverage.ts";
import { isUsedBy, providers } from "../store/entities/provider.ts";
import { entities } from "../store/entities.ts";
import type { Enrolment } from "../store/self.ts";
import { type Job, retryId } from "../task/job.ts";
import { selfOf } from "../wallet/roots.ts";
import { sync, type Visit } from "./cycle.ts";
import { isMissed } from "./pace.plan.ts";
import { drawAnew } from "./pace.ts";
import { isGone, namedServices } from "./providers.ts";

const second = 1000;
const hour = 60 * 60 * second;

/** Changes within this time of the last sync go together, in milliseconds; the first one goes at once. */
const coalescing = 5 * second;

/** Requests to one server in an hour outside a restore, and what one sync may need of them at worst. */
const mostRequests = 60;
const requestsOfSync = 8;

/**
 * After so many requests in an hour each next one waits longer than the one before: who changes something every
 * second for hours is still backed up every few minutes, and not in bursts with an hour of silence between.
 */
const quickRequests = 24;
const slowing = 1.19;

/** A look that is further away than any we ever plan was planned by a clock that was wrong. */
const farthestLook = 2 * hour;

export const backupJob: Job = {
  kind: "backup",
  // A change of any row is one for the document.
  reads: [...entities.map(({ name }) => name), "foreign", "enrolments", "self"],

  async pending(env) {
    const { change, pace, root } = await selfOf(env.db);
    if (pace?.offSince !== undefined) return [];
    const enrolments = await env.db.enrolments.toArray();
    const used = inUse(enrolments);
    const rows = await env.db.of(providers).toArray();
    if (used.length === 0 && rows.length === 0) return [];
    const named = await namedServices(env.db);
    const known = new Set(enrolments.map(({ url }) => url));
    // Another device may have added a service, or removed one.
    const joining = rows
      .filter((row) => !known.has(row.key) && isUsedBy(row, root))
      .map(({ key }) => ({ id: key, due: 0 }));
    const going = used.map((service) => ({
      id: service.url,
      due: isGone(service, named) ? 0 : dueOf(service, change, env.now()),
    }));
    return [...joining, ...going];
  },

  async step(env, id) {
    const service = await env.db.enrolments.get(id);
    // What failed is tried again as any failure is.
    const hasFailed = async () => (await env.db.retries.get(retryId({ kind: "backup", id }))) !== undefined;
    if (service && isMissed(service, env.now()) && !isAsked(service) && !(await hasFailed())) return drawAnew(env, id);
    await sync(env, id, visitOf(service, env.now()));
  },
};

/** The user wants it now. */
const isAsked = ({ lookAt = 0 }: Enrolment): boolean => lookAt === 0;

/** In the private setting the services see the same at each visit but those that the user asks for. */
function visitOf(service: Enrolment | undefined, now: number): Visit {
  if (!service || isAsked(service)) return "look";
  if (service.uploadAt !== undefined) return "cover";
  return lookOf(service, now) <= now ? "look" : "tell";
}

/**
 * When this service is to be asked next; milliseconds, 0 for at once. In the private setting neither changes nor looks
 * have a say in it, only the user who asks for it.
 */
export function dueOf(service: Enrolment, change: number, now: number): number {
  const recent = (service.asked ?? []).filter((at) => at > now - hour && at <= now);
  return Math.max(wishOf(service, change, now, recent.length), allowedFrom(recent));
}

function wishOf(service: Enrolment, change: number, now: number, requests: number): number {
  const { offer, told, syncedAt = 0 } = service;
  if (offer) return 0;
  if (service.uploadAt !== undefined) return isAsked(service) || isMissed(service, now) ? 0 : service.uploadAt;
  const look = lookOf(service, now);
  if (change <= told) return look;
  const pause = coalescing * slowing ** Math.max(0, requests - quickRequests);
  return Math.min(look, syncedAt <= now ? syncedAt + pause : 0);
}

const lookOf = ({ lookAt = 0 }: Enrolment, now: number) => (lookAt > now + farthestLook ? 0 : lookAt);

function allowedFrom(recent: readonly number[]): number {
  const decisive = recent[recent.length - (mostRequests - requestsOfSync)];
  return decisive === undefined ? 0 : decisive + hour;
}
