/** Accepting to send money to a bank account: coins are chosen, and nobody else gets them, in one transaction. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { spendableExchange } from "../../exchange/ready.ts";
import { type Deed, insert } from "../../store/deed.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { deposits } from "../../store/entities/deposit.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { payments } from "../../store/entities/payment.ts";
import { decide } from "../../store/save.ts";
import { add } from "../../taler/amount.ts";
import { seconds } from "../../taler/time.ts";
import { marketAt, purseIn } from "../pay/choose-payment.ts";
import { depositDeeds } from "../pay/payment-deeds.ts";
import { batchSize } from "../withdraw/choose.ts";
import { accountIn, wireFeeFor } from "./bank-account.ts";
import { chooseDeposit, type DepositChoice } from "./choose-deposit.ts";
import { depositKey } from "./deposit-terms.ts";
import { type DepositQuestion, wishOf } from "./look-deposit.ts";

/** What the user agreed to: when it was begun, what arrives and what leaves the wallet are those of the offer. */
export interface DepositAcceptance extends DepositQuestion {
  readonly exchange: string;
  readonly account: string;
  readonly begun: number;
  readonly arrives: string;
  readonly total: string;
}

/** Seconds in which all coins of a deposit are at the exchange, so that they go with one wire and one fee. */
const gathering = 15 * 60;

/** An offer is not older than this, in milliseconds; nor is it from the future. */
const longestOffer = 24 * 60 * 60_000;

/**
 * Makes the deposit and returns its name. The same offer accepted twice is one deposit. Throws `offerChanged` when it
 * would come to anything else than the user has seen, `notEnoughMoney`, `amountTooSmall`, and what is wrong with the
 * account; nothing was sent yet.
 */
export async function acceptDeposit(env: Env, wish: DepositAcceptance): Promise<string> {
  const { exchange, begun } = wish;
  if (Math.abs(env.now() - begun) > longestOffer) throw new WalletError("offerChanged");
  const account = accountIn(wish.account, wish.owner ?? "");
  const { row } = await spendableExchange(env, exchange);
  const currency = row.facts.currency?.value ?? "";
  const wanted = wishOf(wish, currency);
  if (wanted === undefined) throw new WalletError("badInput", "no amount");
  const now = seconds(env.now());
  const wireFee = wireFeeFor(row, account, now);
  const market = await marketAt(env, exchange);
  return decide<string>(env.db, [coins, denominations, deposits, exchanges, payments], async (sight) => {
    const { device, root } = sight.self;
    const same = (await sight.all(deposits)).find(({ facts }) => facts.begun === begun && facts.device === device);
    if (same) return { result: same.key };
    const choice = chooseDeposit(await purseIn(sight, market), market, wanted, wireFee);
    if (!("parts" in choice)) throw shortage(choice.missing);
    if (!isAgreed(wish, choice)) throw new WalletError("offerChanged");
    const named = { exchange, account, amount: choice.amount, device, begun };
    const key = depositKey(named);
    const facts = { ...named, wireFee, root, wireBy: now + gathering, acceptedAt: now, runner: device };
    const deeds = [
      insert(exchanges, exchange, { addedAt: now, usedAt: now }),
      insert(deposits, key, facts),
      ...plans(key, choice, now),
    ];
    return { deeds, result: key };
  });
}

/** Other coins may be here than when the user looked: whether what is sent, and what that costs, is still the same. */
const isAgreed = (seen: DepositAcceptance, { arrives, amount, coinFees }: DepositChoice): boolean =>
  seen.arrives === arrives && seen.total === add(amount, coinFees);

const shortage = (missing: string | undefined): WalletError =>
  missing === undefined ? new WalletError("amountTooSmall") : new WalletError("notEnoughMoney", missing);

/** Each plan is one request. */
function plans(key: string, { parts }: DepositChoice, now: number): Deed[] {
  const deeds: Deed[] = [];
  for (let start = 0; start < parts.length; start += batchSize) {
    deeds.push(...depositDeeds(key, parts.slice(start, start + batchSize), now));
  }
  return deeds;
}
