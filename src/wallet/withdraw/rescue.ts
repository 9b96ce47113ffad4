/** Money that a document had forgotten is brought back, unless the exchange knows nothing of it (merge rules, section 3). */
import type { Env } from "../../env/env.ts";
import { type Deed, insert } from "../../store/deed.ts";
import { batches } from "../../store/entities/batch.ts";
import { coinPath, coins } from "../../store/entities/coin.ts";
import { payments } from "../../store/entities/payment.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { type Withdrawal, withdrawalStatus, withdrawals } from "../../store/entities/withdrawal.ts";
import { entityNamed } from "../../store/entities.ts";
import { checkFacts, type Entity } from "../../store/entity.ts";
import { forgetAside } from "../../store/remember.ts";
import { save } from "../../store/save.ts";
import type { AsideRow } from "../../store/self.ts";
import { FormatError, type Json } from "../../taler/codec.ts";
import type { Job } from "../../task/job.ts";
import { reserveBalance } from "./reserve.ts";

/** In this order, because a withdrawal needs its reserve, a coin what it came from, and a payment its purchase. */
const order = [
  ...["formerRoots", "exchanges", "denominations", "reserves", "withdrawals", "batches"],
  ...["refreshes", "coins", "purchases", "payments"],
];

export const rescueJob: Job = {
  kind: "rescue",
  reads: ["aside"],

  async pending(env) {
    const rows = (await env.db.aside.toArray()).filter(({ set }) => order.includes(set));
    rows.sort((a, b) => order.indexOf(a.set) - order.indexOf(b.set) || (a.key < b.key ? -1 : 1));
    // One at a time: what comes later looks at what came back before.
    return rows.slice(0, 1).map(({ set, key }) => ({ id: `${set} ${key}`, due: 0 }));
  },

  async step(env, id) {
    const [set = "", key = ""] = id.split(" ");
    const row = await env.db.aside.get([set, key]);
    if (!row) return;
    const deed = broughtBack(row);
    if (deed && (await isReal(env, row))) await save(env.db, deed);
    await forgetAside(env.db, set, key);
  },
};

/** The row as a fresh insert; undefined when this version cannot read it. */
function broughtBack({ set, key, facts }: AsideRow): Deed | undefined {
  const entity = entityNamed(set);
  if (!entity) return undefined;
  try {
    return insert(entity, key, given(entity, checkFacts(entity, facts)) as never);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/**
 * Facts as one states them anew: values without the stamps of old. A withdrawal is looked at once more, so that coins
 * which its reserve has paid for are found again even if they were forgotten as well.
 */
function given(entity: Entity, facts: Readonly<Record<string, Json>>): Record<string, Json> {
  const known = Object.entries(facts).filter(([name]) => Object.hasOwn(entity.fields, name));
  const stated = known.map(([name, fact]) => {
    const isStamped = entity.fields[name]?.kind === "latest";
    return [name, isStamped ? (fact as { readonly value: Json }).value : fact] as const;
  });
  return Object.fromEntries(stated.filter(([name]) => entity.name !== withdrawals.name || name !== "finishedAt"));
}

/** A reserve the exchange has never heard of is worth something only while a wire to it may still come. */
async function isReal(env: Env, row: AsideRow): Promise<boolean> {
  if (row.set === reserves.name) {
    const balance = await reserveBalance(env, String(row.facts.exchange ?? ""), row.key, false);
    return balance !== undefined || (await mayStillCome(env, row.key));
  }
  const source = sourceOf(row);
  if (source === undefined || (await env.db.table(source.set).get(source.key)) !== undefined) return true;
  // An old coin may itself have come of a refresh, so it is only its turn that has not come yet.
  return row.set === refreshes.name && (await env.db.aside.get([source.set, source.key])) !== undefined;
}

interface Named {
  readonly set: string;
  readonly key: string;
}

/** The row without which this one is worth nothing. */
function sourceOf({ set, key, facts }: AsideRow): Named | undefined {
  const named = (source: string, name: unknown) => (typeof name === "string" ? { set: source, key: name } : undefined);
  switch (set) {
    case withdrawals.name:
      return named(reserves.name, key);
    case batches.name:
      return named(reserves.name, facts.reserve);
    case refreshes.name:
      return named(coins.name, facts.coin);
    case coins.name: {
      const { source, of } = coinPath(key);
      return named(source === "w" ? reserves.name : refreshes.name, of);
    }
    case payments.name:
      return named(purchases.name, facts.contract);
    default:
      return undefined;
  }
}

async function mayStillCome(env: Env, key: string): Promise<boolean> {
  const withdrawal = (await env.db.of(withdrawals).get(key)) ?? (await env.db.aside.get([withdrawals.name, key]));
  if (!withdrawal) return false;
  const status = withdrawalStatus(withdrawal as Pick<Withdrawal, "facts">);
  return status !== "done" && status !== "aborted";
}
