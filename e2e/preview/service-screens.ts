/** Every state of a backup service that did wrong, is about to close, is full, or cannot be understood. */
import type { Provider } from "../../src/api/keeping-views.ts";
import { freies, hafen, home, tresor, unasked } from "./invented.ts";
import { ago, day, hour, minute } from "./moment.ts";
import type { Answers, Screen, Screens } from "./screen.ts";

const megabytes = (count: number) => Math.round(count * 2 ** 20);

const rolledBack: Provider = {
  ...hafen,
  size: 64 * 1024,
  suspicion: { kind: "rolledBack", at: ago(40 * minute), times: 2, isSeen: false, isMended: true },
};

const emptied: Provider = {
  ...tresor,
  trouble: { code: "servicePaymentRequired", since: ago(hour) },
  suspicion: { kind: "emptied", at: ago(hour), times: 1, isSeen: false, isMended: false },
};

const forked: Provider = {
  ...rolledBack,
  suspicion: { kind: "forked", at: ago(3 * hour), times: 1, isSeen: false, isMended: true },
};

const oldDisk: Provider = {
  ...rolledBack,
  suspicion: { kind: "ownDiskOld", at: ago(2 * day), times: 1, isSeen: false, isMended: true },
};

const seen: Provider = {
  ...rolledBack,
  suspicion: { kind: "rolledBack", at: ago(30 * day), times: 1, isSeen: true, isMended: true },
};

const closing: Provider = {
  ...hafen,
  closing: { until: ago(-90 * day) },
  trouble: { code: "serviceClosing", since: ago(hour) },
};

const full: Provider = {
  ...hafen,
  size: megabytes(16) - 1,
  lastBackup: ago(3 * day),
  nextTry: ago(-40 * minute),
  trouble: { code: "serviceFull", since: ago(2 * day) },
  tooLarge: {
    size: megabytes(17.3),
    parts: [
      { kind: "purchases", size: megabytes(9.2) },
      { kind: "coins", size: megabytes(6.1) },
      { kind: "exchanges", size: megabytes(1.4) },
    ],
  },
};

const foreign: Provider = {
  ...hafen,
  nextTry: ago(-20 * hour),
  trouble: { code: "backupOfOtherWallet", since: ago(hour) },
};

const unreadable: Provider = {
  url: "https://vault.example.net/next/",
  name: "vault.example.net",
  isActive: false,
  isPreset: false,
  isUnreadable: true,
};

const options = (route: string, answers: Answers): Screen => ({
  page: "options",
  route,
  answers: {
    getHome: home,
    getSecretKept: { at: ago(9 * day), added: [], removed: [] },
    acknowledgeSuspicion: { done: true },
    ...answers,
  },
});

/** Its page, where it is the only one in use, or one of two. */
const service = (one: Provider, ...others: readonly Provider[]): Screen =>
  options(`service?url=${encodeURIComponent(one.url)}`, { listProviders: [one, ...others] });

const popup = (backup: Partial<typeof home.backup>): Screen => ({
  page: "popup",
  route: "",
  answers: { getHome: { ...home, backup: { ...home.backup, ...backup } }, takeLink: {} },
});

export const serviceScreens: Screens = {
  "service-rolled-back": service(rolledBack, tresor),
  "service-emptied": service(emptied, hafen),
  "service-forked": service(forked),
  "service-old-disk": service(oldDisk),
  "service-seen": service(seen),
  "service-closing": service(closing, tresor),
  "service-closing-only": service({ ...closing, closing: {} }),
  "service-full": service(full),
  "service-foreign": service(foreign, tresor),
  "service-unreadable": service({ ...unreadable, isActive: true, lastBackup: ago(hour) }, hafen),
  "backup-suspicious": options("backup", {
    getHome: {
      ...home,
      backup: { ...home.backup, suspicion: { kind: "rolledBack", service: hafen.url } },
    },
    listProviders: [rolledBack, emptied, freies, unreadable],
  }),
  "backup-closing": options("backup", {
    getHome: { ...home, backup: { ...home.backup, closing: {} } },
    listProviders: [closing, freies, unasked],
  }),
  "home-suspicion": popup({ suspicion: { kind: "rolledBack", service: hafen.url } }),
  "home-closing": popup({ closing: {} }),
  "home-foreign": popup({ kind: "failing", changes: 3, trouble: { code: "backupOfOtherWallet" } }),
};
