import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FeePayment } from "../store/entities/provider.ts";
import { providers } from "../store/entities/provider.ts";
import type { Bill, Enrolment } from "../store/self.ts";
import { feeYear } from "../store/service-fee.ts";
import type { Amount } from "../taler/amount.ts";
import type { Doc } from "./doc.ts";
import { type FeeState, feeQuery, feeState, feeView, isHeldBack, promiseOf } from "./fee.plan.ts";

const url = "https://s.example/";
const root = "R";
const day = 24 * 60 * 60;
const at = { count: 1, device: "A" };
const kudos = (value: string) => `KUDOS:${value}` as Amount;
const link = (order: string) => `taler://pay/shop.example/${order}/`;

const payment = (more: Partial<FeePayment> = {}): FeePayment => ({
  ...{ kind: "account", root, fee: kudos("1"), order: "one", agreedAt: 90 },
  ...more,
});
const paid = payment({ paidAt: 100 });
const end = 100 + feeYear;

interface Known {
  readonly fee?: string;
  readonly agreed?: string;
  readonly payments?: Readonly<Record<string, FeePayment>>;
  readonly bill?: Bill;
  readonly hash?: string;
}

function sight({ fee = "1", agreed, payments, bill, hash }: Known, now: number) {
  const terms = { value: { annualFee: kudos(fee), storageLimit: 16, liability: kudos("0") }, at };
  const facts = {
    terms,
    ...(payments && { feePayments: payments }),
    ...(agreed && { agreedFee: { value: kudos(agreed), at } }),
  };
  return { row: { facts }, root, now, enrolment: { ...(bill && { bill }), ...(hash && { hash }) } };
}

describe("how a fee stands", () => {
  const bill = { kind: "account", link: link("two"), at: 0 } as const;
  const cases: readonly (readonly [string, Known, number, FeeState | undefined])[] = [
    ["free", { fee: "0" }, 100, undefined],
    ["free, and yet it asks", { fee: "0", bill }, 100, "due"],
    ["never paid, nothing stored", {}, 100, "due"],
    ["never paid, and it stores", { hash: "H" }, 100, undefined],
    ["accepted", { payments: { a: payment() } }, 100, "underWay"],
    ["refused", { payments: { a: payment({ endedAt: 95 }) } }, 100, "refused"],
    ["refused, and free by now", { fee: "0", payments: { a: payment({ endedAt: 95 }) } }, 100, undefined],
    ["paid", { payments: { a: paid }, agreed: "1" }, 200, "paid"],
    ["paid, its order still here", { payments: { a: paid }, bill: { ...bill, link: link("one") } }, 200, "paid"],
    ["paid, and it asks for more", { payments: { a: paid }, bill }, 200, "due"],
    ["announced", { payments: { a: paid }, agreed: "1" }, end - 60 * day, "renewal"],
    ["not yet announced", { payments: { a: paid }, agreed: "1" }, end - 60 * day - 1, "paid"],
    ["dearer", { payments: { a: paid }, agreed: "0.9" }, end - 60 * day, "priceChanged"],
    ["cheaper", { payments: { a: paid }, agreed: "1.1" }, end - 60 * day, "renewal"],
    ["free by now", { fee: "0", payments: { a: paid }, agreed: "1" }, end - 1, "paid"],
    [
      "dearer by its order",
      { payments: { a: paid }, agreed: "1", bill: { kind: "renewal", at: 0, fee: kudos("2") } },
      end,
      "priceChanged",
    ],
    ["away for some weeks", { payments: { a: paid }, agreed: "1" }, end + 29 * day, "renewal"],
    ["away for long", { payments: { a: paid }, agreed: "1", hash: "H" }, end + 30 * day, "due"],
  ];
  for (const [what, known, now, state] of cases) {
    it(`${what}: ${state ?? "nothing"}`, () => assert.equal(feeState(sight(known, now)), state));
  }

  it("is told with its dates, in milliseconds", () => {
    assert.deepEqual(feeView(sight({ payments: { a: paid }, agreed: "1" }, 200)), {
      ...{ payment: "paid", lastPayment: 100_000, lastFee: "KUDOS:1", agreedFee: "KUDOS:1" },
      ...{ nextPayment: (end - 30 * day) * 1000, paidUntil: end * 1000 },
    });
    assert.equal(feeView(sight({ fee: "0", payments: { a: paid } }, 200)).nextPayment, undefined);
  });

  it("is not told as due while a document waits for the user that may tell of its payment", () => {
    const isUnread = true;
    assert.equal(feeView({ ...sight({}, 100), isUnread }).payment, undefined);
    assert.equal(feeView({ ...sight({ payments: { a: paid } }, 200), isUnread }).payment, "paid");
  });
});

