/** Many purchases told at once: what was bought, what it cost, what came back. */
import type { ProblemCode } from "../../api/problems.ts";
import type { Transaction, Trouble } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { type Coin, coinPath, coins } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { type Payment, payments } from "../../store/entities/payment.ts";
import { type Purchase, purchaseStatus } from "../../store/entities/purchase.ts";
import { type Refresh, refreshes } from "../../store/entities/refresh.ts";
import type { Ghost, Retry } from "../../store/self.ts";
import { type Amount, currencyOf, isZero } from "../../taler/amount.ts";
import { type ContractTerms, fulfillmentOf } from "../../taler/contract-terms.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { merchantCodes } from "../../taler/merchant-api.ts";
import { statusGone } from "../../taler/pay-refusal.ts";
import { ghostsOf } from "../coins/coin-rest.ts";
import { contractOf } from "../pay/claim.ts";
import { costsOf } from "../pay/purchase-costs.ts";
import { questionOf } from "../refresh/refresh.ts";
import { isHeldUp } from "../refresh/refresh-job.ts";
import { selfOf } from "../roots.ts";
import { troubleOf } from "../trouble.ts";
import { questionIn } from "./question-view.ts";
import { purchaseSteps } from "./steps.ts";
import type { Told } from "./teller.ts";

/** What must be known beside a purchase, or a deposit, to tell it. */
export interface Beside {
  readonly payments: readonly Payment[];
  readonly coins: readonly Coin[];
  readonly refreshes: readonly Refresh[];
  readonly denominations: ReadonlyMap<string, Denomination["facts"]>;
  readonly ghosts: readonly Ghost[];
  readonly retry: Retry | undefined;
  readonly device: string;
}

/** As of one moment, in the order of the rows. */
export async function tellPurchases(env: Env, rows: readonly Purchase[]): Promise<readonly Told[]> {
  const { db } = env;
  const tables = [
    db.of(payments),
    db.of(coins),
    db.of(denominations),
    db.of(refreshes),
    db.self,
    db.retries,
    db.ghosts,
  ];
  const beside = await db.transaction("r", tables, () =>
    Promise.all(rows.map((row) => besideOf(env, row.key, `purchase:${row.key}`))),
  );
  return Promise.all(
    rows.map(async (row, index) => {
      const around = beside[index] as Beside;
      return tell(row, around, await questionAboutChange(env, around));
    }),
  );
}

/** The same for all that is paid with coins: `retryId` names the task that works on it. */
export async function besideOf({ db }: Env, key: string, retryId: string): Promise<Beside> {
  const plans = await db.of(payments).where("ix.contract").equals(key).toArray();
  const names = [...new Set(plans.flatMap(({ facts }) => facts.parts.map(({ coin }) => coin)))];
  const own = (await db.of(coins).bulkGet(names)).flatMap((row) => row ?? []);
  const melts = await db.of(refreshes).where("ix.coin").anyOf(names).toArray();
  const hashes = [...names.map((name) => coinPath(name).denom), ...melts.flatMap(({ facts }) => facts.denoms)];
  const kinds = (await db.of(denominations).bulkGet([...new Set(hashes)])).flatMap((row) => row ?? []);
  return {
    payments: plans,
    coins: own,
    refreshes: melts,
    denominations: new Map(kinds.map((kind) => [kind.key, kind.facts])),
    ghosts: (await Promise.all(names.map((name) => ghostsOf(db, name)))).flat(),
    retry: await db.retries.get(retryId),
    device: (await selfOf(db)).device,
  };
}

/** What an exchange wants to know before it makes change of one of the coins. */
export async function questionAboutChange(env: Env, { refreshes: melts }: Beside): Promise<Transaction["question"]> {
  const held = melts.find(isHeldUp);
  if (!held) return undefined;
  const { exchange, fact, priv } = await questionOf(env, held);
  const currency = currencyOf(held.facts.amount);
  return questionIn(env, { exchange, fact, key: textOf(publicKeyOf(priv)), currency });
}

function tell(row: Purchase, beside: Beside, question: Transaction["question"]): Told {
  const { key, facts } = row;
  const { terms } = contractOf(facts.contract);
  const status = purchaseStatus(row);
  const { effective, fees, refunded, isAllBack, twice, costs } = costsOf(row, terms, beside);
  const isOpen = status === "paying" || status === "aborting";
  const isRunner = facts.runner === undefined || facts.runner.value === beside.device;
  const trouble = (isOpen ? troubleOf(beside.retry) : undefined) ?? refusalOf(row);
  const transaction: Transaction = {
    id: key,
    kind: "payment",
    state: isOpen ? "working" : status === "paid" ? "done" : "aborted",
    ...(isOpen && { waitsFor: isRunner ? ("shop" as const) : ("otherDevice" as const) }),
    effective,
    instructed: terms.amount,
    fees,
    costs,
    at: (facts.acceptedAt ?? 0) * 1000,
    exchange: exchangeOf(beside),
    shop: { ...shopOf(row, terms, refunded, twice), ...(isAllBack && { isAllBack }) },
    ...(question && { question }),
    steps: purchaseSteps(row, beside.payments, !isZero(twice)),
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
const exchangeOf = ({ payments: plans, denominations: kinds }: Beside): string => {
  const coin = plans[0]?.facts.parts[0]?.coin;
  return (coin && kinds.get(coinPath(coin).denom)?.exchange) || "";
};
