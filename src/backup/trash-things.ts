/** The trash in things that people know: a payment, a withdrawal, an exchange; all coins that went at once are one; pure. */
import type { RemovedThing } from "../api/removal-views.ts";
import type { DeviceId } from "../store/clock.ts";
import { coins } from "../store/entities/coin.ts";
import { type Deposit, deposits } from "../store/entities/deposit.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { providers } from "../store/entities/provider.ts";
import { type Purchase, purchases } from "../store/entities/purchase.ts";
import { recoups } from "../store/entities/recoup.ts";
import { auditorOf, trustedAuditors } from "../store/entities/trusted-auditor.ts";
import { trustedKeys } from "../store/entities/trusted-key.ts";
import { type Withdrawal, withdrawals } from "../store/entities/withdrawal.ts";
import type { TrashRow } from "../store/removal.ts";
import { type Amount, add, currencyOf } from "../taler/amount.ts";
import { contractIn } from "../wallet/pay/claim.ts";
import { placeOf } from "./trash-parts.ts";

/** How long the trash keeps what it got; milliseconds. */
export const trashTime = 30 * 24 * 60 * 60_000;

/** What must be known beside the trash to name what lies in it. */
export interface Beside {
  readonly me: DeviceId;
  readonly nameById: ReadonlyMap<DeviceId, string>;
  /** What is left on each coin of the trash that holds something. */
  readonly leftByCoin: ReadonlyMap<string, Amount>;
}

/** A thing and the rows it stands for. */
export interface Thing {
  readonly view: RemovedThing;
  readonly rows: readonly TrashRow[];
}

/** Newest first. Rows that only serve others, and coins with nothing on them, are no things of their own. */
export function thingsIn(trash: readonly TrashRow[], beside: Beside): Thing[] {
  const single = trash.flatMap((row): Thing[] => {
    const what = whatIs(row);
    return what ? [{ view: { id: placeOf(row), ...what, ...fateOf(row, beside) }, rows: [row] }] : [];
  });
  const happened = ({ view }: Thing) => view.at ?? 0;
  return [...single, ...moneyIn(trash, beside)].sort(
    (a, b) => b.view.removedAt - a.view.removedAt || happened(b) - happened(a) || (a.view.id < b.view.id ? -1 : 1),
  );
}

type What = Pick<RemovedThing, "kind" | "name" | "summary" | "amounts" | "at">;

function whatIs({ set, key, facts }: TrashRow): What | undefined {
  switch (set) {
    case purchases.name:
      return purchase(key, facts as unknown as Purchase["facts"]);
    case withdrawals.name: {
      const { exchange, amount, acceptedAt } = facts as unknown as Withdrawal["facts"];
      return { kind: "withdrawal", name: exchange, amounts: [amount], ...happenedAt(acceptedAt) };
    }
    case deposits.name: {
      const { account, amount, acceptedAt } = facts as unknown as Deposit["facts"];
      return { kind: "deposit", name: account, amounts: [amount], ...happenedAt(acceptedAt) };
    }
    case recoups.name:
      return { kind: "recoup", name: String(facts.exchange ?? ""), amounts: [], ...happenedAt(facts.noticedAt) };
    case exchanges.name:
      return { kind: "exchange", name: key, amounts: [] };
    case providers.name:
      return { kind: "service", name: named(facts.name) ?? key, amounts: [] };
    case trustedKeys.name:
      return { kind: "trustedKey", name: named(facts.name) ?? key, amounts: [] };
    case trustedAuditors.name:
      return { kind: "trustedAuditor", name: named(facts.name) ?? auditorOf(key).key, amounts: [] };
    default:
      return undefined;
  }
}

function purchase(key: string, { contract, acceptedAt }: Purchase["facts"]): What {
  const terms = contractIn(contract)?.terms;
  return {
    kind: "payment",
    name: terms?.merchant.name ?? key,
    ...(terms && { summary: terms.summary.slice(0, 1000) }),
    amounts: terms ? [terms.amount] : [],
    ...happenedAt(acceptedAt),
  };
}

const happenedAt = (seconds: unknown) => (typeof seconds === "number" ? { at: seconds * 1000 } : {});

function named(fact: unknown): string | undefined {
  const { value } = (fact ?? {}) as { readonly value?: unknown };
  return typeof value === "string" && value !== "" ? value : undefined;
}

type Fate = Pick<RemovedThing, "removedAt" | "until" | "by" | "device" | "service">;

function fateOf({ at, by, service }: TrashRow, { me, nameById }: Beside): Fate {
  const times = { removedAt: at, until: at + trashTime, ...(service !== undefined && { service }) };
  if (by === undefined) return { ...times, by: "lost" };
  return by === me ? { ...times, by: "here" } : { ...times, by: "device", device: nameById.get(by) ?? "" };
}

/** Coins that went at one moment, by one device, as one service told. */
function moneyIn(trash: readonly TrashRow[], beside: Beside): Thing[] {
  const rowsByAct = new Map<string, TrashRow[]>();
  for (const row of trash) {
    if (row.set !== coins.name) continue;
    const act = `money ${row.at} ${row.by ?? ""} ${row.service ?? ""}`;
    const known = rowsByAct.get(act);
    if (known) known.push(row);
    else rowsByAct.set(act, [row]);
  }
  return [...rowsByAct].flatMap(([id, rows]): Thing[] => {
    const amounts = sums(rows.flatMap(({ key }) => beside.leftByCoin.get(key) ?? []));
    const [first] = rows;
    return first && amounts.length > 0
      ? [{ view: { id, kind: "money", name: "", amounts, ...fateOf(first, beside) }, rows }]
      : [];
  });
}

function sums(amounts: readonly Amount[]): Amount[] {
  const byCurrency = new Map<string, Amount>();
  for (const amount of amounts) {
    const so = byCurrency.get(currencyOf(amount));
    byCurrency.set(currencyOf(amount), so === undefined ? amount : add(so, amount));
  }
  return [...byCurrency.values()].sort();
}
