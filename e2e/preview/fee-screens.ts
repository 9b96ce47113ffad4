/** Every state of paying a backup service that is worth a look. */
import type { Provider } from "../../src/api/keeping-views.ts";
import type { PaymentOffer } from "../../src/api/payment-views.ts";
import type { Transaction } from "../../src/api/views.ts";
import { freies, hafen, home, unasked } from "./invented.ts";
import { alpenExchange } from "./invented-events.ts";
import { ago, day, hour, minute } from "./moment.ts";
import type { Answers, Screen, Screens } from "./screen.ts";

const { payment: _payment, lastPayment: _last, lastFee: _fee, nextPayment: _next, paidUntil: _until, ...asked } = hafen;
const { lastBackup: _backup, ...fresh } = asked;

const trouble = { code: "servicePaymentRequired" } as const;

const due: Provider = { ...fresh, payment: "due", trouble };
const underWay: Provider = { ...fresh, payment: "underWay", paymentId: "FEE" };
const refused: Provider = { ...fresh, payment: "refused", paymentId: "FEE", trouble };
const renewing: Provider = { ...hafen, payment: "renewal", nextPayment: ago(-19 * day), paidUntil: ago(-49 * day) };
const dearer: Provider = { ...renewing, payment: "priceChanged", annualFee: "CHF:3.5" };
const late: Provider = {
  ...{ ...renewing, nextPayment: ago(2 * day), paidUntil: ago(-28 * day), nextTry: ago(-6 * hour) },
  trouble: { code: "notEnoughMoney", nextTry: ago(-6 * hour) },
};
const expired: Provider = {
  ...{ ...hafen, payment: "due", trouble, lastBackup: ago(3 * hour) },
  ...{ lastPayment: ago(366 * day), nextPayment: ago(31 * day), paidUntil: ago(day) },
};

const offer: PaymentOffer = {
  id: "CONTRACT",
  merchant: "Hafen Backup Genossenschaft",
  merchantUrl: "https://kasse.hafen.example/",
  summary: "One year of backup",
  products: [],
  amount: "CHF:2",
  state: "payable",
  fees: "CHF:0.01",
  total: "CHF:2.01",
  balanceAfter: "CHF:82.19",
  available: "CHF:84.2",
  exchanges: [alpenExchange],
  payFrom: [alpenExchange],
  payUntil: ago(-55 * minute),
};

const { fees: _fees, total: _total, balanceAfter: _after, payFrom: _payFrom, ...priceOnly } = offer;

const tooLittle: PaymentOffer = {
  ...{ ...priceOnly, state: "tooLittle", shortage: "little", missing: "CHF:1.3", available: "CHF:0.7" },
  topUp: { exchange: alpenExchange, amount: "CHF:1.35" },
};

const notTaken: PaymentOffer = {
  ...{ ...priceOnly, state: "tooLittle", shortage: "elsewhere", missing: "CHF:2", available: "CHF:0" },
  exchanges: ["https://exchange.hafen.example/"],
};

const coming: PaymentOffer = {
  ...{
    ...priceOnly,
    state: "tooLittle",
    shortage: "coming",
    missing: "CHF:2",
    coming: "CHF:49.85",
    available: "CHF:0",
  },
};

const paying: Transaction = {
  ...{ id: "FEE", kind: "payment", state: "working", waitsFor: "shop", effective: "CHF:2.01", instructed: "CHF:2" },
  ...{ fees: "CHF:0.01", at: ago(8), exchange: alpenExchange },
  shop: { name: offer.merchant, url: offer.merchantUrl, summary: offer.summary, orderId: "2026-7719" },
  steps: [
    { kind: "accepted", isDone: true, at: ago(8) },
    { kind: "paid", isDone: false },
  ],
  ...{ canAbort: true, canTakeOver: false, canGoOnWithoutBackup: false },
};

const paid: Transaction = {
  ...paying,
  state: "done",
  steps: [
    { kind: "accepted", isDone: true, at: ago(5 * minute) },
    { kind: "paid", isDone: true, at: ago(5 * minute) },
  ],
};

const failed: Transaction = {
  ...paying,
  state: "aborted",
  steps: [
    { kind: "accepted", isDone: true, at: ago(5 * minute) },
    { kind: "refusedByShop", isDone: true, at: ago(4 * minute) },
    { kind: "moneyBack", isDone: true, at: ago(4 * minute) },
  ],
  trouble: { code: "orderPaid" },
};

const options = (
  route: string,
  services: readonly Provider[],
  answers: Answers = {},
  steps?: Screen["steps"],
): Screen => ({
  page: "options",
  route,
  answers: { getHome: home, listProviders: services, getSecretKept: { added: [], removed: [] }, ...answers },
  ...(steps !== undefined && { steps }),
});

const service = (one: Provider) => options(`service?url=${one.url}`, [one, freies]);

const payment = (answers: Answers, one = due) => options(`service-payment?url=${one.url}`, [one], answers);

const under = (getTransaction: Transaction) =>
  payment({ lookAtServicePayment: { ...priceOnly, state: "accepted", transaction: "FEE" }, getTransaction }, underWay);

const neverBackedUp = { ...home, backup: { kind: "never", changes: 7, trouble } } as const;

export const feeScreens: Screens = {
  "backup-due": options("backup", [due, unasked], { getHome: neverBackedUp }),
  "backup-renewal": options("backup", [renewing, freies]),
  "service-due": service(due),
  "service-paying": service(underWay),
  "service-refused": service(refused),
  "service-renewal": service(renewing),
  "service-dearer": service(dearer),
  "service-renewal-late": service(late),
  "service-expired": service(expired),
  "fee-asking": payment({}),
  fee: payment({ lookAtServicePayment: offer }),
  "fee-too-little": payment({ lookAtServicePayment: tooLittle }),
  "fee-not-taken": payment({ lookAtServicePayment: notTaken }),
  "fee-coming": payment({ lookAtServicePayment: coming }),
  "fee-expired": payment({ lookAtServicePayment: { ...priceOnly, state: "expired" } }),
  "fee-refused-look": payment({ lookAtServicePayment: { problem: "unreachable" } }),
  "fee-not-due": payment({ lookAtServicePayment: { problem: "feeNotDue" } }, hafen),
  "fee-short-now": options(
    `service-payment?url=${due.url}`,
    [due],
    { lookAtServicePayment: offer, acceptServicePayment: { problem: "notEnoughMoney" } },
    (t) => [["press", t.pay.action("").trim()]],
  ),
  "fee-paying": under(paying),
  "fee-paying-stuck": under({ ...paying, trouble: { code: "unreachable", nextTry: ago(-40) } }),
  "fee-paid": under(paid),
  "fee-failed": under(failed),
};
