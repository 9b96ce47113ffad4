/** Looking at an offer to pay: asked for once, and again while there is too little money for it. */
import { useEffect, useState } from "preact/hooks";
import type { Question } from "../api/requests.ts";
import { type Freshness, type Shown, useAnswer } from "./use-answer.ts";

type Look = "lookAtPayment" | "lookAtServicePayment";

/** Once claimed, an offer is looked at without asking the shop: money that comes meanwhile is noticed. */
export function usePaymentOffer<N extends Look>(look: N, input: Question<N>): Shown<N> {
  const [freshness, setFreshness] = useState<Freshness>("once");
  const shown = useAnswer(look, input, freshness);
  const isShort = shown.answer?.state === "tooLittle";
  useEffect(() => setFreshness(isShort ? "news" : "once"), [isShort]);
  return shown;
}
