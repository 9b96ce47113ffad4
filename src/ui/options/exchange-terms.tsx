/** The terms of an exchange: to read, and to accept when they are new. */
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
import { usePageWords } from "./use-page-words.ts";

interface ExchangeTermsProps {
  /** The base URL. */
  readonly exchange: string;
}

export function ExchangeTerms({ exchange }: ExchangeTermsProps) {
  const { t, locale } = usePageWords();
  const { ask } = useOutside();
  const [language, setLanguage] = useState(locale);
  const { answer: exchanges } = useAnswer("listExchanges", {});
  const question = { exchangeUrl: exchange, acceptLanguage: [language], acceptFormat: shownFormats };
  const shown = useAnswer("getExchangeTos", question, "once");
  const { answer: tos } = shown;
  const status = exchanges?.find(({ url }) => url === exchange)?.tos;
  const accept = async () => {
    if (tos === undefined) return;
    await ask("acceptExchangeTos", { exchangeUrl: exchange, version: tos.version });
    go(routeTo("exchange", { url: exchange }));
  };
  return (
    <>
      <Head
        title={t.terms.title}
        lead={placeOf(exchange)}
        back={{ href: `#${routeTo("exchange", { url: exchange })}`, label: t.common.back }}
        side={<TermsLanguage tos={tos} onLanguage={setLanguage} />}
      />
      <Waiting on={shown} />
      {tos !== undefined && <Terms tos={tos} wished={isAnswered(shown) ? language : tos.language} />}
      {status === "accepted" && <State icon="check">{t.terms.accepted}</State>}
      {status === "missing-tos" && <State icon="info">{t.terms.none}</State>}
      {tos !== undefined && status === "proposed" && (
        <AcceptTerms key={tos.version} label={t.terms.acceptButton} busyLabel={t.terms.acceptBusy} onAccept={accept} />
      )}
    </>
  );
}
