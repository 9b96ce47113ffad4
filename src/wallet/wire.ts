/** What the user must tell their own bank so that a manual wire finds its reserve. */
import type { Amount } from "../taler/amount.ts";
import { transferPayto } from "../taler/payto.ts";

/** The payto URI with amount and subject in it, the account in words, and both again to be copied apart. */
export function wireInstructions(account: string, amount: Amount, reservePub: string) {
  const [target = ""] = account.replace(/^payto:\/\//i, "").split("?");
  const receiver = new URLSearchParams(account.split("?")[1] ?? "").get("receiver-name");
  return {
    // The bare key as subject: exchanges find it in any text, but nothing is safer than nothing around it.
    payto: transferPayto(account, amount, reservePub),
    account: receiver ? `${receiver}, ${target.split("/").slice(1).join("/")}` : target,
    subject: reservePub,
    amount,
  };
}
