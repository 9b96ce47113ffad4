/** What the recovery page shows: the secret in every form it can be kept in. */
import type { RecoverySecret } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { inUse } from "../store/coverage.ts";
import { bytesOf } from "../taler/crockford.ts";
import { selfOf } from "../wallet/roots.ts";
import { recoveryUri } from "./recovery-code.ts";
import { recoveryWords } from "./recovery-words.ts";

/** One URI per service in use, the one that was joined first in front, and the words, which name no service. */
export async function recoverySecretPage(env: Env): Promise<RecoverySecret> {
  const secret = bytesOf((await selfOf(env.db)).recoverySecret);
  const services = inUse(await env.db.enrolments.toArray()).map(({ url }) => url);
  return {
    uris: services.map((url) => recoveryUri(secret, url)),
    words: recoveryWords(secret),
    services,
  };
}
