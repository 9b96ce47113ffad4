import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Provider } from "../../api/keeping-views.ts";
import { withPages } from "../../i18n/page-words.ts";
import { words } from "../../i18n/words.ts";
import { feeState } from "./fee-state.ts";

const english = withPages(words(["en-GB"], "UTC"));
const now = Date.UTC(2026, 10, 21);

const paid: Provider = {
  ...{ url: "https://backup.example/", name: "Backup", isActive: true, isPreset: false },
  ...{ payment: "paid", annualFee: "CHF:2", agreedFee: "CHF:2", lastFee: "CHF:2" },
  ...{ lastPayment: Date.UTC(2026, 2, 3), nextPayment: Date.UTC(2027, 1, 1), paidUntil: Date.UTC(2027, 2, 3) },
};

/** With plain blanks where amounts have such as do not break. */
const stateOf = (service: Provider) => {
  const state = feeState(service, english, now);
  return state && { ...state, lead: state.lead.replaceAll("\u00a0", " "), next: state.next.replaceAll("\u00a0", " ") };
};

const told = (change: Partial<Provider>) => stateOf({ ...paid, ...change });

describe("what is told of the fee of a service", () => {
  it("is nothing for a free one, and for one that is paid for some time to come", () => {
    const { payment: _, ...free } = paid;
    assert.equal(stateOf(free), undefined);
    assert.equal(told({}), undefined);
  });

  it("announces a renewal with its day and the most that is paid, and asks for nothing", () => {
    const state = told({ payment: "renewal" });
    assert.equal(state?.lead, "Renews on 1 February 2027 for up to 2.00 CHF, paid by itself.");
    assert.deepEqual([state?.tone, state?.step], ["plain", undefined]);
  });

  it("names no day in the past for a renewal that could not be paid yet", () => {
    const state = told({ payment: "renewal", nextPayment: now - 1 });
    assert.equal(state?.lead, "Renews for up to 2.00 CHF as soon as that can be paid.");
  });

  it("says that money is missing for a renewal, and leads to where it comes from", () => {
    const state = told({ payment: "renewal", nextPayment: now - 1, trouble: { code: "notEnoughMoney" } });
    assert.equal(state?.lead, "Too little money for the next year: 2.00 CHF.");
    assert.deepEqual([state?.tone, state?.step], ["warn", "Pay for it"]);
  });

  it("names both prices where the new one is higher, and leads to the payment", () => {
    const state = told({ payment: "priceChanged", annualFee: "CHF:3.5" });
    assert.equal(state?.lead, "It costs 3.50 CHF a year now.");
    assert.match(state?.next ?? "", /agreed to 2\.00 CHF/);
    assert.deepEqual([state?.tone, state?.step], ["warn", "Look at the price"]);
  });

  it("tells a year that is over from one that was never paid", () => {
    const { paidUntil: _, lastPayment: _last, ...fresh } = paid;
    assert.equal(stateOf({ ...fresh, payment: "due" })?.lead, "Not paid yet.");
    assert.equal(told({ payment: "due", paidUntil: now })?.lead, "Paid until 21 November 2026 only.");
  });

  it("gives way to a question about removals, whatever is to be paid", () => {
    for (const payment of ["underWay", "refused", "priceChanged", "renewal"] as const)
      assert.equal(told({ payment, annualFee: "CHF:3.5", trouble: { code: "massDeletion" } }), undefined);
  });

  it("leads to a payment under way, and to another try", () => {
    assert.deepEqual(
      [told({ payment: "underWay" })?.tone, told({ payment: "underWay" })?.step],
      ["plain", "See how far it is"],
    );
    assert.deepEqual([told({ payment: "refused" })?.tone, told({ payment: "refused" })?.step], ["warn", "Try again"]);
  });
});
