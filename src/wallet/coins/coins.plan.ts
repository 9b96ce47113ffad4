/** Which coins pay a price: the cheapest that will do, at most one of them spent in part. */
import { type Amount, currencyOf, ofUnits, subtract, unitsOf, zero } from "../../taler/amount.ts";
import { mostCoinsInPayment } from "../../taler/merchant-api.ts";
import {
  type AcceptedExchange,
  type Candidate,
  changeAmounts,
  kindsOf,
  type Pile,
  type PileKind,
  pileUp,
  type Scale,
  scaleFor,
  takeFrom,
} from "./coin-piles.ts";
import { compareFinds, type Find, searchCoins } from "./coin-search.ts";

export interface CoinQuestion {
  readonly amount: Amount;
  /** So much of the deposit fees the merchant bears. */
  readonly maxFee: Amount;
  /** Coins of other exchanges or currencies are passed over. Of coins that are alike the first are taken. */
  readonly candidates: readonly Candidate[];
  readonly exchanges: readonly AcceptedExchange[];
}

export interface CoinChoice {
  /** What of each coin; its deposit fee is part of it. */
  readonly parts: readonly { readonly key: string; readonly contribution: Amount }[];
  /** The one coin on which something is left. */
  readonly changeKey?: string;
  readonly change: Amount;
  /** All deposit fees, whoever bears them. */
  readonly depositFees: Amount;
  /** What the payer bears of them: all contributions are this much more than the price. */
  readonly customerFees: Amount;
  /** What making new coins of the change will cost: fees, and what is too small for any coin. */
  readonly refreshCost: Amount;
}

/**
 * `noCoins`: none of an accepted exchange · `exchangeLimit`: the merchant takes less than the price from each exchange ·
 * `tooManyCoins`: enough, but in more coins than a merchant takes at once · `tooLittle`: that much more is needed.
 */
export interface CoinShortage {
  readonly why: "noCoins" | "exchangeLimit" | "tooManyCoins" | "tooLittle";
  readonly missing: Amount;
}

/** More coins than this are spent only if it cannot be done with fewer, however little they would cost. */
const fewCoins = 32;

/**
 * Coins that no other device is at home with, if up to 32 of them suffice; else as few of others as cost little enough
 * (`kindsOf`). Coins of one exchange if possible, else of several. Within these the payer's costs decide: deposit fees
 * that the merchant does not bear, and what the change loses; then the number of coins, then the change. Of coins that
 * cost the same those go first that expire sooner.
 * Throws a RangeError when the amounts differ so much in size that they cannot be counted in one unit.
 * Source: GNU Taler merchant API, coin selection and fees.
 */
export function chooseCoins(question: CoinQuestion): CoinChoice | CoinShortage {
  const { amount, maxFee, candidates } = question;
  const exchanges = question.exchanges.filter(
    ({ maxContribution: limit }) => limit === undefined || unitsOf(amount) <= unitsOf(limit),
  );
  const piles = pileUp(currencyOf(amount), candidates, new Set(exchanges.map(({ url }) => url)));
  const own = piles.flatMap((one) => [one.left, one.feeDeposit, one.feeRefresh]);
  const scale = scaleFor([amount, maxFee, ...own, ...changeAmounts(exchanges)]);
  const kinds = kindsOf(piles, exchanges, scale);
  const apart = exchanges.map(({ url }) => kinds.filter(({ pile }) => pile.exchange === url));
  const best =
    cheapest(apart.map(ours), question, scale, fewCoins) ??
    cheapest(apart, question, scale) ??
    cheapest([kinds], question, scale);
  return best ? settle(best, question, scale) : shortage(question, exchanges, piles);
}

const ours = (kinds: readonly PileKind[]): readonly PileKind[] => kinds.filter(({ pile }) => pile.isOwn);

function cheapest(
  pools: readonly (readonly PileKind[])[],
  question: CoinQuestion,
  scale: Scale,
  mostCoins = mostCoinsInPayment,
): Payment | undefined {
  const found = pools.flatMap((pool) => payFrom(pool, question, scale, mostCoins) ?? []);
  return found.sort((a, b) => compareFinds(a.find, b.find))[0];
}

interface Payment {
  readonly pool: readonly PileKind[];
  readonly find: Find;
}

function payFrom(
  pool: readonly PileKind[],
  { amount, maxFee }: CoinQuestion,
  scale: Scale,
  mostCoins: number,
): Payment | undefined {
  const goal = { price: scale.toNumber(amount), maxFee: scale.toNumber(maxFee) };
  // Where as many of ours are like them as may be taken, others' coins are good for nothing.
  const few = pool.filter(({ pile }) => pile.alike < fewCoins);
  const find = searchCoins(few, { ...goal, mostCoins: fewCoins });
  if (find) return { pool: few, find };
  const many = mostCoins > fewCoins ? searchCoins(pool, { ...goal, mostCoins }) : undefined;
  return many && { pool, find: many };
}

/** The find as amounts of money, coin by coin. */
function settle({ pool, find }: Payment, { amount }: CoinQuestion, scale: Scale): CoinChoice {
  const money = (number: number) => ofUnits(currencyOf(amount), scale.toUnits(number));
  const counts = new Map(find.picks);
  const parts: { key: string; contribution: Amount }[] = [];
  let [paid, fees, refreshCost] = [0, 0, 0];
  let changeKey: string | undefined;
  for (const [index, { pile, left, feeDeposit, lossOf }] of pool.entries()) {
    const whole = counts.get(index) ?? 0;
    const part = find.part?.kind === index ? find.part : undefined;
    // The last one keeps the change: of all that are taken it expires last.
    for (const [place, { key }] of takeFrom(pile, whole + (part ? 1 : 0)).entries()) {
      const isPart = part !== undefined && place === whole;
      const contribution = isPart ? part.paid : left;
      parts.push({ key, contribution: money(contribution) });
      paid += contribution;
      fees += feeDeposit;
      if (isPart && contribution < left) [changeKey, refreshCost] = [key, lossOf(left - contribution)];
    }
  }
  return {
    parts,
    ...(changeKey !== undefined && { changeKey }),
    change: money(find.change),
    depositFees: money(fees),
    customerFees: subtract(money(paid), amount),
    refreshCost: money(refreshCost),
  };
}

function shortage(
  question: CoinQuestion,
  exchanges: readonly AcceptedExchange[],
  piles: readonly Pile[],
): CoinShortage {
  const { amount, maxFee } = question;
  if (exchanges.length < question.exchanges.length && piles.length === 0)
    return { why: "exchangeLimit", missing: amount };
  if (piles.length === 0) return { why: "noCoins", missing: amount };
  const total = (each: (pile: Pile) => Amount) =>
    piles.reduce((all, pile) => all + unitsOf(each(pile)) * BigInt(pile.count), 0n);
  const fees = total(({ feeDeposit }) => feeDeposit) - unitsOf(maxFee);
  const missing = unitsOf(amount) + (fees > 0n ? fees : 0n) - total(({ left }) => left);
  if (missing <= 0n) return { why: "tooManyCoins", missing: zero(currencyOf(amount)) };
  return { why: "tooLittle", missing: ofUnits(currencyOf(amount), missing) };
}
