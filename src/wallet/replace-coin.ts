/** Paying with other coins when one was spent elsewhere: the others stay, since the merchant may have them already. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { learn } from "../store/deed.ts";
import { coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { type Payment, paymentStatus, payments } from "../store/entities/payment.ts";
import { type Purchase, purchases } from "../store/entities/purchase.ts";
import { decide } from "../store/save.ts";
import { compare } from "../taler/amount.ts";
import { seconds } from "../taler/time.ts";
import { choosePayment, marketFor, purseIn } from "./choose-payment.ts";
import { contractOf } from "./claim.ts";
import { hearCoin } from "./hear-coin.ts";
import { dropped, partsOf, paymentDeeds, spendBy } from "./payment-deeds.ts";

type Part = Payment["facts"]["parts"][number];

/**
 * The merchant says that the exchange says that this coin holds too little. Only the coin's own history is believed:
 * throws `coinContested` when it does not say so, `notEnoughMoney` when no other coins are there.
 */
export async function replaceCoin(env: Env, purchase: Purchase, payment: Payment, spent: Part): Promise<void> {
  const story = await hearCoin(env, spent.coin);
  if (compare(story.leftBut(`p:${purchase.key}`), spent.amount) >= 0) throw new WalletError("coinContested", "payment");
  const kept = payment.facts.parts.filter((part) => part !== spent);
  await chooseOthers(env, purchase, kept, payment);
}

/** No payment is under way any more, and none was taken: another is planned. */
export const chooseAgain = (env: Env, purchase: Purchase): Promise<void> => chooseOthers(env, purchase, []);

async function chooseOthers(env: Env, { key, facts }: Purchase, kept: readonly Part[], old?: Payment): Promise<void> {
  const contract = contractOf(facts.contract);
  const market = await marketFor(env, contract);
  const now = seconds(env.now());
  await decide(env.db, [coins, denominations, purchases, payments], async (sight) => {
    const known = await sight.where(payments, "contract", key);
    // Somebody else may have planned anew, or the old plan may have come true.
    const isStale = known.some((one) => paymentStatus(one) !== "dropped" && one.key !== old?.key);
    if (isStale || (old && paymentStatus((await sight.get(payments, old.key)) ?? old) !== "pending")) return {};
    const choice = choosePayment(contract, await purseIn(sight, market), market, kept);
    if ("why" in choice) throw new WalletError("notEnoughMoney", choice.missing);
    const parts = [...kept, ...partsOf(choice)];
    const session = old?.facts.session ?? facts.session?.value ?? "";
    return { deeds: [...over(old, kept, now), ...paymentDeeds(key, parts, session, now)] };
  });
}

/** The old plan is over; the coins that are not kept were shown to the merchant. */
function over(old: Payment | undefined, kept: readonly Part[], now: number) {
  if (!old) return [];
  const { contract, parts } = old.facts;
  const gone = parts.filter((part) => !kept.includes(part));
  return [
    learn(payments, old.key, { droppedAt: now }),
    ...gone.map(({ coin }) => learn(coins, coin, { freed: [spendBy(contract, old.key)], shownAt: now })),
  ];
}

/** Paid by one plan: the others for the same contract are over, and their coins are made new. */
export async function tidy(env: Env, others: readonly Payment[]): Promise<void> {
  const now = seconds(env.now());
  await decide(env.db, [payments, coins], () => ({ deeds: dropped(others, now) }));
}
