import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DepositOffer } from "../../api/deposit-views.ts";
import { chosenAccount, emptyForm, wishOf } from "./deposit-form.ts";

const exchange = "https://exchange.example/";
const last = { payto: "payto://iban/DE75512108001245126199?receiver-name=Ida", account: "DE75512108001245126199" };
const first = { payto: "payto://iban/GB33BUKB20201555555555?receiver-name=Ida", account: "GB33BUKB20201555555555" };

const offer: DepositOffer = {
  exchange,
  exchanges: [exchange],
  currency: "KUDOS",
  available: "KUDOS:12",
  known: [last, first],
  state: "open",
  begun: 1,
};
const fresh: DepositOffer = { ...offer, known: [] };

describe("the account of a transfer to one's bank", () => {
  it("is the one that was used last, until another one is chosen", () => {
    assert.equal(chosenAccount(emptyForm, offer), last.payto);
    assert.equal(chosenAccount({ ...emptyForm, chosen: first.payto }, offer), first.payto);
  });

  it("is typed where none is known, or by choice", () => {
    assert.equal(chosenAccount(emptyForm, fresh), "");
    assert.equal(chosenAccount({ ...emptyForm, chosen: "" }, offer), "");
  });

  it("does not stay chosen at an exchange that does not know it", () => {
    const form = { ...emptyForm, chosen: first.payto };
    assert.equal(chosenAccount(form, fresh), "");
    assert.equal(chosenAccount(form, { ...offer, known: [last] }), last.payto);
  });
});

describe("the wish for a transfer to one's bank", () => {
  const typed = { ...emptyForm, chosen: "", account: " DE75 5121 0800 1245 1261 99 ", owner: " Ida ", amount: "5,5" };

  it("names what was typed, and nothing that was not", () => {
    assert.deepEqual(wishOf(typed, offer), {
      exchange,
      account: "DE75 5121 0800 1245 1261 99",
      owner: "Ida",
      amount: "KUDOS:5.5",
    });
    assert.deepEqual(wishOf({ ...typed, owner: "" }, offer), {
      exchange,
      account: "DE75 5121 0800 1245 1261 99",
      amount: "KUDOS:5.5",
    });
  });

  it("leaves out the name that was typed for another account", () => {
    assert.deepEqual(wishOf({ ...typed, chosen: first.payto }, offer), {
      exchange,
      account: first.payto,
      amount: "KUDOS:5.5",
    });
  });

  it("asks for everything, whatever amount was typed before", () => {
    for (const amount of ["", "5", "nonsense"])
      assert.deepEqual(wishOf({ ...emptyForm, amount, isAll: true }, offer), {
        exchange,
        account: last.payto,
        isAll: true,
      });
  });

  it("is none without an account or an amount above zero", () => {
    assert.equal(wishOf({ ...typed, account: "  " }, offer), undefined);
    for (const amount of ["", "0", "-1", "much", "1.005"]) assert.equal(wishOf({ ...typed, amount }, offer), undefined);
  });

  it("takes as many digits as the currency wants", () => {
    const style = { name: "Kudos", inputDigits: 0, normalDigits: 0, trailingZeroDigits: 0, unitNames: {} };
    assert.equal(wishOf(typed, { ...offer, style }), undefined);
    assert.equal(wishOf({ ...typed, amount: "5" }, { ...offer, style })?.amount, "KUDOS:5");
  });
});
