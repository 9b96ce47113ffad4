/** How rarely two devices of one wallet want the same coin since coins have homes, what it would be without, and what it costs. */
import { type Amount, add, amount, multiply, ofUnits, subtract, unitsOf, zero } from "../../src/taler/amount.ts";
import type { Candidate } from "../../src/wallet/coins/coin-piles.ts";
import { type CoinChoice, chooseCoins } from "../../src/wallet/coins/coins.plan.ts";
import { type Chance, chanceFrom, fractionOf } from "../sandbox/chance.ts";
import { usualKinds } from "../sandbox/exchange/denominations.ts";
import { round } from "./stopwatch.ts";

const url = "https://exchange.test/";
const hour = 60 * 60;
const day = 24 * hour;

/** Payments of both devices in a day; each withdraws so much whenever the two together cannot pay. */
const paymentsPerDay = 8;
const topUp = amount.parse("KUDOS:50");
const none = zero("KUDOS");

/** By whose count the devices choose: with homes each leaves the coins of the other alone. */
type Manner = "homes" | "noHomes";

interface Coin extends Candidate {
  readonly home: number;
}

/** Coins that were spent, with what came of them, or money that came in. */
interface News {
  readonly spent: readonly string[];
  readonly made: readonly Coin[];
}

interface Outcome {
  readonly conflicts: number;
  readonly fees: Amount;
}

const kinds = usualKinds("KUDOS")
  .filter(({ cipher }) => cipher === "RSA")
  .map(({ value, fees }) => ({
    value,
    feeWithdraw: fees.withdraw,
    denomination: { exchange: url, feeDeposit: fees.deposit, feeRefresh: fees.refresh, expireDeposit: 1 },
  }));

/** Two devices over one exchange; each hears of the other when it looks at the backup. */
class Couple {
  conflicts = 0;
  fees = none;
  readonly #manner: Manner;
  readonly #chance: Chance;
  readonly #news: News[] = [];
  readonly #gone = new Set<string>();
  readonly #known = [new Map<string, Coin>(), new Map<string, Coin>()];
  readonly #heard = [0, 0];
  #made = 0;

  constructor(seed: string, manner: Manner) {
    this.#chance = chanceFrom(`${seed} coins`);
    this.#manner = manner;
  }

  look(me: number): void {
    const coins = this.#coinsOf(me);
    for (const { spent, made } of this.#news.slice(this.#heard[me])) {
      for (const coin of made) coins.set(coin.key, coin);
      for (const key of spent) coins.delete(key);
    }
    this.#heard[me] = this.#news.length;
  }

  /** Until it is paid: coins that turn out to be gone are replaced. Who has paid tells of it at once, and hears. */
  pay(me: number, price: Amount): void {
    let isContested = false;
    for (;;) {
      const choice = this.#choose(me, price);
      if (choice === undefined) {
        this.#news.push({ spent: [], made: this.#mint(me, topUp) });
        this.look(me);
        continue;
      }
      const lost = choice.parts.filter(({ key }) => this.#gone.has(key));
      if (lost.length === 0) {
        this.#spend(me, choice);
        break;
      }
      isContested = true;
      for (const { key } of lost) this.#coinsOf(me).delete(key);
    }
    if (isContested) this.conflicts += 1;
    this.look(me);
  }

  #choose(me: number, price: Amount): CoinChoice | undefined {
    const known = [...this.#coinsOf(me).values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    const candidates = known.map((coin) => ({ ...coin, isOwn: this.#manner === "noHomes" || coin.home === me }));
    const exchanges = [{ url, changeInto: kinds }];
    const choice = chooseCoins({ amount: price, maxFee: none, candidates, exchanges });
    return "parts" in choice ? choice : undefined;
  }

  #spend(me: number, { parts, changeKey, change, customerFees, refreshCost }: CoinChoice): void {
    const spent = parts.map(({ key }) => key);
    const old = changeKey === undefined ? undefined : this.#coinsOf(me).get(changeKey);
    for (const key of spent) this.#gone.add(key);
    const fee = old?.denomination.feeRefresh ?? none;
    const made = unitsOf(change) > unitsOf(fee) ? this.#mint(me, subtract(change, fee)) : [];
    this.#news.push({ spent, made });
    this.fees = add(this.fees, add(customerFees, refreshCost));
  }

  /** New coins for so much, the most valuable first, under names in no order. */
  #mint(home: number, budget: Amount): Coin[] {
    let rest = unitsOf(budget);
    return kinds.flatMap(({ value, feeWithdraw, denomination }) => {
      const count = Number(rest / unitsOf(add(value, feeWithdraw)));
      rest -= unitsOf(multiply(add(value, feeWithdraw), count));
      return Array.from({ length: count }, (): Coin => {
        this.#made += 1;
        const key = `${fractionOf(this.#chance)} ${this.#made}`;
        return { key, left: value, denomination, isOwn: true, home };
      });
    });
  }

  #coinsOf(me: number): Map<string, Coin> {
    const coins = this.#known[me];
    if (coins === undefined) throw new Error("there are two devices");
    return coins;
  }
}

/** Payments at random moments on either device, which otherwise looks at the backup every `gap` seconds. */
function live(seed: string, manner: Manner, gap: number, payments: number): Outcome {
  const chance = chanceFrom(seed);
  const couple = new Couple(seed, manner);
  const looks = [0, gap / 2];
  for (let [time, count] = [0, 0]; count < payments; count++) {
    time -= Math.log(1 - fractionOf(chance)) * (day / paymentsPerDay);
    for (const [me, next] of looks.entries()) {
      if (next > time) continue;
      // Nobody has paid since that look: all payments before this one were made when it was still to come.
      looks[me] = next + gap * Math.ceil((time - next) / gap || 1);
      couple.look(me);
    }
    const me = fractionOf(chance) < 0.5 ? 0 : 1;
    couple.pay(me, priceFrom(chance));
  }
  return couple;
}

/** Prices from 0.10 to 40, small ones more often. */
const priceFrom = (chance: Chance): Amount =>
  ofUnits(
    "KUDOS",
    BigInt(Math.round(10 * Math.exp(fractionOf(chance) * 6))) * (unitsOf(amount.parse("KUDOS:1")) / 100n),
  );

const lives = 4;
const paymentsEach = 500;

/**
 * For devices that look every two hours, and for those that are opened once a day: in how many of a thousand payments a
 * coin had to be replaced, and what all of them cost in fees, in KUDOS.
 */
export function homesFigures() {
  return Object.fromEntries(
    [2 * hour, day].map((gap) => {
      const outcomes = (["homes", "noHomes"] as const).map((manner) => {
        const all = Array.from({ length: lives }, (_, life) => live(`life ${life}`, manner, gap, paymentsEach));
        const conflicts = all.reduce((so, one) => so + one.conflicts, 0);
        const perThousand = (so: number) => round((so * 1000) / (lives * paymentsEach));
        const fees = all.reduce((so, one) => add(so, one.fees), none);
        return [manner, { conflicts: perThousand(conflicts), fees: perThousand(Number(fees.split(":")[1])) }] as const;
      });
      return [`every${gap / hour}h`, Object.fromEntries(outcomes)];
    }),
  );
}
