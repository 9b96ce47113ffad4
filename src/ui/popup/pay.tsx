/** The offer of a shop: who, what, how much, what it costs on top; pay or decline. */
import { useEffect } from "preact/hooks";
import { Loading } from "../components/note.tsx";
import { PayFacts } from "../components/pay-facts.tsx";
import { PayHeadline } from "../components/pay-headline.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { usePaymentOffer } from "../use-payment-offer.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { PayDecision } from "./pay-decision.tsx";
import type { Bought } from "./use-goods.ts";

interface PayProps {
  readonly link: string;
  /** Told what the user decides for. */
  readonly bought: Bought;
  /** More money is needed, and this is where to get it. */
  readonly onTopUp: (start: { readonly exchange: string; readonly amount: string }) => void;
  /** It is accepted, now or before: the transaction to be shown. */
  readonly onAccepted: (id: string) => void;
}

export function Pay({ link, bought, onTopUp, onAccepted }: PayProps) {
  const { t } = useWords();
  const { languages } = useOutside();
  const asked = { link, languages: languages.slice(0, 20) };
  const { answer: offer, problem, again } = usePaymentOffer("lookAtPayment", asked);
  const known = offer?.state === "accepted" ? offer.transaction : undefined;
  useEffect(() => {
    if (known !== undefined) onAccepted(known);
  }, [known]);
  const buy = (id: string) => {
    bought.id = id;
    onAccepted(id);
  };
  const footer = offer !== undefined && offer.state !== "accepted" && (
    <PayDecision offer={offer} link={link} onTopUp={onTopUp} onAccepted={buy} onLook={again} />
  );
  return (
    <Screen title={t.pay.title} back="home" footer={footer || undefined}>
      {offer === undefined && problem === undefined && <Loading />}
      {offer !== undefined && <PayHeadline offer={offer} />}
      {offer !== undefined && <PayFacts offer={offer} receiveAt="receive" />}
      <ProblemNote problem={problem} onAgain={again} />
    </Screen>
  );
}
