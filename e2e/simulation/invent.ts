/** Inventing a history: what follows from a seed, before anything has happened. */
import type { Act } from "./act.ts";
import { momentsOfLeaps, playLeap } from "./leap-scenes.ts";
import { Plot } from "./plot.ts";
import { scenes } from "./scenes.ts";

const shares = Object.fromEntries(Object.entries(scenes).map(([name, { share }]) => [name, share])) as Record<
  keyof typeof scenes,
  number
>;

/** The history of this seed. */
export function inventHistory(seed: number): readonly Act[] {
  const plot = new Plot(seed);
  begin(plot);
  const count = plot.dice.between(4, 11);
  const leaps = momentsOfLeaps(seed, count);
  for (let scene = 0; scene < count; scene++) {
    scenes[plot.dice.weighted(shares)].play(plot);
    if (plot.dice.hits(0.5)) plot.pause();
    for (const moment of leaps) if (moment === scene) playLeap(plot);
  }
  return plot.acts;
}

/** Nearly every story begins with somebody who withdraws, chooses a service and takes a second device. */
function begin(plot: Plot): void {
  const { dice } = plot;
  plot.newcomer();
  if (dice.hits(0.3)) plot.break(dice.of(["bank", "exchange", "sync", "paidSync"]));
  if (dice.hits(0.6)) scenes.withdrawal.play(plot);
  if (dice.hits(0.9)) plot.addService("sync");
  if (dice.hits(0.25)) plot.addService("paidSync");
  plot.pause();
  if (dice.hits(0.8)) plot.earn(plot.device());
  if (dice.hits(0.6)) scenes.newDevice.play(plot);
}
