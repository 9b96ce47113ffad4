/** Leaps over months in which nobody opens a browser; coins are renewed in time, or expire because all slept too long. */
import type { Act } from "./act.ts";
import type { Stage } from "./stage.ts";

const hour = 60 * 60_000;

/** As long as somebody sits before a computer that has not been used for months. */
const awake = 8 * hour;

export async function leap(stage: Stage, { days, away }: Extract<Act, { readonly do: "leap" }>): Promise<void> {
  const from = stage.now;
  const absent = away === undefined ? undefined : stage.devices.get(away);
  if (absent) {
    absent.close();
    stage.away.add(absent.name);
  }
  await stage.sleep(days * 24 * hour);
  stage.slept.push({ from, to: stage.now });
  stage.journal.leaps += 1;
  // Services forget accounts that nobody has paid for any more (GNU Taler sync API).
  stage.town.sandbox.paidSync.vault.collectGarbage(stage.now);
  await stage.pass(awake);
  stage.away.clear();
}
