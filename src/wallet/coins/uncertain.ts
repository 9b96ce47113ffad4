/** Coins of which a restored device cannot know what became: other devices had plans for them (design, section 4). */
import type { Env } from "../../env/env.ts";
import { isSuspended } from "../../exchange/status.ts";
import { coinPath, coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { deposits } from "../../store/entities/deposit.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { paymentStatus, payments } from "../../store/entities/payment.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { selfOf } from "../roots.ts";

/** So long after a restore, in milliseconds, the exchange is asked; by then every device alive has told by itself. */
const concern = 30 * 24 * 60 * 60_000;

/** A plan that may have taken of coins, and is not known to be over. */
export interface OpenPlan {
  readonly coins: readonly string[];
  /** Who carries it out. */
  readonly runner: string | undefined;
  /** Seconds. */
  readonly plannedAt: number | undefined;
}

/** A restore, as the device that was restored remembers it; milliseconds. */
export interface Restored {
  readonly device: string;
  readonly at: number;
}

/** A coin that is to be asked for, or was already. */
export interface UncertainCoin {
  readonly key: string;
  readonly exchange: string;
  /** When the exchange told of it, since the restore; milliseconds. */
  readonly heardAt: number | undefined;
}

/** Names of the coins of plans that others made before the restore. What this device plans it knows. */
export function uncertainIn(plans: readonly OpenPlan[], { device, at }: Restored): readonly string[] {
  const doubtful = plans.filter(({ runner, plannedAt = 0 }) => runner !== device && plannedAt * 1000 <= at);
  return [...new Set(doubtful.flatMap((plan) => plan.coins))];
}

/** Tables that {@link uncertainCoins} reads. */
export const uncertainReads: readonly string[] = [
  ...["self", "purchases", "deposits", "payments", "refreshes"],
  ...["coins", "denominations", "exchanges"],
];

/** Of this device as it is now; none when it was not restored lately. Exchanges that are switched off are left alone. */
export async function uncertainCoins(env: Env): Promise<readonly UncertainCoin[]> {
  const { db, now } = env;
  const { adopted, root, device } = await selfOf(db);
  if (adopted?.root !== root || now() - adopted.at > concern) return [];
  const names = uncertainIn(await openPlans(env), { device, at: adopted.at });
  if (names.length === 0) return [];
  const rows = (await db.of(coins).bulkGet([...names])).flatMap((row) => (row?.facts.sig === undefined ? [] : [row]));
  const kinds = await db.of(denominations).bulkGet(rows.map(({ key }) => coinPath(key).denom));
  const off = new Set((await db.of(exchanges).toArray()).filter(isSuspended).map(({ key }) => key));
  return rows.flatMap(({ key, facts: { heardAt = 0 } }, index) => {
    const exchange = kinds[index]?.facts.exchange;
    if (exchange === undefined || off.has(exchange)) return [];
    return [{ key, exchange, heardAt: heardAt < adopted.at ? undefined : heardAt }];
  });
}

/** Names of those that the exchange has not told of yet. */
export async function coinsBeingChecked(env: Env): Promise<ReadonlySet<string>> {
  const all = await uncertainCoins(env);
  return new Set(all.filter(({ heardAt }) => heardAt === undefined).map(({ key }) => key));
}

async function openPlans(env: Env): Promise<readonly OpenPlan[]> {
  const { db } = env;
  const melts = await db.of(refreshes).where("ix.open").anyOf("planned", "melted").toArray();
  const ours = melts.map(({ facts: { coin, runner, plannedAt } }) => ({
    coins: [coin],
    runner: runner?.value,
    plannedAt,
  }));
  return [...ours, ...(await openPayments(env))];
}

async function openPayments({ db }: Env): Promise<readonly OpenPlan[]> {
  const paid = await db.of(purchases).where("ix.open").anyOf("paying", "aborting").toArray();
  const sent = await db.of(deposits).where("ix.open").anyOf("sending", "aborting").toArray();
  const runnerByContract = new Map([...paid, ...sent].map(({ key, facts }) => [key, facts.runner?.value]));
  if (runnerByContract.size === 0) return [];
  const plans = await db
    .of(payments)
    .where("ix.contract")
    .anyOf([...runnerByContract.keys()])
    .toArray();
  return plans
    .filter((plan) => paymentStatus(plan) === "pending")
    .map(({ facts: { contract, parts, plannedAt } }) => ({
      coins: parts.map(({ coin }) => coin),
      runner: runnerByContract.get(contract),
      plannedAt,
    }));
}
