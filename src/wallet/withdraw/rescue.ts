/** What is on its way back comes back: money that a document had forgotten, if it is any, and what its owner wants back. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { type Deed, insert } from "../../store/deed.ts";
import { batches } from "../../store/entities/batch.ts";
import { coinPath, coins } from "../../store/entities/coin.ts";
import { deposits } from "../../store/entities/deposit.ts";
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
import { hearCoin } from "../coins/hear-coin.ts";
import { reserveBalance } from "./reserve.ts";

/** In this order, because a withdrawal needs its reserve, a coin what it came from, and a payment its purchase. */
const order = [
  ...["formerRoots", "exchanges", "denominations", "reserves", "withdrawals", "batches"],
  ...["refreshes", "coins", "purchases", "deposits", "payments", "recoups"],
  ...["trustedKeys", "trustedAuditors", "providers"],
];

export const rescueJob: Job = {
  kind: "rescue",
  reads: ["aside"],

  async pending(env) {
    if ((await env.db.aside.count()) === 0) return [];
    // One at a time: what comes later looks at what came back before.
    for (const set of order) {
      const first = await env.db.aside.where("[set+key]").between([set, ""], [set, []]).first();
      if (first) return [{ id: `${set} ${first.key}`, due: 0 }];
    }
    return [];
  },

  async step(env, id) {
    const [set = "", key = ""] = id.split(" ");
    const row = await env.db.aside.get([set, key]);
    if (!row) return;
    const deed = broughtBack(row);
    if (deed && (await isReal(env, row))) {
      await save(env.db, deed);
      if (row.isWished) await look(env, row);
    }
    await forgetAside(env.db, set, key);
  },
};

/**
 * What lay in the trash may have been spent by another device in the meantime: the exchange tells. A coin that cannot be
 * asked about, because its denomination or its root is gone, is there all the same.
 */
async function look(env: Env, { set, key, facts }: AsideRow): Promise<void> {
  if (set !== coins.name || facts.sig === undefined) return;
  try {
    await hearCoin(env, key);
  } catch (error) {
    if (!(error instanceof WalletError && error.problem.code === "bug")) throw error;
  }
}

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
  // An entry of the history is worth having back even if nothing ever came of it.
  if (row.set === reserves.name && !row.isWished) {
    const balance = await reserveBalance(env, String(row.facts.exchange ?? ""), row.key, false);
    return balance !== undefined || (await mayStillCome(env, row.key));
  }
  const sources = sourcesOf(row);
  if (sources.length === 0) return true;
  for (const { set, key } of sources) {
    if ((await env.db.table(set).get(key)) !== undefined) return true;
    // An old coin may itself have come of a refresh, so it is only its turn that has not come yet.
    if (row.set === refreshes.name && (await env.db.aside.get([set, key])) !== undefined) return true;
  }
  return false;
}

interface Named {
  readonly set: string;
  readonly key: string;
}

/** Rows without any of which this one is worth nothing; none when it stands by itself. */
function sourcesOf({ set, key, facts }: AsideRow): readonly Named[] {
  const named = (source: string, name: unknown) => (typeof name === "string" ? [{ set: source, key: name }] : []);
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
      // A contract is that of a purchase or of a deposit.
      return [...named(purchases.name, facts.contract), ...named(deposits.name, facts.contract)];
    default:
      return [];
  }
}

async function mayStillCome(env: Env, key: string): Promise<boolean> {
  const withdrawal = (await env.db.of(withdrawals).get(key)) ?? (await env.db.aside.get([withdrawals.name, key]));
  if (!withdrawal) return false;
  const status = withdrawalStatus(withdrawal as Pick<Withdrawal, "facts">);
  return status !== "done" && status !== "aborted";
}
