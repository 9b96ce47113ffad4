/** Scenes of a history: a few acts that belong together because together they have cost somebody money, or nearly. */
import type { Act, BackupService, Way } from "./act.ts";
import type { Plot } from "./plot.ts";
import { renewalScenes } from "./renewal-scenes.ts";
import type { Scene } from "./scene.ts";
import { shopScenes } from "./shop-scenes.ts";

const ways: readonly Way[] = ["bank", "exchange", "sync", "paidSync", "merchant", "shopLine"];
const services: readonly BackupService[] = ["sync", "paidSync"];

/** Money comes in, with a worker that dies on the way. */
const withdrawal: Scene = (plot) => {
  if (!plot.mayDeal) return;
  const device = plot.device();
  plot.mayKill(device);
  const deal = plot.withdraw(device);
  plot.pause();
  plot.mayKill(device);
  plot.pay(deal);
  plot.pause();
  if (plot.dice.hits(0.3)) plot.pay(deal);
};

/** A device is lost in the middle of a withdrawal, while its backup service cannot be reached. */
const lossInTheDark: Scene = (plot) => {
  if (!plot.mayDeal) return;
  const device = plot.device();
  const isDarkFirst = plot.dice.hits(0.5);
  const darken = () => {
    for (const way of services) plot.add({ do: "break", way, share: 1 });
  };
  if (isDarkFirst) darken();
  const deal = plot.withdraw(device);
  plot.pause();
  if (!isDarkFirst && plot.dice.hits(0.5)) darken();
  plot.pay(deal);
  if (plot.dice.hits(0.7)) plot.pause();
  plot.lose(device);
  plot.pay(deal);
  for (const way of services) plot.add({ do: "mend", way });
  if (plot.hasRoom) plot.newcomer();
};

/** An older disk comes back, and its owner goes on as if nothing had happened. */
const rewound: Scene = (plot) => {
  const device = plot.device();
  const image = plot.copyDisk(device);
  withdrawal(plot);
  plot.mayKill(device);
  plot.add({ do: "putBack", device, image });
  if (plot.dice.hits(0.5)) plot.pause();
  const last = plot.deals.at(-1);
  if (last !== undefined && plot.dice.hits(0.3)) plot.add({ do: "acceptAgain", device, deal: last });
  withdrawal(plot);
};

/** Two devices with one disk, both at work. */
const twins: Scene = (plot) => {
  if (!plot.hasRoom || !plot.mayDeal) return;
  const device = plot.device();
  const image = plot.copyDisk(device);
  const twin = plot.name();
  plot.add({ do: "clone", device: twin, image });
  const deals = [device, twin].map((one) => {
    if (plot.dice.hits(0.4)) plot.pause();
    return plot.withdraw(one);
  });
  plot.pause();
  for (const deal of deals) plot.pay(deal);
  plot.pause();
};

/** One link, two wallets. */
const sameLink: Scene = (plot) => {
  if (!plot.mayDeal) return;
  const deal = plot.withdraw(plot.device());
  if (plot.dice.hits(0.5)) plot.pause();
  plot.add({ do: "acceptAgain", device: plot.device(), deal });
  plot.pause();
  plot.pay(deal);
};

/** Somebody thinks better of it, now or later, here or at the bank. */
const calledOff: Scene = (plot) => {
  if (!plot.mayDeal) return;
  const device = plot.device();
  const deal = plot.withdraw(device);
  plot.pause();
  const calls: Act[] = [
    { do: "callOff", device: plot.device(), deal },
    { do: "abortAtBank", deal },
    { do: "pay", deal },
  ];
  plot.add(plot.dice.of(calls));
  plot.mayKill(device);
  if (plot.dice.hits(0.5)) plot.pause();
  plot.add(plot.dice.of(calls));
};

/** A device falls silent in the middle of a withdrawal, and another one takes over, asked to or not. */
const takenOver: Scene = (plot) => {
  if (!plot.mayDeal || !plot.hasSheet) return;
  const device = plot.device();
  const deal = plot.withdraw(device);
  plot.pause();
  plot.mayKill(device);
  if (plot.dice.hits(0.6)) plot.lose(device);
  plot.pay(deal);
  if (plot.hasRoom && plot.dice.hits(0.6)) plot.newcomer();
  const heir = plot.device();
  if (plot.dice.hits(0.5)) plot.add({ do: "takeOver", device: heir, deal });
  else plot.rest();
};

