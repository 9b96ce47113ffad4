/** Coins that are exchanged for new ones are no event, unless they need the user: the exchange asks something, or no backup takes them. */
import type { Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Refresh, type RefreshStatus, refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { storyPlace } from "../../store/story-place.ts";
import { currencyOf, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { leftAlone } from "../refresh/cover.ts";
import { questionOf } from "../refresh/refresh.ts";
import { isHeldUp } from "../refresh/refresh-job.ts";
import { questionIn } from "./question-view.ts";
import type { Event, Teller, Told } from "./teller.ts";

const stateByStatus = {
  planned: "working",
  melted: "working",
  done: "done",
  refused: "aborted",
  purged: "aborted",
} as const satisfies Record<RefreshStatus, Transaction["state"]>;

async function tell(env: Env, row: Refresh): Promise<Told> {
  const { key, facts } = row;
  const { exchange, fact, priv } = await questionOf(env, row);
  const currency = currencyOf(facts.amount);
  const asked = { exchange, fact, key: textOf(publicKeyOf(priv)), currency };
  const question = isHeldUp(row) ? await questionIn(env, asked) : undefined;
  const kinds = await env.db.of(denominations).bulkGet([...facts.denoms]);
  const value = sum(
    currency,
    kinds.flatMap((kind) => kind?.facts.value ?? []),
  );
  const status = refreshStatus(row);
  const isAlone = question === undefined && status === "planned" && (await leftAlone(env, [row])).length > 0;
  const transaction: Transaction = {
    id: key,
    kind: "change",
    state: isAlone || (question && question.kind !== "review") ? "waiting" : stateByStatus[status],
    ...(isAlone && { waitsFor: "backup" as const }),
    ...(question && { waitsFor: question.kind === "review" ? ("review" as const) : ("identity" as const) }),
    effective: value,
    instructed: facts.amount,
    fees: subtractOrUndefined(facts.amount, value) ?? zero(currency),
    at: (facts.plannedAt ?? 0) * 1000,
    exchange,
    ...(question && { question }),
    steps: [
      { kind: "identified", isDone: question === undefined },
      { kind: "coins", isDone: status === "done" },
    ],
    canAbort: false,
    canTakeOver: false,
    canGoOnWithoutBackup: isAlone,
  };
  return { transaction };
}

/** One of several coins with one question stands for all of them. */
function onePerQuestion(rows: readonly Refresh[]): readonly Refresh[] {
  const sorted = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return [...new Map(sorted.reverse().map((row) => [row.facts.legitimization?.value.account, row])).values()];
}

const eventOf = ({ key, facts }: Refresh): Event => ({ key, ix: { story: storyPlace(facts.plannedAt, key) } });

/** Never part of the story of the past: whatever they were made for tells what they cost. */
export const changeTeller: Teller = {
  newest: () => Promise.resolve([]),
  async possiblyOpen(env) {
    const planned = await env.db.of(refreshes).where("ix.open").equals("planned").toArray();
    // One of those that wait for a backup stands for all of them: they go on together.
    const [alone] = (await leftAlone(env, planned)).filter((row) => !isHeldUp(row));
    return [...onePerQuestion(planned.filter(isHeldUp)), ...(alone ? [alone] : [])].map(eventOf);
  },
  oldest: () => Promise.resolve(undefined),
  count: () => Promise.resolve(0),
  async find({ db }, key) {
    const row = await db.of(refreshes).get(key);
    return row && eventOf(row);
  },
  async tell(env, events) {
    const rows = await env.db.of(refreshes).bulkGet(events.map(({ key }) => key));
    return Promise.all(rows.flatMap((row) => (row ? [tell(env, row)] : [])));
  },
};
