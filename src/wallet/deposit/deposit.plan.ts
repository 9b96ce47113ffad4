/** The next step of money on its way to a bank account, read off the records; pure. */
import { type Deposit, depositStatus } from "../../store/entities/deposit.ts";
import { type Payment, paymentStatus } from "../../store/entities/payment.ts";
import { type Amount, currencyOf, sum } from "../../taler/amount.ts";
import { isPaused } from "../legitimize/legitimize.plan.ts";

export type DepositStep =
  /** Ask how far the exchange is with finding out who the owner of the account is. */
  | { readonly do: "askIdentity" }
  /** Send these coins, for the first time or again. */
  | { readonly do: "send"; readonly payment: Payment }
  /** Given up: free these coins, unless the exchange has them already. */
  | { readonly do: "takeBack"; readonly payment: Payment }
  /** The exchange has said all there is to say about the coins. */
  | { readonly do: "conclude"; readonly wasTaken: boolean }
  /** Make coins of what was left on some. */
  | { readonly do: "sweep" }
  /** Ask whether the money has been wired. */
  | { readonly do: "track" }
  | { readonly do: "rest" };

export function nextDepositStep(deposit: Deposit, payments: readonly Payment[]): DepositStep {
  const { legitimization, sweptAt } = deposit.facts;
  const payment = firstPending(payments);
  const wasTaken = payments.some((one) => paymentStatus(one) === "done");
  switch (depositStatus(deposit)) {
    case "sending":
      if (isPaused(legitimization)) return { do: "askIdentity" };
      return payment ? { do: "send", payment } : { do: "conclude", wasTaken };
    case "aborting":
      return payment ? { do: "takeBack", payment } : { do: "conclude", wasTaken };
    case "taken":
      if (sweptAt === undefined) return { do: "sweep" };
      return isPaused(legitimization) ? { do: "askIdentity" } : { do: "track" };
    case "wired":
    case "aborted":
      return sweptAt === undefined ? { do: "sweep" } : { do: "rest" };
  }
}

/** What the exchange keeps for the wire: as agreed, until the wires tell what it was. */
export const wireFeeOf = ({ facts: { amount, wireFee, transfers = [] } }: Deposit): Amount =>
  transfers.length === 0
    ? wireFee
    : sum(
        currencyOf(amount),
        transfers.map(({ fee }) => fee),
      );

/** The one that was sent first comes first: it may be known to the exchange already. */
function firstPending(payments: readonly Payment[]): Payment | undefined {
  const sent = ({ facts }: Payment) => facts.sentAt ?? Number.POSITIVE_INFINITY;
  const pending = payments.filter((one) => paymentStatus(one) === "pending");
  return pending.sort((a, b) => (sent(a) < sent(b) ? -1 : sent(a) > sent(b) ? 1 : a.key < b.key ? -1 : 1))[0];
}