/** A second wallet takes in money of its own before it joins the first. */
const merged: Scene = (plot) => {
  if (!plot.hasSheet || !plot.hasRoom || !plot.mayDeal) return;
  const device = plot.name();
  plot.add({ do: "start", device });
  const deal = plot.withdraw(device);
  plot.pause();
  plot.pay(deal);
  if (plot.dice.hits(0.7)) plot.pause();
  plot.mayKill(device);
  plot.add({ do: "restore", device });
  plot.mayKill(device);
};

const newDevice: Scene = (plot) => {
  if (!plot.hasRoom) return;
  const device = plot.newcomer();
  plot.mayKill(device);
};

/** A device is struck off the list that is gone, or one that is at work, and comes back or not. */
const retired: Scene = (plot) => {
  if (!plot.hasSheet) return;
  if (plot.devices.length < 2 && plot.dice.hits(0.6)) newDevice(plot);
  const device = plot.device();
  const others = plot.everSeen.filter((one) => one !== device);
  if (others.length === 0) return;
  const other = plot.dice.of(others);
  // Only whoever has looked since it came knows it.
  if (plot.dice.hits(0.9)) plot.add({ do: "backUp", device });
  plot.mayKill(other, 0.2);
  plot.add({ do: "retire", device, other });
  if (plot.dice.hits(0.5)) plot.pause();
  if (plot.dice.hits(0.4)) withdrawal(plot);
  if (plot.dice.hits(0.5)) plot.add({ do: "rejoin", device: other });
};

/** An exchange is removed on one device, while another one may be using it; somebody may come back to it. */
const deletion: Scene = (plot) => {
  const [device, user] = [plot.device(), plot.device()];
  if (plot.dice.hits(0.4) && plot.mayDeal) plot.pay(plot.withdraw(user));
  if (plot.dice.hits(0.4) && plot.mayBuy) plot.buy(user);
  if (plot.dice.hits(0.5)) plot.pause();
  plot.mayKill(device);
  plot.add({ do: "deleteExchange", device, at: plot.exchange(), purges: plot.dice.hits(0.7) });
  plot.mayKill(user);
  if (plot.dice.hits(0.5)) plot.pause();
  if (plot.dice.hits(0.3)) plot.add({ do: "bringBack", device: plot.device() });
  if (plot.dice.hits(0.5)) withdrawal(plot);
};

const changeOfServices: Scene = (plot) => {
  const service = plot.dice.of(services);
  if (plot.dice.hits(0.2)) plot.payFee(plot.device());
  else if (plot.dice.hits(0.75)) plot.addService(service);
  else plot.add({ do: "leaveService", device: plot.device(), service });
  plot.mayKill(plot.device());
};

const mishap: Scene = (plot) => {
  const device = plot.device();
  const deal = plot.deals.length > 0 ? plot.dice.of(plot.deals) : undefined;
  switch (plot.dice.weighted({ kill: 5, break: 6, mend: 3, lose: 1, backUp: 2, goOn: 1, putBack: 1 })) {
    case "kill":
      return plot.mayKill(device, 1);
    case "break":
      return plot.break(plot.dice.of(ways));
    case "mend":
      return plot.add({ do: "mend", way: plot.dice.of(ways) });
    case "lose":
      return plot.lose(device);
    case "backUp":
      return plot.add({ do: "backUp", device });
    case "goOn":
      return deal === undefined ? undefined : plot.add({ do: "goOn", device, deal });
    case "putBack": {
      const image = plot.images.length > 0 ? plot.dice.of(plot.images) : undefined;
      if (image && plot.devices.includes(image.device)) {
        plot.add({ do: "putBack", device: image.device, image: image.name });
      }
    }
  }
};

/** Every scene with its share. */
export const scenes = {
  withdrawal: { share: 10, play: withdrawal },
  lossInTheDark: { share: 6, play: lossInTheDark },
  rewound: { share: 6, play: rewound },
  twins: { share: 4, play: twins },
  sameLink: { share: 3, play: sameLink },
  calledOff: { share: 4, play: calledOff },
  takenOver: { share: 4, play: takenOver },
  merged: { share: 2, play: merged },
  newDevice: { share: 4, play: newDevice },
  services: { share: 3, play: changeOfServices },
  deletion: { share: 3, play: deletion },
  retired: { share: 5, play: retired },
  mishap: { share: 12, play: mishap },
  rest: { share: 1, play: (plot: Plot) => plot.rest() },
  ...shopScenes,
  ...renewalScenes,
} as const;
