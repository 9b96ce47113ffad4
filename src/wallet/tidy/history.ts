/** For how long the wallet keeps its history: one wish of the user for all devices, since what one clears away is gone on all. */
import type { HistorySettings } from "../../api/keeping-views.ts";
import type { Env } from "../../env/env.ts";
import { compareStamps } from "../../store/clock.ts";
import { learn } from "../../store/deed.ts";
import { type Device, devices } from "../../store/entities/device.ts";
import { save } from "../../store/save.ts";
import { selfOf } from "../roots.ts";

/** Of what was said on several devices the last holds. */
function lastWish(rows: readonly Device[]): Device | undefined {
  const said = rows.flatMap((row) => (row.facts.historyYears ? [{ row, at: row.facts.historyYears.at }] : []));
  return said.sort((a, b) => compareStamps(b.at, a.at))[0]?.row;
}

/** Years; 0 for ever, which is so until somebody says otherwise. */
export const yearsWished = (rows: readonly Device[]): number => lastWish(rows)?.facts.historyYears?.value ?? 0;

export async function historySettings({ db }: Env): Promise<HistorySettings> {
  return { years: yearsWished(await db.of(devices).toArray()) };
}

/** From now on entries are kept for so many years, 0 for ever; on every device of this wallet. */
export async function setHistorySettings({ db }: Env, { years }: HistorySettings): Promise<void> {
  const { device } = await selfOf(db);
  const rows = await db.of(devices).toArray();
  if (yearsWished(rows) === years) return;
  // Where it was said last it is said anew: in another place the same words might stand from earlier on, and be no news.
  await save(db, learn(devices, lastWish(rows)?.key ?? device, { historyYears: years }));
}
