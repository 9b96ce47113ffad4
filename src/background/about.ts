/** What somebody who helps may know of a wallet: counts and versions, nothing secret, nothing that names a payment. */
import type { About } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { entities } from "../store/entities.ts";
import { countSetAside } from "../store/set-aside.ts";
import { selfOf } from "../wallet/roots.ts";

export async function about(env: Env): Promise<About> {
  const self = await selfOf(env.db);
  const counts = await Promise.all(entities.map(async ({ name }) => [name, await env.db.table(name).count()] as const));
  const retries = await env.db.retries.toArray();
  return {
    version: env.version,
    device: self.device,
    entities: Object.fromEntries(counts),
    setAside: await countSetAside(env.db),
    diagnostics: {
      change: self.change,
      databaseVersion: env.db.verno,
      failing: retries.map(({ id, failures, problem }) => ({
        kind: id.split(":")[0] ?? "",
        failures,
        code: problem.code,
      })),
    },
  };
}
