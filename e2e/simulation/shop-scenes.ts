/** Scenes in a shop: what pays, what comes back, and who finishes what another device has begun. */
import type { Plot } from "./plot.ts";
import type { Scene } from "./scene.ts";

/** What has to work before something is bought. */
const shopWays = ["merchant", "exchange", "shopLine"] as const;

/** Something is bought, with a worker that dies on the way; now and then the shop gives some of it back. */
const purchase: Scene = (plot) => {
  if (!plot.mayBuy) return;
  const device = plot.device();
  if (plot.dice.hits(0.2)) plot.earn(device);
  plot.mayKill(device);
  const order = plot.buy(device);
  plot.mayKill(device);
  plot.pause();
  if (plot.dice.hits(0.3)) giveBack(plot, order);
};

function giveBack(plot: Plot, order: string): void {
  plot.add({ do: "grant", order, percent: plot.dice.of([1, 30, 50, 100]) });
  if (plot.dice.hits(0.3)) plot.pause();
  const device = plot.device();
  plot.mayKill(device);
  plot.add({ do: "fetchRefund", device, order });
  plot.mayKill(device);
  if (plot.dice.hits(0.3)) plot.add({ do: "grant", order, percent: 100 });
}

/** Several things at once, and nobody waits for change. */
const spree: Scene = (plot) => {
  const device = plot.device();
  for (let count = plot.dice.between(2, 4); count > 0 && plot.mayBuy; count--) {
    plot.buy(device);
    if (plot.dice.hits(0.4)) plot.pause();
  }
  plot.mayKill(device);
};

/** The shop cannot be reached well, and somebody thinks better of it. */
const givenUp: Scene = (plot) => {
  if (!plot.mayBuy) return;
  const device = plot.device();
  const isBroken = plot.dice.hits(0.6);
  if (isBroken) plot.break(plot.dice.of(shopWays));
  plot.mayKill(device);
  const order = plot.buy(device);
  plot.pause();
  plot.add({ do: "giveUp", device: plot.dice.hits(0.7) ? device : plot.device(), order });
  plot.mayKill(device);
  if (isBroken) for (const way of ["merchant", "shopLine"] as const) plot.add({ do: "mend", way });
  if (plot.dice.hits(0.4)) plot.add({ do: "buyAgain", device, order });
};

/** One order, two devices. */
const sameOrder: Scene = (plot) => {
  if (!plot.mayBuy) return;
  const order = plot.buy(plot.device());
  if (plot.dice.hits(0.5)) plot.pause();
  plot.add({ do: "buyAgain", device: plot.device(), order });
  plot.pause();
};

const declined: Scene = (plot) => {
  if (!plot.mayBuy) return;
  const device = plot.device();
  plot.decline(device);
  plot.mayKill(device);
};

/** A device falls silent while it pays, and another one goes on, asked to or not. */
const heirPays: Scene = (plot) => {
  if (!plot.mayBuy || !plot.hasSheet) return;
  const device = plot.device();
  if (plot.dice.hits(0.3)) plot.earn(device);
  if (plot.dice.hits(0.5)) plot.break(plot.dice.of(shopWays));
  const order = plot.buy(device);
  plot.pause();
  plot.mayKill(device);
  if (plot.dice.hits(0.6)) plot.lose(device);
  for (const way of shopWays) plot.add({ do: "mend", way });
  if (plot.hasRoom && plot.dice.hits(0.6)) plot.newcomer();
  const heir = plot.device();
  if (plot.dice.hits(0.5)) plot.add({ do: "finish", device: heir, order });
  else if (plot.dice.hits(0.3)) plot.add({ do: "giveUp", device: heir, order });
  else plot.rest();
};

/** An older disk comes back, holding coins that are spent, and pays with them. */
const spentBefore: Scene = (plot) => {
  if (!plot.mayBuy) return;
  const device = plot.device();
  if (plot.dice.hits(0.5)) plot.earn(device);
  const image = plot.copyDisk(device);
  plot.buy(device);
  plot.pause();
  plot.mayKill(device);
  plot.add({ do: "putBack", device, image });
  if (plot.dice.hits(0.5)) plot.pause();
  if (plot.mayBuy) plot.buy(device);
  plot.pause();
};

/** Two devices with the same coins, both in the shop; neither knows of the other. */
const sameCoins: Scene = (plot) => {
  if (!plot.hasRoom || !plot.mayBuy) return;
  const device = plot.device();
  if (plot.dice.hits(0.5)) plot.earn(device);
  const image = plot.copyDisk(device);
  const isDark = plot.dice.hits(0.5);
  const twin = plot.name();
  plot.add({ do: "clone", device: twin, image });
  if (isDark) for (const way of ["sync", "paidSync"] as const) plot.add({ do: "break", way, share: 1 });
  for (const one of [device, twin]) {
    if (plot.mayBuy) plot.buy(one);
    if (plot.dice.hits(0.4)) plot.pause();
  }
  plot.pause();
  if (isDark) for (const way of ["sync", "paidSync"] as const) plot.add({ do: "mend", way });
};

/** Every scene with its share. */
export const shopScenes = {
  purchase: { share: 12, play: purchase },
  spree: { share: 5, play: spree },
  givenUp: { share: 5, play: givenUp },
  sameOrder: { share: 2, play: sameOrder },
  declined: { share: 2, play: declined },
  heirPays: { share: 5, play: heirPays },
  spentBefore: { share: 3, play: spentBefore },
  sameCoins: { share: 4, play: sameCoins },
} as const;
