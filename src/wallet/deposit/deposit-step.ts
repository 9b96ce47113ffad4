/** One step of a deposit; whatever happened before, the records tell what is next. */
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { type Deposit, deposits } from "../../store/entities/deposit.ts";
import { payments } from "../../store/entities/payment.ts";
import { save } from "../../store/save.ts";
import { seconds } from "../../taler/time.ts";
import { followUp, type OpenQuestion } from "../legitimize/legitimize.ts";
import { planChange } from "../pay/sweep.ts";
import { type DepositStep, nextDepositStep } from "./deposit.plan.ts";
import { sendDeposit } from "./deposit.ts";
import { termsOf } from "./deposit-terms.ts";
import { conclude, takeBack } from "./take-back.ts";
import { trackDeposit } from "./track-deposit.ts";

const plansOf = (env: Env, key: string) => env.db.of(payments).where("ix.contract").equals(key).toArray();

/** What is next for this deposit. */
export const nextOf = async (env: Env, deposit: Deposit): Promise<DepositStep> =>
  nextDepositStep(deposit, await plansOf(env, deposit.key));

/** Safe to repeat, and safe to die in. Returns what was done. */
export async function depositStep(env: Env, key: string): Promise<DepositStep["do"]> {
  const deposit = await env.db.of(deposits).get(key);
  if (!deposit) return "rest";
  const next = await nextOf(env, deposit);
  await perform(env, deposit, next);
  return next.do;
}

async function perform(env: Env, deposit: Deposit, next: DepositStep): Promise<void> {
  switch (next.do) {
    case "askIdentity":
      return save(env.db, learn(deposits, deposit.key, await followUp(env, await questionOf(env, deposit))));
    case "send":
      return sendDeposit(env, deposit, next.payment);
    case "takeBack":
      return takeBack(env, deposit, next.payment);
    case "conclude":
      return conclude(env, deposit, next.wasTaken);
    case "sweep":
      return sweepDeposit(env, deposit);
    case "track":
      return trackDeposit(env, deposit, await plansOf(env, deposit.key));
    case "rest":
      return;
  }
}

/** The question that holds a deposit up, as the merchant asks about it. */
export async function questionOf(env: Env, deposit: Deposit): Promise<OpenQuestion> {
  const { exchange, legitimization } = deposit.facts;
  return { exchange, fact: legitimization, priv: (await termsOf(env.db, deposit)).merchantPriv };
}

async function sweepDeposit(env: Env, { key }: Deposit): Promise<void> {
  await planChange(env, key, () => "change");
  await save(env.db, learn(deposits, key, { sweptAt: seconds(env.now()) }));
}
