/** Paying a backup service: the same offer as for any purchase; afterwards the secret is what there is to see. */
import { useState } from "preact/hooks";
import { PayFacts } from "../components/pay-facts.tsx";
import { PayHeadline } from "../components/pay-headline.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { routeTo } from "../route.ts";
import { useAnswer } from "../use-answer.ts";
import { usePaymentOffer } from "../use-payment-offer.ts";
import { Head } from "./head.tsx";
import { ServiceInBrief } from "./service-brief.tsx";
import { ServiceDecision } from "./service-decision.tsx";
import { ServicePaying } from "./service-paying.tsx";
import { usePageWords } from "./use-page-words.ts";

interface ServicePaymentProps {
  readonly url: string;
}

export function ServicePayment({ url }: ServicePaymentProps) {
  const { t } = usePageWords();
  const { languages } = useOutside();
  const { answer: services } = useAnswer("listProviders", {});
  const service = services?.find((one) => one.url === url);
  const shown = usePaymentOffer("lookAtServicePayment", { url, languages: languages.slice(0, 20) });
  const { answer: offer, again } = shown;
  const [accepted, setAccepted] = useState<string>();
  const paying = accepted ?? offer?.transaction;
  const startOver = () => {
    setAccepted(undefined);
    again();
  };
  return (
    <>
      <Head
        title={t.pay.title}
        lead={service === undefined ? placeOf(url) : <ServiceInBrief service={service} />}
        back={{ href: `#${routeTo("service", { url })}`, label: service?.name ?? t.common.back }}
      />
      <Waiting on={shown} />
      {offer !== undefined && paying === undefined && (
        <>
          <PayHeadline offer={offer} />
          <PayFacts offer={offer} />
          <ServiceDecision url={url} offer={offer} onAccepted={setAccepted} onLook={again} />
        </>
      )}
      {offer !== undefined && paying !== undefined && (
        <ServicePaying
          key={paying}
          id={paying}
          url={url}
          offer={offer}
          isNew={accepted !== undefined}
          onAgain={startOver}
        />
      )}
    </>
  );
}
