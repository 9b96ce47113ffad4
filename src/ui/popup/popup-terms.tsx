/** Reading the terms of an exchange without leaving the popup, so that the offer is still there afterwards. */
import { useState } from "preact/hooks";
import { shownFormats, Terms, TermsLanguage } from "../components/terms.tsx";
import { Waiting } from "../components/waiting.tsx";
import { isAnswered, useAnswer } from "../use-answer.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";

interface PopupTermsProps {
  readonly exchange: string;
  readonly onBack: () => void;
}

export function PopupTerms({ exchange, onBack }: PopupTermsProps) {
  const { t, locale } = useWords();
  const [language, setLanguage] = useState(locale);
  const question = { exchangeUrl: exchange, acceptLanguage: [language], acceptFormat: shownFormats };
  const shown = useAnswer("getExchangeTos", question, "once");
  const { answer: tos } = shown;
  return (
    <Screen title={t.terms.title} back={onBack}>
      <Waiting on={shown} />
      <TermsLanguage tos={tos} onLanguage={setLanguage} />
      {tos !== undefined && <Terms tos={tos} wished={isAnswered(shown) ? language : tos.language} />}
    </Screen>
  );
}
