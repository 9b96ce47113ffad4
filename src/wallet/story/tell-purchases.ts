/** Many purchases told at once: what was bought, what it cost, what came back. */
import type { ProblemCode } from "../../api/problems.ts";
import type { Transaction, Trouble } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { coinPath } from "../../store/entities/coin.ts";
import { type Purchase, purchaseStatus } from "../../store/entities/purchase.ts";
import { type Amount, compare, isZero, subtract } from "../../taler/amount.ts";
import { type ContractTerms, fulfillmentOf } from "../../taler/contract-terms.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { merchantCodes } from "../../taler/merchant-api.ts";
import { statusGone } from "../../taler/pay-refusal.ts";
import { contractOf } from "../pay/claim.ts";
import { costsOf, type Spent } from "../pay/purchase-costs.ts";
import { troubleOf } from "../trouble.ts";
import { type Begun, firstEnd, turnsOf } from "../whose-turn.ts";
import { type Beside, besideEach, questionAboutChange } from "./beside.ts";
import { purchaseSteps } from "./steps.ts";
import { paidIn } from "./summed.ts";
import type { Told } from "./teller.ts";

/** As of one moment, in the order of the rows. */
export async function tellPurchases(env: Env, rows: readonly Purchase[]): Promise<readonly Told[]> {
  const beside = await besideEach(env, rows, ({ key }) => `purchase:${key}`);
  const turns = await turnsOf(env);
  return Promise.all(
    rows.map(async (row, index) => {
      const around = beside[index] as Beside;
      const isElsewhere = turns(begunBy(row)) > env.now();
      return tell(row, { ...around, isElsewhere }, await questionAboutChange(env, around));
    }),
  );
}

/** Nothing can be paid after the deadline: shortly before it nobody waits for a silent device any more. */
function begunBy({ facts: { runner, acceptedAt, contract } }: Purchase): Begun {
  const { pay_deadline: deadline } = contractOf(contract).terms;
  return { runner: runner?.value, since: acceptedAt, lastChance: firstEnd([deadline]) };
}

/** With whether another device is still expected to do it: one that is retired or lost is not. */
type Around = Beside & { readonly isElsewhere: boolean };

function tell(row: Purchase, beside: Around, question: Transaction["question"]): Told {
  const { key, facts } = row;
  const { terms } = contractOf(facts.contract);
  const status = purchaseStatus(row);
  const { effective, fees, refunded, isAllBack, twice, costs } = facts.summary
    ? paidIn(facts.summary)
    : costsOf(row, terms, beside);
  const isOpen = status === "paying" || status === "aborting";
  const isUntold = status === "aborted" && compare(effective, fees) > 0;
  const isRunner = facts.runner === undefined || facts.runner.value === beside.device;
  const trouble = (isOpen ? troubleOf(beside.retry) : undefined) ?? (isUntold ? undefined : refusalOf(row));
  const transaction: Transaction = {
    id: key,
    kind: "payment",
    state: isOpen ? "working" : status === "paid" || isUntold ? "done" : "aborted",
    ...(isOpen && { waitsFor: beside.isElsewhere ? ("otherDevice" as const) : ("shop" as const) }),
    effective,
    instructed: isUntold ? subtract(effective, fees) : terms.amount,
    fees,
    costs,
    at: (facts.acceptedAt ?? 0) * 1000,
    exchange: facts.summary?.exchange ?? exchangePaying(beside),
    shop: { ...shopOf(row, terms, refunded, twice), ...(isAllBack && { isAllBack }), ...(isUntold && { isUntold }) },
    ...(question && { question }),
    steps: purchaseSteps(row, beside.payments, isUntold ? "untold" : isZero(twice) ? "back" : "kept"),
    canAbort: status === "paying",
    canTakeOver: isOpen && !isRunner,
    canGoOnWithoutBackup: false,
    ...(trouble && { trouble }),
  };
  return { transaction };
}

function shopOf(
  { facts }: Purchase,
  terms: ContractTerms,
  refunded: Amount,
  twice: Amount,
): NonNullable<Transaction["shop"]> {
  const goal = fulfillmentOf(terms);
  const { paid } = facts;
  return {
    name: terms.merchant.name,
    url: facts.merchant,
    summary: terms.summary,
    orderId: facts.orderId,
    ...(paid && goal.kind === "page" && { page: goal.url }),
    ...(paid && goal.kind === "message" && { message: goal.text }),
    ...(paid?.pos !== undefined && { confirmation: paid.pos }),
    ...(!isZero(refunded) && { refunded }),
    ...(!isZero(twice) && { twice }),
  };
}

/** Why the shop did not take it; undefined for what is paid, called off by the user, or ended by another device. */
function refusalOf(row: Purchase): Trouble | undefined {
  const [first] = (row.facts.refusals ?? []).toSorted((a, b) => a.at - b.at);
  if (first === undefined || first.code === errorCodes.coinInsufficientFunds || row.facts.paid) return undefined;
  return { code: problemByRefusal.get(first.code) ?? "paymentRefused", since: first.at * 1000 };
}

const problemByRefusal: ReadonlyMap<number, ProblemCode> = new Map([
  [merchantCodes.alreadyPaid, "orderPaid"],
  [merchantCodes.payDeadlineOver, "contractExpired"],
  [merchantCodes.orderUnknown, "orderUnknown"],
  [statusGone, "orderGone"],
]);

/** The first coin's; a payment with coins of several exchanges is rare. */
export const exchangePaying = ({
  payments: plans,
  denominations: kinds,
}: Pick<Spent, "payments" | "denominations">): string => {
  const coin = plans[0]?.facts.parts[0]?.coin;
  return (coin && kinds.get(coinPath(coin).denom)?.exchange) || "";
};
