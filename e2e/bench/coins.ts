/** How fast coins are chosen in a wallet that has very many of them. */
import { type Amount, amount } from "../../src/taler/amount.ts";
import { chooseCoins } from "../../src/wallet/coins/coins.plan.ts";
import { chanceFrom, fractionOf } from "../sandbox/chance.ts";
import { usualKinds } from "../sandbox/exchange/denominations.ts";
import { perSecond } from "./stopwatch.ts";

const coins = 10_000;
const generations = 20;
const url = "https://exchange.test/";

/** Payments per second, of prices from 0.01 to 100 with all fees on the payer, out of ten thousand coins. */
export async function coinChoicePerSecond(): Promise<number> {
  const chance = chanceFrom("coin choice");
  const kinds = usualKinds("KUDOS").filter(({ cipher }) => cipher === "RSA");
  const denominations = Array.from({ length: generations }, (_, generation) =>
    kinds.map(({ value, fees }) => ({
      left: value,
      denomination: {
        exchange: url,
        feeDeposit: fees.deposit,
        feeRefresh: fees.refresh,
        expireDeposit: generation,
      },
    })),
  ).flat();
  const candidates = Array.from({ length: coins }, (_, number) => {
    const kind = denominations[number % denominations.length];
    if (kind === undefined) throw new Error("no denominations");
    const { left, denomination } = kind;
    // One in ten was made by another device.
    return { key: `coin ${number}`, left, denomination, isOwn: number % 10 > 0 };
  });
  const changeInto = kinds.map(({ value, fees }) => ({ value, feeWithdraw: fees.withdraw }));
  const prices: Amount[] = Array.from({ length: 1000 }, () => {
    const hundredths = 1 + Math.floor(fractionOf(chance) * 10_000);
    return amount.parse(`KUDOS:${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`);
  });
  const maxFee = amount.parse("KUDOS:0");
  return perSecond((round) => {
    const price = prices[round % prices.length] ?? maxFee;
    chooseCoins({ amount: price, maxFee, candidates, exchanges: [{ url, changeInto }] });
  });
}
