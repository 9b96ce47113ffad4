/** The terms of a backup service: to read, and to accept before it is used. */
import { useState } from "preact/hooks";
import { State } from "../components/note.tsx";
import { shownFormats, Terms, TermsLanguage } from "../components/terms.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { go, routeTo } from "../route.ts";
import { isAnswered, useAnswer } from "../use-answer.ts";
import { AcceptTerms } from "./accept-terms.tsx";
import { Head } from "./head.tsx";
import { ServiceInBrief } from "./service-brief.tsx";
import { takeService } from "./take-service.ts";
import { usePageWords } from "./use-page-words.ts";

interface ServiceTermsProps {
  readonly url: string;
}

export function ServiceTerms({ url }: ServiceTermsProps) {
  const { t, locale } = usePageWords();
  const { ask } = useOutside();
  const [language, setLanguage] = useState(locale);
  const { answer: services } = useAnswer("listProviders", {});
  const question = { url, acceptLanguage: [language], acceptFormat: shownFormats };
  const shown = useAnswer("getProviderTos", question, "once");
  const { answer: tos } = shown;
  const service = services?.find((one) => one.url === url);
  const isInUse = service?.isActive === true;
  const isAccepted = isInUse && service.tos === "accepted";
  const accept = async () => {
    if (tos === undefined) return;
    const next = await takeService(ask, { url, tosVersion: tos.version });
    go(isInUse ? routeTo("service", { url }) : next);
  };
  return (
    <>
      <Head
        title={t.terms.title}
        lead={service === undefined ? placeOf(url) : <ServiceInBrief service={service} />}
        side={<TermsLanguage tos={tos} onLanguage={setLanguage} />}
        back={{ href: `#${routeTo("service", { url })}`, label: t.common.back }}
      />
      <Waiting on={shown} />
      {tos !== undefined && <Terms tos={tos} wished={isAnswered(shown) ? language : tos.language} />}
      {isAccepted && <State icon="check">{t.terms.accepted}</State>}
      {tos !== undefined && services !== undefined && !isAccepted && (
        <AcceptTerms
          key={tos.version}
          label={isInUse ? t.terms.acceptButton : t.service.use}
          busyLabel={isInUse ? t.terms.acceptBusy : t.service.useBusy}
          onAccept={accept}
        />
      )}
    </>
  );
}
