/** Looking at a withdrawal before accepting it: the offer for the exchange and the amount that are chosen now. */
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../api/problems.ts";
import type { WithdrawalOffer } from "../../api/views.ts";
import { typedAmount } from "../../i18n/money.ts";
import { useAnswer } from "../use-answer.ts";

/**
 * Where a withdrawal begins: with the link of a bank, or with an exchange to which money will be sent, and perhaps how
 * much of it is needed.
 */
export type Start = { readonly link: string } | { readonly exchange: string; readonly amount?: string };

export interface Offered {
  readonly offer: WithdrawalOffer | undefined;
  readonly problem: Problem | undefined;
  readonly again: () => void;
  /** What is on the screen is the offer for exactly what is chosen. */
  readonly isCurrent: boolean;
  /** What accepting it says; undefined while no amount is chosen. */
  readonly acceptance: { readonly link?: string; readonly exchange: string; readonly amount?: string } | undefined;
  /** What stands in the field for the amount: what the user typed, or what the bank suggests. */
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
  readonly setExchange: (url: string) => void;
}

/** Typing is over when nothing was typed for so many milliseconds: a question goes out to bank and exchange. */
const settled = 300;

/** How many digits a user may type after the point, while the currency has not told its own number. */
const usualDigits = 2;

export const inputDigitsOf = (offer: Pick<WithdrawalOffer, "style">): number => offer.style?.inputDigits ?? usualDigits;

/** The amount that the user has chosen or left as suggested; undefined where it is fixed, or no amount at all. */
function chosenAmount(offer: WithdrawalOffer | undefined, typed: string | undefined): string | undefined {
  if (offer === undefined || offer.isAmountFixed) return undefined;
  return typed === undefined ? offer.amount : typedAmount(typed, offer.currency, inputDigitsOf(offer));
}

/** What leaves the account: fixed by the bank, or chosen. */
export const amountOf = ({ acceptance }: Offered, offer: WithdrawalOffer): string | undefined =>
  offer.isAmountFixed ? offer.amount : acceptance?.amount;

export function useOffer(start: Start): Offered {
  const [exchange, setExchange] = useState("exchange" in start ? start.exchange : undefined);
  const needed = "exchange" in start ? start.amount : undefined;
  const [typed, setTyped] = useState(needed?.split(":")[1]);
  const [amount, setAmount] = useState(needed);
  const link = "link" in start ? { link: start.link } : {};
  // Without its currency, since another exchange may have another one.
  const number = amount === undefined ? {} : { amount: amount.split(":")[1] ?? "" };
  const asked = { ...link, ...(exchange !== undefined && { exchange }), ...number };
  const { answer: offer, problem, isAsking, again } = useAnswer("lookAtWithdrawal", asked, "once");
  const chosen = chosenAmount(offer, typed);
  const wanted = typed === undefined ? undefined : chosen;
  useEffect(() => {
    const timer = setTimeout(() => setAmount(wanted), settled);
    return () => clearTimeout(timer);
  }, [wanted]);
  const isSettled = wanted === amount && (exchange ?? offer?.exchange) === offer?.exchange;
  const hasAmount = offer?.isAmountFixed === true || chosen !== undefined;
  return {
    offer,
    problem,
    again,
    isCurrent: !isAsking && problem === undefined && isSettled,
    acceptance:
      offer !== undefined && hasAmount
        ? {
            ...(offer.link !== undefined && { link: offer.link }),
            exchange: offer.exchange,
            ...(chosen !== undefined && { amount: chosen }),
          }
        : undefined,
    typed: typed ?? offer?.amount?.split(":")[1] ?? "",
    setTyped,
    setExchange,
  };
}
