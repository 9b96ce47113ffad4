/** Scenes in which somebody else may have seen the recovery secret: it is renewed, and the other devices hear of it or not. */
import type { Plot } from "./plot.ts";
import type { Scene } from "./scene.ts";

/** A device renews the secret, with a worker that dies on the way, while another one goes on under the old one. */
const renewed: Scene = (plot) => {
  if (!plot.hasSheet) return;
  const { dice } = plot;
  if (plot.devices.length < 2 && plot.hasRoom && dice.hits(0.6)) plot.newcomer();
  const device = plot.device();
  const image = dice.hits(0.15) ? plot.copyDisk(device) : undefined;
  if (dice.hits(0.2)) plot.break(dice.of(["sync", "exchange"]));
  plot.mayKill(device);
  plot.add({ do: "renewSecret", device });
  if (dice.hits(0.4)) meanwhile(plot);
  plot.mayKill(device);
  if (dice.hits(0.9)) plot.add({ do: "keepSheet", device });
  plot.mayKill(device);
  if (dice.hits(0.7)) plot.pause();
  if (dice.hits(0.3)) meanwhile(plot);
  if (image !== undefined) plot.add({ do: "putBack", device, image });
  else if (dice.hits(0.15)) plot.lose(device);
  for (const other of plot.devices) {
    if (other !== device && dice.hits(0.6)) plot.add({ do: "restore", device: other });
    plot.mayKill(other, 0.15);
  }
};

/** Somebody earns or spends, on a device that may not have heard. */
function meanwhile(plot: Plot): void {
  const device = plot.device();
  if (plot.mayDeal && plot.dice.hits(0.5)) plot.pay(plot.withdraw(device));
  else if (plot.mayBuy) plot.buy(device);
}

export const renewalScenes = {
  renewed: { share: 1, play: renewed },
} as const;
