/** Looking at what it takes to send money to a bank account, before anything happens. */
import type { DepositOffer } from "../../api/deposit-views.ts";
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { spendableExchange } from "../../exchange/ready.ts";
import { isSuspended } from "../../exchange/status.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Exchange, exchanges } from "../../store/entities/exchange.ts";
import { add, sum } from "../../taler/amount.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import { styleOf } from "../currency-style.ts";
import { candidatesIn, type Market, marketAt, type Purse, purseOf } from "../pay/choose-payment.ts";
import { amountOf } from "../withdraw/look.ts";
import { accountIn, bankAccountOf, knownAccounts, wireFeeFor } from "./bank-account.ts";
import { chooseDeposit, type DepositWish } from "./choose-deposit.ts";

/** As the page asks; what is missing is still to be typed. */
export interface DepositQuestion {
  readonly exchange?: string | undefined;
  readonly account?: string | undefined;
  readonly owner?: string | undefined;
  readonly amount?: string | undefined;
  readonly isAll?: boolean | undefined;
}

/** Takes nothing. Throws `notEnoughMoney` when no exchange owes this wallet anything, and what is wrong with the account. */
export async function lookAtDeposit(env: Env, question: DepositQuestion): Promise<DepositOffer> {
  const urls = await exchangesOfCoins(env);
  const url = question.exchange ?? urls[0];
  if (url === undefined || !urls.includes(url)) throw new WalletError("notEnoughMoney");
  const { row } = await spendableExchange(env, url);
  const market = await marketAt(env, url);
  const purse = await purseOf(env.db, market);
  const currency = row.facts.currency?.value ?? "";
  const style = styleOf(row);
  const account = typedAccount(question);
  return {
    exchange: url,
    exchanges: urls,
    currency,
    available: sum(
      currency,
      candidatesIn(purse, market).map(({ left }) => left),
    ),
    known: [...(await knownAccounts(env, url))],
    ...(account !== undefined && { account: bankAccountOf(account) }),
    ...costs(env, row, { purse, market }, account, wishOf(question, currency)),
    begun: env.now(),
    ...(style && { style }),
  };
}

function typedAccount({ account = "", owner = "" }: DepositQuestion): string | undefined {
  return account.trim() === "" ? undefined : accountIn(account, owner);
}

/** What the page asks for; undefined while it is still to be typed. Throws `badInput`, `wrongCurrency`. */
export function wishOf({ amount, isAll }: DepositQuestion, currency: string): DepositWish | undefined {
  if (isAll === true) return "everything";
  const arrives = amountOf(amount, currency);
  return arrives === undefined ? undefined : { arrives };
}

function costs(
  env: Env,
  exchange: Exchange,
  { purse, market }: { readonly purse: Purse; readonly market: Market },
  account: string | undefined,
  wish: DepositWish | undefined,
): Pick<DepositOffer, "state" | "missing" | "arrives" | "total" | "coinFees" | "wireFee"> {
  if (account === undefined) return { state: "open" };
  const wireFee = wireFeeFor(exchange, account, seconds(env.now()));
  if (wish === undefined) return { state: "open", wireFee };
  const choice = chooseDeposit(purse, market, wish, wireFee);
  if (!("parts" in choice)) {
    return choice.missing === undefined ? { state: "tooSmall" } : { state: "tooLittle", missing: choice.missing };
  }
  const { arrives, amount, coinFees } = choice;
  return { state: "payable", arrives, total: add(amount, coinFees), coinFees, wireFee };
}

/** Where coins can be spent, the exchange with the most of them first; those that are switched off come last. */
async function exchangesOfCoins({ db, now }: Env): Promise<string[]> {
  const rows = await db.of(exchanges).toArray();
  const known = new Map(rows.map((row) => [row.key, isSuspended(row) ? 1 : 0]));
  const kinds = (await db.of(denominations).toArray()).filter(({ facts }) =>
    isBefore(seconds(now()), facts.expireDeposit),
  );
  const countByUrl = new Map<string, number>();
  for (const { key, facts } of kinds) {
    const count = known.has(facts.exchange) ? await db.of(coins).where("ix.fresh").equals(key).count() : 0;
    if (count > 0) countByUrl.set(facts.exchange, count + (countByUrl.get(facts.exchange) ?? 0));
  }
  const off = (url: string) => known.get(url) ?? 0;
  return [...countByUrl].sort(([x, a], [y, b]) => off(x) - off(y) || b - a).map(([url]) => url);
}
