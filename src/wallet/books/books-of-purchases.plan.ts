/** The books of payments and deposits: price, fees and money back, held against what coins gave; pure. */
import { type Deposit, depositStatus } from "../../store/entities/deposit.ts";
import { type Payment, paymentStatus } from "../../store/entities/payment.ts";
import { type Purchase, purchaseStatus } from "../../store/entities/purchase.ts";
import {
  type Amount,
  add,
  compare,
  currencyOf,
  isZero,
  subtract,
  subtractOrUndefined,
  sum,
  zero,
} from "../../taler/amount.ts";
import type { Contract } from "../../taler/check-contract.ts";
import { wireFeeOf } from "../deposit/deposit.plan.ts";
import { depositKey } from "../deposit/deposit-terms.ts";
import { contractIn } from "../pay/claim.ts";
import { keptPayment } from "../pay/pay.plan.ts";
import { paymentKey } from "../pay/payment-deeds.ts";
import type { Given } from "./books-of-coins.plan.ts";
import type { Ledger } from "./ledger.ts";

/** Books what coins gave for each contract: to whom it went, what of it were fees. */
export function checkPurchases(ledger: Ledger, givenByContract: ReadonlyMap<string, readonly Given[]>): void {
  const { rows, note, cleared } = ledger;
  const paymentsByContract = new Map<string, Payment[]>();
  for (const payment of rows.payments) {
    const { contract, parts } = payment.facts;
    if (paymentKey(contract, parts) !== payment.key) note("unreadable", payment.key, contract);
    paymentsByContract.set(contract, [...(paymentsByContract.get(contract) ?? []), payment]);
  }
  const known = new Set([...rows.purchases, ...rows.deposits].map(({ key }) => key));
  for (const contract of new Set([...paymentsByContract.keys(), ...givenByContract.keys()])) {
    if (known.has(contract)) continue;
    note("eventMissing", contract, contract);
    for (const given of givenByContract.get(contract) ?? []) bookGiven(ledger, given, "spent");
  }
  for (const purchase of rows.purchases) {
    if (cleared.contracts.has(purchase.key)) continue;
    const given = givenByContract.get(purchase.key) ?? [];
    checkPurchase(ledger, purchase, paymentsByContract.get(purchase.key) ?? [], given);
  }
  for (const deposit of rows.deposits)
    if (!cleared.contracts.has(deposit.key)) bookDeposit(ledger, deposit, givenByContract.get(deposit.key) ?? []);
}

/** What coins gave for an account of one's own: their fees and that of the wire stay with the exchange, the rest goes to the bank. */
function bookDeposit({ book, note }: Ledger, deposit: Deposit, given: readonly Given[]): void {
  const { key, facts } = deposit;
  if (depositKey(facts) !== key) note("unreadable", key, key);
  const status = depositStatus(deposit);
  const isTaken = status === "taken" || status === "wired";
  const none = zero(currencyOf(facts.amount));
  let total = none;
  for (const { exchange, taken, feeDeposit } of given) {
    const brought = subtractOrUndefined(taken, feeDeposit) ?? none;
    book.add(exchange, isTaken ? "toBank" : "underWay", isTaken ? brought : taken);
    if (isTaken) book.add(exchange, "feeDeposit", subtract(taken, brought));
    total = add(total, brought);
  }
  const fee = isTaken ? wireFeeOf(deposit) : none;
  const kept = compare(fee, total) < 0 ? fee : total;
  book.subtract(facts.exchange, "toBank", kept);
  book.add(facts.exchange, "feeWire", kept);
}

function checkPurchase(ledger: Ledger, purchase: Purchase, plans: readonly Payment[], given: readonly Given[]): void {
  const { key } = purchase;
  const contract = contractIn(purchase.facts.contract);
  if (contract?.hash !== key) ledger.note("unreadable", key, key);
  checkRefunds(ledger, purchase, given);
  const status = purchaseStatus(purchase);
  const done = plans.filter((plan) => paymentStatus(plan) === "done").length;
  if ((status === "paid") !== done > 0) ledger.note("priceDiffers", key, key);
  switch (status) {
    case "paying":
    case "aborting":
      for (const one of given) bookGiven(ledger, one, "underWay");
      return;
    case "aborted":
      // Whoever got nothing for it has paid nothing but fees.
      for (const one of given) bookGiven(ledger, one, "feeDeposit");
      return;
    case "paid": {
      // Another device may have paid, too: what came back of that has cost its fees, what did not is spent.
      const paying = new Set(keptPayment(plans)?.facts.parts.map(({ coin }) => coin));
      const extra = given.filter(({ coin }) => !paying.has(coin));
      for (const one of extra) bookGiven(ledger, one, one.back.length > 0 ? "feeDeposit" : "spent");
      const kept = given.filter(({ coin }) => paying.has(coin));
      for (const one of kept) bookGiven(ledger, one, "spent");
      if (contract !== undefined) bookFees(ledger, key, contract, kept);
    }
  }
}

/** What was taken, less what came back. */
function bookGiven(
  { book }: Ledger,
  { exchange, taken, back }: Given,
  line: "spent" | "underWay" | "feeDeposit",
): void {
  book.add(exchange, line, taken);
  for (const { amount } of back) book.subtract(exchange, line, amount);
}

/** Whatever coins gave beyond the price are fees: so much of the deposit fees as the shop does not bear. */
function bookFees({ book, note }: Ledger, key: string, { terms }: Contract, given: readonly Given[]): void {
  const currency = currencyOf(terms.amount);
  const own = given.filter(({ taken }) => currencyOf(taken) === currency);
  const total = (of: (one: Given) => Amount) => sum(currency, own.map(of));
  const fees = total(({ feeDeposit }) => feeDeposit);
  const borne = subtractOrUndefined(fees, terms.max_fee) ?? zero(currency);
  if (total(({ taken }) => taken) !== add(terms.amount, borne)) note("priceDiffers", key, key);
  let open =
    subtractOrUndefined(
      total(({ taken }) => taken),
      terms.amount,
    ) ?? zero(currency);
  for (const { exchange, feeDeposit, taken } of own) {
    const most = compare(feeDeposit, taken) < 0 ? feeDeposit : taken;
    const part = compare(most, open) < 0 ? most : open;
    if (isZero(part)) continue;
    book.subtract(exchange, "spent", part);
    book.add(exchange, "feeDeposit", part);
    open = subtract(open, part);
  }
}

/** Every refund is told by the purchase and by the coin that got it. */
function checkRefunds({ note }: Ledger, { key, facts }: Purchase, given: readonly Given[]): void {
  const told = (facts.refunds ?? []).map(({ coin, id, amount }) => `${coin} ${id} ${amount}`);
  const booked = given.flatMap(({ coin, back }) => back.map(({ id, amount }) => `${coin} ${id} ${amount}`));
  const isSame = told.length === booked.length && booked.every((one) => told.includes(one));
  if (!isSame) note("refundDiffers", key, key);
}
