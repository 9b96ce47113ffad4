/** What the user must tell their own bank so that a manual wire finds its reserve. */
import type { Wire } from "../../api/event-views.ts";
import type { Amount } from "../../taler/amount.ts";
import { transferPayto } from "../../taler/payto.ts";

/** The payto URI with amount and subject in it, and its parts as the form of a bank asks for them, to be copied one by one. */
export function wireInstructions(account: string, amount: Amount, reservePub: string): Wire {
  const [address = "", query] = account.replace(/^payto:\/\//i, "").split("?");
  // The method, then perhaps the bank (a BIC, a host), then the account.
  const parts = address
    .split("/")
    .slice(1)
    .filter((part) => part !== "");
  const receiver = new URLSearchParams(query).get("receiver-name") ?? "";
  const institution = parts.slice(0, -1).join("/");
  return {
    // The bare key as subject: exchanges find it in any text, but nothing is safer than nothing around it.
    payto: transferPayto(account, amount, reservePub),
    ...(receiver !== "" && { receiver: receiver.slice(0, 200) }),
    account: parts.at(-1) ?? address,
    ...(institution !== "" && { institution: institution.slice(0, 200) }),
    subject: reservePub,
    amount,
  };
}
