/** What a deposit cost, and what arrives of it; pure. */
import { coinPath, takenBy } from "../../store/entities/coin.ts";
import { type Deposit, depositStatus } from "../../store/entities/deposit.ts";
import type { Summary } from "../../store/spelling.ts";
import { type Amount, currencyOf, isZero, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import { bearerOf, dustOn, lostInChange, type Spent } from "../pay/purchase-costs.ts";
import { wireFeeOf } from "./deposit.plan.ts";

export interface DepositCosts {
  readonly effective: Amount;
  readonly instructed: Amount;
  readonly fees: Amount;
  readonly costs: Summary["costs"];
}

/** What it takes from the wallet, fees and all; what arrives of it. Whoever gave it up has lost nothing but fees. */
export function depositCosts(row: Deposit, beside: Spent): DepositCosts {
  const { key, facts } = row;
  const currency = currencyOf(facts.amount);
  const none = zero(currency);
  const isAborted = depositStatus(row) === "aborted";
  const taken = sum(
    currency,
    beside.coins.flatMap((coin) => takenBy(coin.facts).get(`d:${key}`) ?? []),
  );
  const brought = broughtBy(row, beside);
  const borne = beside.coins.filter((coin) => bearerOf(coin) === `d:${key}`);
  const refresh = sum(
    currency,
    borne.map((coin) => lostInChange(currency, coin, beside)),
  );
  const dust =
    facts.sweptAt === undefined
      ? none
      : sum(
          currency,
          borne.map((coin) => dustOn(currency, coin, beside)),
        );
  const arrives = subtractOrUndefined(brought, wireFeeOf(row)) ?? none;
  const wire = subtractOrUndefined(brought, arrives) ?? none;
  const deposit = subtractOrUndefined(taken, brought) ?? none;
  const costs = { deposit, wire, refresh, dust };
  return {
    effective: sum(currency, [taken, refresh, dust]),
    instructed: isAborted ? (subtractOrUndefined(facts.amount, facts.wireFee) ?? none) : arrives,
    fees: sum(currency, Object.values(costs)),
    costs: (["deposit", "wire", "refresh", "dust"] as const).flatMap((kind) =>
      isZero(costs[kind]) ? [] : { kind, amount: costs[kind] },
    ),
  };
}

/** What the exchange owes for the coins: what is taken of them less their fees. */
function broughtBy({ key, facts }: Deposit, { coins: own, denominations: kinds }: Spent) {
  const currency = currencyOf(facts.amount);
  const shares = own.flatMap((coin) => {
    const taken = takenBy(coin.facts).get(`d:${key}`);
    const fee = kinds.get(coinPath(coin.key).denom)?.feeDeposit;
    return taken && fee ? (subtractOrUndefined(taken, fee) ?? []) : [];
  });
  return sum(currency, shares);
}
