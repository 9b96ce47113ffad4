/** Money between the wallet and others: what comes in, what goes out, what comes back; read off what is under way. */
import type { MoneyPart } from "../../api/money-views.ts";
import type { Env } from "../../env/env.ts";
import { coinPath, coins, takenBy } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { depositStatus, deposits } from "../../store/entities/deposit.ts";
import { payments } from "../../store/entities/payment.ts";
import { purchaseStatus, purchases, stillAnnounced } from "../../store/entities/purchase.ts";
import { type Amount, currencyOf, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import type { Told } from "./teller.ts";

/** So much money is there. */
export interface PurseLine {
  readonly part: MoneyPart;
  readonly exchange: string;
  readonly amount: Amount;
}

/** `open`: what is known to be under way. `unsure`: coins of which the exchange has still to tell after a restore. */
export async function moneyMoving(
  env: Env,
  open: readonly Told[],
  unsure: ReadonlySet<string>,
): Promise<readonly PurseLine[]> {
  const spent = [...(await spentOnPurchases(env)), ...(await spentOnDeposits(env))];
  return [
    ...open.flatMap(linesOf),
    ...spent.map(({ coin, ...line }) => (coin !== undefined && unsure.has(coin) ? { ...line, part: checking } : line)),
    ...(await refundsAnnounced(env)),
  ];
}

const checking: MoneyPart = "checking";

/** Money that a coin holds. */
interface CoinLine extends PurseLine {
  readonly coin?: string;
}

/** What comes in: of a wire, of coins that the exchange replaces, of what another device does. */
function linesOf({ transaction: { kind, exchange }, coming, awaited }: Told): readonly PurseLine[] {
  const part = partByKind[kind];
  return [
    ...(part !== undefined && coming !== undefined ? [{ part, exchange, amount: coming }] : []),
    ...(awaited === undefined ? [] : [{ part: "unconfirmed" as const, exchange, amount: awaited }]),
  ];
}

const partByKind: Partial<Readonly<Record<Told["transaction"]["kind"], MoneyPart>>> = {
  withdrawal: "withdrawal",
  recoup: "recoup",
  ghost: "otherDevice",
};

async function spentOnPurchases(env: Env): Promise<readonly CoinLine[]> {
  const rows = await env.db.of(purchases).where("ix.open").anyOf("paying", "aborting").toArray();
  const lines = rows.map((row) =>
    takenFor(env, row.key, "p", purchaseStatus(row) === "paying" ? "payment" : "takenBack"),
  );
  return (await Promise.all(lines)).flat();
}

/** Once the exchange has taken the coins it owes the sum of them to the account. */
async function spentOnDeposits(env: Env): Promise<readonly CoinLine[]> {
  const rows = await env.db.of(deposits).where("ix.open").anyOf("sending", "aborting", "taken").toArray();
  const lines = rows.map(async (row) => {
    const { exchange, amount, wireFee } = row.facts;
    const status = depositStatus(row);
    if (status !== "taken") return takenFor(env, row.key, "d", status === "sending" ? "deposit" : "takenBack");
    return [{ part: "transfer" as const, exchange, amount: subtractOrUndefined(amount, wireFee) ?? amount }];
  });
  return (await Promise.all(lines)).flat();
}

/** What plans take of coins for this contract, less what came back. */
async function takenFor({ db }: Env, contract: string, purpose: "p" | "d", part: MoneyPart): Promise<CoinLine[]> {
  const plans = await db.of(payments).where("ix.contract").equals(contract).toArray();
  const names = [...new Set(plans.flatMap(({ facts }) => facts.parts.map(({ coin }) => coin)))];
  const rows = await db.of(coins).bulkGet(names);
  const kinds = await db.of(denominations).bulkGet(names.map((name) => coinPath(name).denom));
  return rows.flatMap((coin, index) => {
    const [kind, taken] = [kinds[index], coin && takenBy(coin.facts).get(`${purpose}:${contract}`)];
    if (!coin || !kind || taken === undefined) return [];
    const own = (coin.facts.refunds ?? []).filter((refund) => refund.contract === contract);
    const amount = subtractOrUndefined(taken, allOf(currencyOf(taken), own)) ?? zero(currencyOf(taken));
    return [{ part, exchange: kind.facts.exchange, amount, coin: coin.key }];
  });
}

const allOf = (currency: string, some: readonly { readonly amount: Amount }[]): Amount =>
  sum(
    currency,
    some.flatMap(({ amount }) => (currencyOf(amount) === currency ? [amount] : [])),
  );

/** Shops have promised it, and their exchange has not heard of it yet; with the exchange that the first coin came from. */
async function refundsAnnounced({ db }: Env): Promise<readonly PurseLine[]> {
  const rows = await db.of(purchases).where("ix.announced").equals("yes").toArray();
  const lines = rows.map(async ({ key, facts }) => {
    const amount = stillAnnounced(facts);
    const plan = await db.of(payments).where("ix.contract").equals(key).first();
    const coin = plan?.facts.parts[0]?.coin;
    const kind = coin === undefined ? undefined : await db.of(denominations).get(coinPath(coin).denom);
    return amount && kind ? [{ part: "refund" as const, exchange: kind.facts.exchange, amount }] : [];
  });
  return (await Promise.all(lines)).flat();
}
