/** Backing up by itself: a change soon, a look now and then, nothing while nothing happens. */

import { inUse } from "../store/coverage.ts";
import type { Enrolment } from "../store/self.ts";
import type { Job } from "../task/job.ts";
import { selfOf } from "../wallet/roots.ts";
import { sync } from "./cycle.ts";

/** Changes within this time of the last sync go together, in milliseconds; the first one goes at once. */
const coalescing = 5000;

/** Requests to one server in an hour outside a restore, and what one sync may need of them. */
const mostRequests = 60;
const requestsOfSync = 6;
const hour = 60 * 60_000;

export const backupJob: Job = {
  kind: "backup",

  async pending(env) {
    const services = inUse(await env.db.enrolments.toArray());
    if (services.length === 0) return [];
    const { change } = await selfOf(env.db);
    return services.map((service) => ({ id: service.url, due: dueOf(service, change) }));
  },

  async step(env, id) {
    const service = await env.db.enrolments.get(id);
    if (service) await sync(env, id, (service.lookAt ?? 0) <= env.now());
  },
};

/** When this service is to be asked next; milliseconds, 0 for at once. */
export function dueOf(service: Enrolment, change: number): number {
  return Math.max(wishOf(service, change), allowedFrom(service.asked ?? []));
}

function wishOf({ offer, told, syncedAt, lookAt }: Enrolment, change: number): number {
  if (offer) return 0;
  const look = lookAt ?? 0;
  return change > told ? Math.min(look, (syncedAt ?? 0) + coalescing) : look;
}

function allowedFrom(asked: readonly number[]): number {
  const decisive = asked[asked.length - (mostRequests - requestsOfSync)];
  return decisive === undefined ? 0 : decisive + hour;
}
