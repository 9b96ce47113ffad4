/** What the recovery page shows: the secret in every form it can be kept in. */
import type { RecoverySecret } from "../api/keeping-views.ts";
import type { Env } from "../env/env.ts";
import { inUse } from "../store/coverage.ts";
import { providers } from "../store/entities/provider.ts";
import { bytesOf } from "../taler/crockford.ts";
import { selfOf } from "../wallet/roots.ts";
import { goodUntil } from "./good-until.ts";
import { recoveryUri } from "./recovery-code.ts";
import { recoveryWords } from "./recovery-words.ts";

/** One URI per service in use, those that hold a backup and were joined first in front, and the words, which name none. */
export async function recoverySecretPage(env: Env): Promise<RecoverySecret> {
  const secret = bytesOf((await selfOf(env.db)).recoverySecret);
  const services = await servicesInOrder(env);
  const until = await goodUntil(env);
  return {
    uris: services.map((url) => recoveryUri(secret, url)),
    words: recoveryWords(secret),
    services,
    ...(until !== undefined && { goodUntil: until }),
  };
}

/** The first one stands in the QR code: a service that has never taken a backup would be of no use there. */
export async function servicesInOrder(env: Env): Promise<string[]> {
  const used = inUse(await env.db.enrolments.toArray());
  const rows = await env.db.of(providers).bulkGet(used.map(({ url }) => url));
  const ranked = used.map(({ url, isMember }, index) => ({
    url,
    isMember,
    since: rows[index]?.facts.addedAt ?? Number.POSITIVE_INFINITY,
  }));
  ranked.sort(
    (a, b) => Number(b.isMember) - Number(a.isMember) || (a.since < b.since ? -1 : Number(a.since > b.since)),
  );
  return ranked.map(({ url }) => url);
}
