/** Sending money to a bank account in a town: what tests of deposits have in common. */
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { acceptDeposit } from "../wallet/deposit/accept-deposit.ts";
import { lookAtDeposit } from "../wallet/deposit/look-deposit.ts";
import type { TestEnv } from "./env.ts";

/** The customer's own account at the town's bank. */
export const ownAccount = "payto://x-taler-bank/bank.test/alice?receiver-name=Alice";

/** So much to the customer's own account; everything when no amount is given. Returns the offer and the deposit. */
export async function sendHome(env: TestEnv, amount?: string) {
  const wish = { exchange: testAddresses.exchange, account: ownAccount, amount, isAll: amount === undefined };
  const offer = await lookAtDeposit(env, wish);
  const { begun, arrives = "", total = "" } = offer;
  return { offer, id: await acceptDeposit(env, { ...wish, begun, arrives, total }) };
}
