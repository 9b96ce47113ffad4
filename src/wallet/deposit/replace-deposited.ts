/** A deposit goes on without a coin that was spent elsewhere: others take its place, or less arrives. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { type Deed, learn } from "../../store/deed.ts";
import { coinPath, coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import type { Deposit } from "../../store/entities/deposit.ts";
import { type Payment, paymentStatus, payments } from "../../store/entities/payment.ts";
import { decide } from "../../store/save.ts";
import { type Amount, compare, currencyOf, isZero, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import { seconds } from "../../taler/time.ts";
import { chooseCoins } from "../coins/coins.plan.ts";
import { hearCoin } from "../coins/hear-coin.ts";
import { candidatesIn, type Market, marketAt, type Purse, purseIn } from "../pay/choose-payment.ts";
import { depositDeeds, partsOf, spendBy } from "../pay/payment-deeds.ts";

type Part = Payment["facts"]["parts"][number];

/**
 * The exchange says that this coin holds too little. Only the coin's own history is believed: throws `coinContested`
 * when it does not say so.
 */
export async function replaceSpent(env: Env, deposit: Deposit, payment: Payment, spent: Part): Promise<void> {
  const { key, facts } = deposit;
  const story = await hearCoin(env, spent.coin);
  if (compare(story.leftBut(`p:${key}`), spent.amount) >= 0) throw new WalletError("coinContested", "deposit");
  const market = await marketAt(env, facts.exchange);
  const now = seconds(env.now());
  await decide(env.db, [coins, denominations, payments], async (sight) => {
    const known = await sight.where(payments, "contract", key);
    const old = known.find((one) => one.key === payment.key);
    if (!old || paymentStatus(old) !== "pending") return {};
    const purse = await purseIn(sight, market);
    const kept = old.facts.parts.filter(({ coin }) => coin !== spent.coin);
    const taken = known.filter((one) => paymentStatus(one) !== "dropped").flatMap((one) => one.facts.parts);
    const others = replacements(purse, market, taken, spent);
    return { deeds: [...over(key, old, kept, now), ...[kept, others].flatMap((parts) => plan(key, parts, now))] };
  });
}

const plan = (contract: string, parts: readonly Part[], now: number): Deed[] =>
  parts.length === 0 ? [] : depositDeeds(contract, [...parts], now);

/** The old plan is over; the coin that is not kept was shown to the exchange. */
function over(contract: string, old: Payment, kept: readonly Part[], now: number): Deed[] {
  const gone = old.facts.parts.filter((part) => !kept.includes(part));
  return [
    learn(payments, old.key, { droppedAt: now }),
    ...gone.map(({ coin }) => learn(coins, coin, { freed: [spendBy(contract, old.key, "d")], shownAt: now })),
  ];
}

/** Coins that bring what the spent one was to bring; none when there are too few. */
function replacements(purse: Purse, market: Market, taken: readonly Part[], spent: Part): readonly Part[] {
  const brought = broughtBy(purse, spent);
  if (isZero(brought)) return [];
  const candidates = candidatesIn(purse, market, taken);
  const maxFee = zero(currencyOf(brought));
  const choice = chooseCoins({ amount: brought, maxFee, candidates, exchanges: market.exchanges });
  return "why" in choice ? [] : partsOf(choice);
}

function broughtBy({ denominations: kinds }: Purse, { coin, amount }: Part): Amount {
  const kind = kinds.find(({ key }) => key === coinPath(coin).denom);
  const none = zero(currencyOf(amount));
  return (kind && subtractOrUndefined(amount, sum(currencyOf(amount), [kind.facts.feeDeposit]))) ?? none;
}
