/** Giving a deposit up: what was never sent is free, and of what was sent the exchange has to say whether it took it. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { type Deposit, deposits } from "../../store/entities/deposit.ts";
import type { Payment } from "../../store/entities/payment.ts";
import { save } from "../../store/save.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { seconds } from "../../taler/time.ts";
import { dropped } from "../pay/payment-deeds.ts";
import { sendDeposit } from "./deposit.ts";
import { askAboutCoin } from "./track-deposit.ts";

/**
 * An exchange takes all coins of a request or none, so it is asked about the first. What it has taken is on its way and
 * cannot be called back: then its receipt is fetched.
 */
export async function takeBack(env: Env, deposit: Deposit, payment: Payment): Promise<void> {
  const [first] = payment.facts.parts;
  if (payment.facts.sentAt !== undefined && first) {
    const reply = await askAboutCoin(env, deposit, first.coin, false);
    if (reply.status === 200 || reply.status === 202) return sendDeposit(env, deposit, payment);
    const isUnknown = reply.status === 404 && reply.error?.code === errorCodes.depositUnknown;
    if (!isUnknown) throw new WalletError("badAnswer", `the exchange answers ${reply.status} about a deposit`);
  }
  await save(env.db, ...dropped([payment], seconds(env.now()), "d"));
}

/** All coins are accounted for: the exchange has some of them, or none. */
export async function conclude(env: Env, { key }: Deposit, wasTaken: boolean): Promise<void> {
  const now = seconds(env.now());
  const end = wasTaken ? { takenAt: now } : { abortedAt: now, settledAt: now };
  await save(env.db, learn(deposits, key, end));
}
