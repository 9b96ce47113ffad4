import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Amount } from "../taler/amount.ts";
import type { FeePayment, Provider } from "./entities/provider.ts";
import { feeStanding, feeYear, isAgreed, unpaidFees } from "./service-fee.ts";

const kudos = (value: string) => `KUDOS:${value}` as Amount;
const day = 24 * 60 * 60;
const at = { count: 1, device: "A" };
const root = "R";

const fee = (kind: FeePayment["kind"], agreedAt: number, more: Partial<FeePayment> = {}): FeePayment => ({
  ...{ kind, root, fee: kudos("1"), order: `order of ${agreedAt}`, agreedAt },
  ...more,
});
const paid = (kind: FeePayment["kind"], paidAt: number) => fee(kind, paidAt - 1, { paidAt });

function row(feePayments: Readonly<Record<string, FeePayment>>, annualFee = "1"): Pick<Provider, "key" | "facts"> {
  const terms = { annualFee: kudos(annualFee), storageLimit: 16, liability: kudos("0") };
  return { key: "https://s.example/", facts: { terms: { value: terms, at }, feePayments } };
}
const standing = (feePayments: Readonly<Record<string, FeePayment>>) => feeStanding(row(feePayments), root);

describe("until when a service is paid", () => {
  const cases: readonly (readonly [string, readonly FeePayment[], number | undefined])[] = [
    ["nothing was ever paid", [], undefined],
    ["a payment is under way", [fee("account", 100)], undefined],
    ["a payment came to nothing", [fee("account", 100, { endedAt: 120 })], undefined],
    ["an account was opened", [paid("account", 1000)], 1000 + feeYear],
    ["a year was added early", [paid("account", 1000), paid("renewal", 2000)], 1000 + 2 * feeYear],
    ["a year was added late", [paid("account", 1000), paid("renewal", 1000 + 2 * feeYear)], 1000 + 2 * feeYear],
    ["it was opened anew", [paid("account", 1000), paid("account", 5 * feeYear)], 6 * feeYear],
    ["it was lost and opened anew", [paid("account", 1000), paid("account", 2000)], 2000 + feeYear],
    ["only a year that was added is known", [paid("renewal", 1000)], 1000 + feeYear],
    ["it is another wallet's account", [{ ...paid("account", 1000), root: "other" }], undefined],
  ];
  for (const [what, payments, until] of cases) {
    it(what, () => {
      const byId = Object.fromEntries(payments.map((one, index) => [`C${index}`, one]));
      const { paidUntil, renewAt, announceAt } = standing(byId);
      assert.equal(paidUntil, until);
      assert.equal(renewAt, until && until - 30 * day);
      assert.equal(announceAt, until && until - 60 * day);
    });
  }

  it("does not depend on the order in which payments became known", () => {
    const [a, b] = [paid("account", 1000), paid("renewal", 2000)];
    assert.deepEqual(standing({ a, b }), standing({ b, a }));
  });
});

describe("the last payment", () => {
  const refused = fee("account", 100, { endedAt: 120 });

  it("is told to have come to nothing until another one is accepted", () => {
    assert.equal(standing({ refused }).failed?.id, "refused");
    const again = standing({ refused, again: fee("account", 200) });
    assert.deepEqual([again.failed, again.underWay?.id], [undefined, "again"]);
    assert.equal(standing({ refused, again: paid("account", 200) }).failed, undefined);
  });

  it("that was given up and paid all the same is paid", () => {
    const { failed, underWay, paid } = standing({ one: { ...refused, paidAt: 130 } });
    assert.deepEqual([failed, underWay, paid.map(({ id }) => id)], [undefined, undefined, ["one"]]);
  });
});

describe("what the user agreed to", () => {
  const agreed = (value: string) => ({ facts: { agreedFee: { value: value as Amount, at } } });

  it("covers that price and less, in that currency", () => {
    assert.ok(isAgreed(agreed("KUDOS:0.5"), kudos("0.5")));
    assert.ok(isAgreed(agreed("KUDOS:0.5"), kudos("0.49999999")));
    assert.ok(!isAgreed(agreed("KUDOS:0.5"), kudos("0.50000001")));
    assert.ok(!isAgreed(agreed("EUR:5"), kudos("0.5")));
    assert.ok(!isAgreed({ facts: {} }, kudos("0")));
  });
});

describe("fees still to be paid", () => {
  const open = (feePayments: Readonly<Record<string, FeePayment>>, annualFee?: string, now = 2000) =>
    unpaidFees([row(feePayments, annualFee)], { root, now }).map((one) => one.fee);

  it("are those of services that want one and neither have it nor get it", () => {
    assert.deepEqual(open({}), ["KUDOS:1"]);
    assert.deepEqual(open({}, "0"), []);
    assert.deepEqual(open({ a: fee("account", 100) }), []);
    assert.deepEqual(open({ a: fee("account", 100, { endedAt: 120 }) }), ["KUDOS:1"]);
    assert.deepEqual(open({ a: paid("account", 1000) }), []);
    assert.deepEqual(open({ a: paid("account", 1000) }, "1", 1000 + feeYear), ["KUDOS:1"]);
  });

  it("are unknown where a service has not said what it takes", () => {
    assert.deepEqual(unpaidFees([{ key: "https://s.example/", facts: {} }], { root, now: 0 }), []);
  });
});
