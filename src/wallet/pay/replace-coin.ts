/** Paying with other coins when some are spent elsewhere or revoked: the others stay, since the merchant may have them already. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { coinPath, coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Payment, paymentStatus, payments } from "../../store/entities/payment.ts";
import { type Purchase, purchases } from "../../store/entities/purchase.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { decide, save } from "../../store/save.ts";
import { type Amount, compare } from "../../taler/amount.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { seconds } from "../../taler/time.ts";
import { ghostsByPurpose } from "../coins/ghosts.ts";
import { hearCoin } from "../coins/hear-coin.ts";
import { choosePayment, marketFor, purseIn } from "./choose-payment.ts";
import { contractOf } from "./claim.ts";
import { dropped, partsOf, paymentDeeds, spendBy } from "./payment-deeds.ts";

type Part = Payment["facts"]["parts"][number];

/**
 * The merchant says that the exchange says that this coin holds too little. Only the coin's own history is believed:
 * throws `coinContested` when it does not say so, `notEnoughMoney` while change that would do is on its way. The
 * purchase is given up when there is nothing else to pay with.
 */
export async function replaceCoin(env: Env, purchase: Purchase, payment: Payment, spent: Part): Promise<void> {
  const story = await hearCoin(env, spent.coin);
  if (compare(story.leftBut(`p:${purchase.key}`), spent.amount) >= 0) throw new WalletError("coinContested", "payment");
  await replaceParts(env, purchase, payment, [spent], errorCodes.coinInsufficientFunds);
}

/**
 * Replaces coins that the exchange takes no more since it has revoked their denomination; what it took before stays
 * taken. False when there are none. Throws and ends as {@link replaceCoin}.
 */
export async function replaceRevoked(env: Env, purchase: Purchase, payment: Payment): Promise<boolean> {
  const revoked = new Set((await env.db.offers.toArray()).flatMap((offer) => offer.revoked ?? []));
  const endangered = payment.facts.parts.filter(({ coin }) => revoked.has(coinPath(coin).denom));
  const taken = payment.facts.sentAt === undefined ? [] : await deposited(env, purchase.key, endangered);
  const lost = endangered.filter((part) => !taken.includes(part));
  if (lost.length === 0) return false;
  await replaceParts(env, purchase, payment, lost, errorCodes.denominationRevoked);
  return true;
}

/** Plans another payment without these coins; with nothing else to pay with, `code` is why it is given up. */
async function replaceParts(
  env: Env,
  purchase: Purchase,
  payment: Payment,
  lost: readonly Part[],
  code: number,
): Promise<void> {
  const others = payment.facts.parts.filter((part) => !lost.includes(part));
  const missing = await chooseOthers(env, purchase, { kept: others }, payment);
  if (missing === undefined) return;
  // What the merchant has of the others stays; the rest of it may pay more than it was to pay at first.
  const taken = await deposited(env, purchase.key, others);
  const free = others.filter(({ coin }) => !taken.some((part) => part.coin === coin)).map(({ coin }) => coin);
  const stillMissing = await chooseOthers(env, purchase, { kept: taken, free }, payment);
  if (stillMissing === undefined) return;
  if (await isChangeComing(env)) {
    await letGo(env, payment);
    throw new WalletError("notEnoughMoney", stillMissing);
  }
  const at = seconds(env.now());
  await save(env.db, learn(purchases, purchase.key, { refusals: [{ code, at }], abortedAt: at }));
}

/** Ends a plan of which other devices have taken every coin: nobody shall count them as promised until there are others. */
async function letGo(env: Env, { key }: Payment): Promise<void> {
  const now = seconds(env.now());
  await decide(env.db, [payments], async (sight) => {
    const plan = await sight.get(payments, key);
    const ghostly = new Set((await sight.ghosts()).map(({ coin }) => coin));
    if (!plan || paymentStatus(plan) !== "pending") return {};
    return plan.facts.parts.every(({ coin }) => ghostly.has(coin)) ? { deeds: over(plan, [plan], [], now) } : {};
  });
}

/** No payment is under way any more, and none was taken: another is planned. */
export async function chooseAgain(env: Env, purchase: Purchase): Promise<void> {
  const missing = await chooseOthers(env, purchase, { kept: [] });
  if (missing !== undefined) throw new WalletError("notEnoughMoney", missing);
}

/** What the exchange has taken of these coins for this contract, by their histories. */
async function deposited(env: Env, contract: string, parts: readonly Part[]): Promise<Part[]> {
  const stories = await Promise.all(parts.map(({ coin }) => hearCoin(env, coin)));
  return parts.filter((_, index) => stories[index]?.taken.has(`p:${contract}`));
}

/** Of this device, or of another one that will tell of its new coins. */
const isChangeComing = async ({ db }: Env): Promise<boolean> =>
  (await db.of(refreshes).where("ix.open").anyOf("planned", "melted").count()) > 0 ||
  [...(await ghostsByPurpose(db)).keys()].some((purpose) => purpose.startsWith("m:"));

/** Parts that stay as they are, and coins of the payment so far that may give more or less than they were to give. */
interface Given {
  readonly kept: readonly Part[];
  readonly free?: readonly string[];
}

/** Plans another payment. Returns what is missing when the coins do not do. */
async function chooseOthers(
  env: Env,
  { key, facts }: Purchase,
  { kept, free = [] }: Given,
  old?: Payment,
): Promise<Amount | undefined> {
  const contract = contractOf(facts.contract);
  const market = await marketFor(env, contract);
  const now = seconds(env.now());
  let missing: Amount | undefined;
  await decide(env.db, [coins, denominations, purchases, payments], async (sight) => {
    const known = await sight.where(payments, "contract", key);
    // Somebody else may have planned anew, or the old plan may have come true.
    const isStale = known.some((one) => paymentStatus(one) !== "dropped" && one.key !== old?.key);
    if (isStale || (old && paymentStatus((await sight.get(payments, old.key)) ?? old) !== "pending")) return {};
    const own = await Promise.all(free.map((coin) => sight.get(coins, coin)));
    const choice = choosePayment(contract, await purseIn(sight, market, own), market, kept);
    if ("why" in choice) {
      missing = choice.missing;
      return {};
    }
    const parts = [...kept, ...partsOf(choice)];
    const session = old?.facts.session ?? facts.session?.value ?? "";
    return { deeds: [...(old ? over(old, known, parts, now) : []), ...paymentDeeds(key, parts, session, now)] };
  });
  return missing;
}

/** The old plan is over; what coins were to give by any plan, and give no more, is free: the merchant has seen it. */
function over(old: Payment, all: readonly Payment[], parts: readonly Part[], now: number) {
  const stays = ({ coin, amount }: Part) => parts.some((part) => part.coin === coin && part.amount === amount);
  const gone = all.flatMap(({ key, facts }) =>
    facts.parts.filter((part) => !stays(part)).map(({ coin }) => ({ coin, by: spendBy(facts.contract, key) })),
  );
  return [
    learn(payments, old.key, { droppedAt: now }),
    ...gone.map(({ coin, by }) => learn(coins, coin, { freed: [by], shownAt: now })),
  ];
}

/** Paid by one plan: the others for the same contract are over, and their coins are made new. */
export async function tidy(env: Env, others: readonly Payment[]): Promise<void> {
  const now = seconds(env.now());
  await decide(env.db, [payments, coins], () => ({ deeds: dropped(others, now) }));
}
