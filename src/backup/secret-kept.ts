/** What is known of the recovery sheet: whether it is put away, whether it still says where the backup is. */
import type { SecretKept } from "../api/keeping-views.ts";
import type { SheetReminder } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { inUse } from "../store/coverage.ts";
import { providers } from "../store/entities/provider.ts";
import { decide } from "../store/save.ts";
import type { KeptSecret, Self } from "../store/self.ts";
import { selfOf } from "../wallet/roots.ts";
import { servicesInOrder } from "./secret-page.ts";
import { hush, nextProof, type SheetFacts, sheetReminder } from "./sheet-reminder.ts";

/** The answer to `getSecretKept`. */
export async function secretKept(env: Env): Promise<SecretKept> {
  const { facts, kept, added, removed } = await sheetNow(env);
  const reminder = sheetReminder(facts, env.now());
  const nextAt = nextProof(facts);
  return {
    ...(kept.at !== undefined && { at: kept.at }),
    ...(kept.provenAt !== undefined && { provenAt: kept.provenAt }),
    ...(nextAt !== undefined && { nextAt }),
    ...(reminder !== undefined && { reminder }),
    added,
    removed,
  };
}

/** What the first screen says about the sheet, unless the user has waved that away lately. */
export async function reminderNow(env: Env): Promise<SheetReminder | undefined> {
  const { facts, kept } = await sheetNow(env);
  return (kept.quietUntil ?? 0) > env.now() ? undefined : sheetReminder(facts, env.now());
}

/** "Mark as done", and taking it back. The paper is taken to name what the page named when it was last shown. */
export async function markSecretKept(env: Env, isKept: boolean): Promise<void> {
  const services = await servicesInOrder(env);
  await changeKept(env, ({ root, shown = services, provenAt, proofs }) => {
    if (!isKept) return { root, shown };
    return { root, shown, named: shown, at: env.now(), ...(provenAt && { provenAt }), ...(proofs && { proofs }) };
  });
}

/** The secret stands on the screen, with these services beside it: that is what would be printed now. */
export const noteShown = (env: Env, services: readonly string[]): Promise<void> =>
  changeKept(env, (kept) => ({ ...kept, shown: services }));

/** "Not now": the first screen says nothing of the sheet for a month. */
export const hushReminder = (env: Env): Promise<void> =>
  changeKept(env, (kept) => ({ ...kept, quietUntil: env.now() + hush }));

/** What is known of the paper of the root in use; of any other nothing is. */
export const keptOf = ({ secretKept: kept, root }: Pick<Self, "secretKept" | "root">): KeptSecret =>
  kept?.root === root ? kept : { root };

/** True when somebody has the secret of the root in use outside this browser, as far as they have said or shown. */
export const isSheetKept = (self: Self): boolean => keptOf(self).at !== undefined || self.adopted?.root === self.root;

function changeKept(env: Env, change: (kept: KeptSecret) => KeptSecret): Promise<void> {
  return decide(env.db, [], ({ self }) => ({ self: { secretKept: change(keptOf(self)) } }));
}

/** The facts, and how the services in use differ from those on the paper. */
async function sheetNow({ db }: Env) {
  const self = await selfOf(db);
  const kept = keptOf(self);
  const used = inUse(await db.enrolments.toArray());
  const holding = used.filter(({ isMember }) => isMember).map(({ url }) => url);
  const { named } = kept;
  const added = named === undefined ? [] : holding.filter((url) => !named.includes(url));
  const removed = (named ?? []).filter((url) => !used.some((service) => service.url === url));
  const since = (await db.of(providers).bulkGet(holding)).map((row) => (row?.facts.addedAt ?? 0) * 1000);
  const facts: SheetFacts = {
    ...(holding.length > 0 && { backedUpAt: Math.min(...since) }),
    ...(kept.at !== undefined && { keptAt: kept.at }),
    ...(kept.provenAt !== undefined && { provenAt: kept.provenAt, proofs: kept.proofs ?? 1 }),
    ...(self.adopted?.root === self.root && { restoredAt: self.adopted.at }),
    isOutdated: added.length + removed.length > 0,
  };
  return { facts, kept, added, removed };
}
