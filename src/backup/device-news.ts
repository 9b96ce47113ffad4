/** What the user is to hear of the devices of this wallet: strangers, those that are back, and what became of this one. */
import type { DeviceView } from "../api/keeping-views.ts";
import type { BackupState, DeviceNews } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { decide } from "../store/save.ts";
import type { Enrolment, Self } from "../store/self.ts";
import { listDevices } from "./device-list.ts";

/** The worst of it, for the sentence about the backup; `services` are those in use. */
export async function deviceNews(env: Env, services: readonly Enrolment[]): Promise<Pick<BackupState, "devices">> {
  const all = await listDevices(env);
  const own = all.find(({ isThis }) => isThis);
  const newest = all.filter(({ news }) => news).sort((a, b) => (b.news?.at ?? 0) - (a.news?.at ?? 0));
  const joined = newest.find(({ news }) => news?.kind === "joined") ?? newest[0];
  if (joined?.news) return { devices: newsOf(joined, joined.news.kind) };
  if (own?.isRetired) return { devices: newsOf(own, "retired") };
  const isCopied = services.some(({ suspicion }) => suspicion?.kind === "ownDiskOld" && suspicion.seenAt === undefined);
  return own && isCopied ? { devices: newsOf(own, "copied") } : {};
}

const newsOf = ({ name, number }: DeviceView, kind: DeviceNews["kind"]): DeviceNews => ({
  kind,
  name,
  ...(number !== undefined && { number }),
});

/** The user knows this device: nothing more is said of its coming. Each device asks its own user. */
export async function recogniseDevice(env: Env, id: string): Promise<void> {
  await decide(env.db, [], ({ self }) =>
    Object.hasOwn(self.newcomers ?? {}, id) ? { self: { newcomers: without(self, id) } } : {},
  );
}

/** Those of whom the user has still to hear once this one is dealt with. */
export const without = ({ newcomers = {} }: Pick<Self, "newcomers">, id: string): NonNullable<Self["newcomers"]> =>
  Object.fromEntries(Object.entries(newcomers).filter(([device]) => device !== id));
