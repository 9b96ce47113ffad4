/** Renewing the recovery secret: before, on the way, and with what cannot be renewed. */
import type { CoinsAt, Rotation } from "../../src/api/rotation-views.ts";
import { hafen, tresor } from "./invented.ts";
import { ago, day } from "./moment.ts";
import { options } from "./options-screens.ts";
import type { Screens } from "./screen.ts";

const coins: CoinsAt = {
  exchange: "https://exchange.alpen.example/",
  coins: 31,
  amount: "CHF:84.2",
  fee: "CHF:0.62",
  stays: { amount: "CHF:0.03", why: "small" },
  isSilent: false,
};

const silent: CoinsAt = {
  exchange: "https://exchange.demo.example/",
  coins: 7,
  amount: "KUDOS:12.5",
  fee: "KUDOS:0.14",
  isSilent: true,
};

const before: Rotation = {
  root: "0".repeat(52),
  costs: [coins, silent],
  services: [
    { url: hafen.url, name: hafen.name },
    { url: tresor.url, name: tresor.name, fee: "CHF:12" },
  ],
  hasIncoming: true,
};

const underWay: Rotation = {
  ...before,
  last: {
    at: ago(day),
    isSheetKept: false,
    waits: "sheet",
    services: [
      { url: hafen.url, name: hafen.name, isTold: true },
      { url: tresor.url, name: tresor.name, isTold: false, fee: "CHF:12" },
    ],
    renewed: 0,
    underWay: 0,
    left: [coins, silent],
    overwritten: 0,
    copies: [
      { url: hafen.url, name: hafen.name },
      { url: tresor.url, name: tresor.name, trouble: { code: "unreachable" } },
    ],
    others: ["Chrome on Windows", ""],
    hasRival: false,
  },
};

const doneLast: Rotation["last"] = {
  at: ago(9 * day),
  isSheetKept: true,
  services: [{ url: hafen.url, name: hafen.name, isTold: true }],
  renewed: 37,
  underWay: 0,
  left: [{ ...coins, coins: 1, amount: "CHF:0.02", fee: "CHF:0", stays: { amount: "CHF:0.02", why: "small" } }],
  overwritten: 2,
  copies: [],
  others: [],
  hasRival: false,
};

const done: Rotation = { ...before, hasIncoming: false, last: doneLast };

const overtaken: Rotation = { ...done, last: { ...doneLast, at: ago(2 * day), renewed: 3, left: [], hasRival: true } };

export const rotationScreens: Screens = {
  rotate: options("rotate", { getRotation: before }, (t) => [["press", t.rotate.open]]),
  "rotate-under-way": options("rotate", { getRotation: underWay }),
  "rotate-done": options("rotate", { getRotation: done }),
  "rotate-overtaken": options("rotate", { getRotation: overtaken }),
};
