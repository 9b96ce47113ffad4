/** What every screen shows while it waits, when it fails, and without a connection. */
import type { ProblemCode } from "../../src/api/problems.ts";
import { devices, freies, hafen, home, nothingYet, offer, tresor } from "./invented.ts";
import { received } from "./invented-events.ts";
import { exchanges } from "./invented-exchanges.ts";
import { ago } from "./moment.ts";
import type { Answers, Screen, Screens } from "./screen.ts";

const everything: Answers = {
  getHome: home,
  takeLink: {},
  listProviders: [hafen, tresor, freies],
  listDevices: devices,
  listExchanges: exchanges,
  getRestoreProgress: { phase: "idle", services: [] },
};

const link = { recogniseLink: { kind: "withdraw", link: "taler://withdraw/bank.example/x" } } as const;

const pasted = (t: Parameters<NonNullable<Screen["steps"]>>[0]) =>
  [
    ["type", t.receive.link, "taler://withdraw/bank.example/x"],
    ["press", t.common.continue],
  ] as const;

interface Asking {
  readonly page: Screen["page"];
  readonly route: string;
  /** The question that goes out, or without which there is nothing to show. */
  readonly asks: keyof Answers;
  readonly steps?: Screen["steps"];
  /** It asks a server: without a connection there is no answer. */
  readonly isFar?: boolean;
  /** What is likeliest to go wrong. */
  readonly fails: ProblemCode;
}

const asking: Readonly<Record<string, Asking>> = {
  home: { page: "popup", route: "", asks: "getHome", fails: "bug" },
  manual: { page: "popup", route: "manual", asks: "compareExchanges", fails: "bug" },
  withdraw: {
    page: "popup",
    route: "receive",
    asks: "lookAtWithdrawal",
    steps: pasted,
    isFar: true,
    fails: "badAnswer",
  },
  read: {
    page: "popup",
    route: "receive",
    asks: "getExchangeTos",
    steps: (t) => [...pasted(t), ["press", t.withdraw.readTerms]],
    isFar: true,
    fails: "badAnswer",
  },
  deposit: { page: "popup", route: "deposit", asks: "lookAtDeposit", isFar: true, fails: "notEnoughMoney" },
  event: { page: "popup", route: `transaction?id=${received.id}`, asks: "getTransaction", fails: "transactionUnknown" },
  backup: { page: "options", route: "backup", asks: "listProviders", fails: "bug" },
  service: {
    page: "options",
    route: `service?url=${freies.url}`,
    asks: "lookAtProvider",
    isFar: true,
    fails: "notABackupService",
  },
  "service-terms": {
    page: "options",
    route: `service-terms?url=${freies.url}`,
    asks: "getProviderTos",
    isFar: true,
    fails: "notFound",
  },
  devices: { page: "options", route: "devices", asks: "listDevices", fails: "bug" },
  exchanges: { page: "options", route: "exchanges", asks: "listExchanges", fails: "bug" },
  exchange: {
    page: "options",
    route: "exchange?url=https://exchange.demo.example/",
    asks: "listExchanges",
    fails: "bug",
  },
  terms: {
    page: "options",
    route: "terms?exchange=https://exchange.demo.example/",
    asks: "getExchangeTos",
    isFar: true,
    fails: "badAnswer",
  },
  restore: { page: "options", route: "restore", asks: "getRestoreProgress", fails: "bug" },
  about: { page: "options", route: "about", asks: "getAbout", fails: "bug" },
};

function statesOf(name: string, { page, route, asks, steps, isFar, fails }: Asking): Screens {
  const { [asks]: _, ...rest } = { ...everything, ...link, lookAtWithdrawal: offer };
  const screen = { page, route, ...(steps && { steps }) };
  const failed = (problem: ProblemCode): Answers => ({ ...rest, [asks]: { problem } });
  return {
    [`waiting-${name}`]: { ...screen, answers: rest },
    [`failed-${name}`]: { ...screen, answers: failed(fails) },
    ...(isFar && { [`offline-${name}`]: { ...screen, answers: failed("unreachable"), isOffline: true } }),
  };
}

const offline = (page: Screen["page"], route: string, answers: Answers = {}): Screen => ({
  page,
  route,
  answers: { ...everything, ...answers },
  isOffline: true,
});

export const stateScreens: Screens = {
  ...Object.fromEntries(Object.entries(asking).flatMap(([name, one]) => Object.entries(statesOf(name, one)))),
  "offline-home": offline("popup", "", {
    getHome: {
      ...home,
      backup: { kind: "failing", changes: 3, nextTry: ago(-20), trouble: { code: "unreachable" } },
    },
  }),
  "offline-first-run": offline("popup", "", { getHome: nothingYet }),
  "offline-backup": offline("options", "backup"),
  "offline-onboarding": offline("options", "onboarding", { seenOnboarding: { done: true } }),
  "blocked-home": { page: "popup", route: "", answers: { takeLink: {}, getHome: { problem: "storageBlocked" } } },
  "full-home": { page: "popup", route: "", answers: { takeLink: {}, getHome: { problem: "storageFull" } } },
};
