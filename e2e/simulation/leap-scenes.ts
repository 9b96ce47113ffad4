/** Scenes over months in which nobody opens a browser; most histories have none. */
import { hasSmallChange } from "./circumstances.ts";
import { Dice } from "./dice.ts";
import type { Plot } from "./plot.ts";
import type { Scene } from "./scene.ts";

/** In how many histories somebody sleeps so long: what follows costs several times what other histories do. */
const share = 0.02;

/**
 * After which of so many scenes there is a leap; drawn apart, so that histories without any stay what they were. Where
 * people have hundreds of small coins there is none: renewing them a few in an hour takes a minute to play.
 */
export function momentsOfLeaps(seed: number, scenes: number): readonly number[] {
  const dice = new Dice(`leaps ${seed}`);
  if (!dice.hits(share) || hasSmallChange(String(seed))) return [];
  return Array.from({ length: dice.between(1, 3) }, () => dice.between(0, scenes - 1));
}

/** Some device may be away for longer than the others. */
function leap(plot: Plot, days: number): void {
  const { dice } = plot;
  const away = plot.devices.length > 1 && dice.hits(0.3) ? plot.device() : undefined;
  plot.add({ do: "leap", days, ...(away !== undefined && { away }) });
}

/** Nobody looks for months; somebody has chosen for how long the history is kept, or not. */
const slept: Scene = (plot) => {
  const { dice } = plot;
  if (dice.hits(0.3)) plot.add({ do: "keepHistory", device: plot.device(), years: dice.of([0, 1, 1, 2]) });
  leap(plot, dice.between(20, 400));
};

/** Money comes in or goes out, a worker dies on the way or a server fails, and then nobody looks for months. */
const sleptInTheMiddle: Scene = (plot) => {
  const { dice } = plot;
  const device = plot.device();
  const way = dice.hits(0.3) ? dice.of(["bank", "exchange", "sync", "merchant", "shopLine"] as const) : undefined;
  if (way) plot.break(way);
  plot.mayKill(device);
  const deal = plot.mayDeal && dice.hits(0.5) ? plot.withdraw(device) : undefined;
  if (deal !== undefined && dice.hits(0.5)) plot.pay(deal);
  if (deal === undefined && plot.mayBuy) plot.buy(device);
  plot.mayKill(device);
  if (dice.hits(0.5)) plot.pause();
  if (way && dice.hits(0.5)) plot.add({ do: "mend", way });
  slept(plot);
  if (deal !== undefined && dice.hits(0.5)) plot.pay(deal);
};

/** The second service is paid for a year, and that ends meanwhile or soon. */
const yearPaid: Scene = (plot) => {
  const { dice } = plot;
  if (dice.hits(0.7)) plot.addService("paidSync");
  if (dice.hits(0.5)) plot.earn(plot.device());
  if (dice.hits(0.5)) plot.payFee(plot.device());
  leap(plot, dice.between(300, 400));
  if (dice.hits(0.3)) plot.payFee(plot.device());
};

/** The secret is renewed, and devices that have not heard of it sleep long. */
const renewedAndSlept: Scene = (plot) => {
  const { dice } = plot;
  if (!plot.hasSheet) return slept(plot);
  const device = plot.device();
  plot.add({ do: "renewSecret", device });
  plot.mayKill(device);
  if (dice.hits(0.8)) plot.add({ do: "keepSheet", device });
  if (dice.hits(0.5)) plot.pause();
  slept(plot);
  for (const other of plot.devices) if (other !== device) plot.add({ do: "restore", device: other });
};

/** A disk of months ago comes back, or a device that was lost is replaced only then. */
const oldDisk: Scene = (plot) => {
  const { dice } = plot;
  const device = plot.device();
  if (dice.hits(0.5) && plot.devices.length > 1) {
    plot.lose(device);
    return slept(plot);
  }
  const image = plot.copyDisk(device);
  slept(plot);
  plot.mayKill(device);
  plot.add({ do: "putBack", device, image });
};

const shares = { slept: 4, sleptInTheMiddle: 3, yearPaid: 3, renewedAndSlept: 1, oldDisk: 1 } as const;
const scenes: Readonly<Record<keyof typeof shares, Scene>> = {
  slept,
  sleptInTheMiddle,
  yearPaid,
  renewedAndSlept,
  oldDisk,
};

/** Months go by, in one way or another. */
export function playLeap(plot: Plot): void {
  scenes[plot.dice.weighted(shares)](plot);
}
