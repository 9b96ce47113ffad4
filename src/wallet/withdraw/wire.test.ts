import assert from "node:assert/strict";
import { it } from "node:test";
import { kudos } from "../../testing/offers.ts";
import { wireInstructions } from "./wire.ts";

const subject = "R".repeat(52);

/** The parts without what is the same everywhere. */
function parts(account: string) {
  const { payto, subject: told, amount, ...rest } = wireInstructions(account, kudos("5"), subject);
  assert.deepEqual([told, amount], [subject, "KUDOS:5"]);
  assert.match(payto, /[?&]amount=KUDOS:5&message=R{52}$/);
  return rest;
}

it("an account is taken apart as the form of a bank asks for it", () => {
  assert.deepEqual(parts("payto://iban/CH9300762011623852957?receiver-name=Alpen+Exchange+AG"), {
    receiver: "Alpen Exchange AG",
    account: "CH9300762011623852957",
  });
  assert.deepEqual(parts("payto://iban/SOGEDEFFXXX/DE75512108001245126199?receiver-name=Exchange"), {
    receiver: "Exchange",
    account: "DE75512108001245126199",
    institution: "SOGEDEFFXXX",
  });
  assert.deepEqual(parts("payto://x-taler-bank/bank.demo.example/exchange?receiver-name=Exchange"), {
    receiver: "Exchange",
    account: "exchange",
    institution: "bank.demo.example",
  });
});

it("the payment link is the address with amount and bare subject", () => {
  const account = "payto://x-taler-bank/bank.test/exchange?receiver-name=The%20Exchange";
  const { payto } = wireInstructions(account, kudos("5.5"), subject);
  assert.equal(payto, `${account}&amount=KUDOS:5.5&message=${subject}`);
});

it("an account of a kind nobody has heard of is shown as it is", () => {
  assert.deepEqual(parts("payto://bitcoin/bc1q5jgpxxv3hu7"), { account: "bc1q5jgpxxv3hu7" });
});
