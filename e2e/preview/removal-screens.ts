/** Every state of removed things, and of a removal that waits for its user. */

import type { Provider } from "../../src/api/keeping-views.ts";
import { WalletError } from "../../src/api/problems.ts";
import type { Removals, RemovedThing } from "../../src/api/removal-views.ts";
import { hafen, home, tresor } from "./invented.ts";
import { ago, day, minute } from "./moment.ts";
import { options } from "./options-screens.ts";
import type { Screens } from "./screen.ts";

const question: Removals["questions"][number] = {
  service: hafen.url,
  serviceName: hafen.name,
  hash: "HASH",
  since: ago(5 * minute),
  devices: ["Chrome on Windows"],
  forgotten: 0,
  amounts: [{ lost: "CHF:184.4", of: "CHF:240.5" }],
  entries: { lost: 31, of: 48 },
  isDecided: false,
};

const removed = (
  days: number,
  thing: Pick<RemovedThing, "id" | "kind" | "name"> & Partial<RemovedThing>,
): RemovedThing => ({
  amounts: [],
  removedAt: ago(days * day),
  until: ago((days - 30) * day),
  by: "here",
  ...thing,
});

const things: readonly RemovedThing[] = [
  removed(1, { id: "1", kind: "money", name: "", amounts: ["CHF:184.4"], by: "device", device: "Chrome on Windows" }),
  removed(1, {
    id: "2",
    kind: "payment",
    name: "Café Rossi",
    summary: "Two coffees and a croissant",
    amounts: ["CHF:11.8"],
    at: ago(40 * day),
    by: "device",
    device: "",
  }),
  removed(4, {
    id: "3",
    kind: "withdrawal",
    name: "https://exchange.alpenbank.example/",
    amounts: ["CHF:200"],
    at: ago(60 * day),
    by: "lost",
  }),
  removed(12, { id: "4", kind: "exchange", name: "https://exchange.alpenbank.example/" }),
  removed(13, { id: "5", kind: "trustedKey", name: "Grandma’s village bank" }),
];

const asking: Provider = { ...hafen, payment: "underWay", paymentId: "FEE", trouble: { code: "massDeletion" } };
const unpaid: Provider = { ...tresor, payment: "due", trouble: { code: "servicePaymentRequired" } };

const asked = { ...home, backup: { kind: "failing", changes: 2, trouble: { code: "massDeletion" } } } as const;
const answers = (all: Partial<Removals>) =>
  ({
    getRemovals: { questions: [], things: [], more: 0, ...all },
    bringBack: { done: true },
    decideRemovals: { done: true },
  }) as const;

export const removalScreens: Screens = {
  "removed-none": options("removed", answers({})),
  "removed-things": options("removed", answers({ things: [...things], more: 3 })),
  "removed-for-ever": options("removed", answers({ things: things.slice(0, 1) }), (t) => [
    ["press", `${t.removal.forEver}: ${t.removal.kind.money("")}`],
  ]),
  "removed-asks": options("removed", {
    getHome: asked,
    ...answers({ questions: [question], things: things.slice(3) }),
  }),
  "removed-asks-forgotten": options("removed", {
    ...answers({ questions: [{ ...question, devices: [], amounts: [], entries: { lost: 0, of: 48 }, forgotten: 23 }] }),
  }),
  "removed-decided": options("removed", answers({ questions: [{ ...question, isDecided: true }] })),
  "removed-changed": options(
    "removed",
    {
      ...answers({ questions: [question] }),
      decideRemovals: () => {
        throw new WalletError("removalsChanged");
      },
    },
    (t) => [["press", t.removal.keep]],
  ),
  "backup-asks-removal": options("backup", {
    ...{ getHome: asked, listProviders: [asking, unpaid] },
    ...answers({ questions: [question] }),
  }),
  "service-asks-removal": options(`service?url=${asking.url}`, { listProviders: [asking, unpaid] }),
};