const docWith = (payments: Readonly<Record<string, FeePayment>>): Doc => ({
  ...{ version: { major: 1, minor: 1 }, wallet: root, revision: 1, clocks: {}, counts: {}, previous: [] },
  sets: {
    [providers.name]: {
      ...{ laws: {}, tombstones: [], unread: [] },
      rows: [{ key: url, ins: at, facts: { feePayments: payments } as never }],
    },
  },
});
const enrolment = (more: Partial<Enrolment> = {}): Enrolment => ({
  ...{ url, root, revision: 1, counts: {}, told: 0, isMember: true },
  ...more,
});
const told = (
  payments: Readonly<Record<string, FeePayment>>,
  held: Doc | undefined,
  more: Partial<Enrolment> = {},
  now = 200_000,
) => ({ doc: docWith(payments), held, enrolment: enrolment(more), now });

describe("an upload", () => {
  it("tells of a payment that the service has not counted, once", () => {
    assert.equal(promiseOf(told({ a: paid }, undefined))?.id, "a");
    assert.equal(promiseOf(told({ a: paid }, docWith({ a: payment() })))?.id, "a");
    assert.equal(promiseOf(told({ a: paid }, docWith({ a: paid }))), undefined);
  });

  it("tells of none that is not paid, has no order, is another wallet's, unheard or a year old", () => {
    assert.equal(promiseOf(told({ a: payment() }, undefined)), undefined);
    const { order: _, ...unnamed } = paid;
    assert.equal(promiseOf(told({ a: unnamed }, undefined)), undefined);
    assert.equal(promiseOf(told({ a: { ...paid, root: "other" } }, undefined)), undefined);
    assert.equal(promiseOf(told({ a: paid }, undefined, { unheard: ["a"] })), undefined);
    assert.equal(promiseOf(told({ a: paid }, undefined, {}, end * 1000)), undefined);
  });

  it("says so in its address, and asks for an order where one is wished for", () => {
    const promise = { id: "a", ...paid };
    const query = (held: Doc | undefined, bill?: Bill, one?: typeof promise) =>
      feeQuery(one, told({}, held, bill && { bill }));
    assert.deepEqual(query(undefined, undefined, promise), { paying: "one" });
    assert.deepEqual(query(docWith({}), undefined, promise), { pay: "y", paying: "one" });
    assert.equal(query(docWith({})), undefined);
    assert.deepEqual(query(docWith({}), { kind: "renewal", at: 0 }), { pay: "y" });
    assert.deepEqual(query(docWith({}), { kind: "renewal", at: 0, isFresh: true }), { pay: "y", fresh: "y" });
    assert.deepEqual(query(undefined, { kind: "account", at: 0, isFresh: true }), { fresh: "y" });
    assert.equal(query(docWith({}), { kind: "renewal", at: 0, link: link("one") }), undefined);
  });

  it("is held back for a day while the service would only ask for its fee again", () => {
    const bill = { kind: "account", link: link("one"), at: 1000 } as const;
    const lookedAt = [999, 1000, 1000 + day * 1000 - 1, 1000 + day * 1000];
    assert.deepEqual(
      lookedAt.map((now) => isHeldBack(bill, now)),
      [false, true, true, false],
    );
    assert.equal(isHeldBack({ ...bill, kind: "renewal" }, 1000), false);
    assert.equal(isHeldBack(undefined, 1000), false);
  });
});
