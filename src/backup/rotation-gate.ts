/** What has to be so before a renewed secret takes anything from the old one: until then either of them has the money. */
import type { Env } from "../env/env.ts";
import { isInitialized } from "../store/coverage.ts";
import { providers } from "../store/entities/provider.ts";
import { selfOf } from "../wallet/roots.ts";
import { isSheetKept } from "./secret-kept.ts";

/**
 * `sheet`: nobody has the new secret but this browser · `service`: no service has taken a document under it. Undefined when
 * nothing is waited for; who has no backup waits for none.
 */
export async function waitsFor({ db }: Pick<Env, "db">): Promise<"sheet" | "service" | undefined> {
  const self = await selfOf(db);
  if (!isSheetKept(self)) return "sheet";
  const enrolments = await db.enrolments.toArray();
  if (!isInitialized(enrolments)) {
    const isWithout = self.pace?.offSince !== undefined || (await db.of(providers).count()) === 0;
    return isWithout ? undefined : "service";
  }
  return enrolments.some(({ isMember, root }) => isMember && root === self.root) ? undefined : "service";
}
