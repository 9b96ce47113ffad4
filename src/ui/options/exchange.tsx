/** One exchange: how it is, its terms, and switching it off. Each part is a section of its own. */
import type { ExchangeView } from "../../api/exchange-views.ts";
import { Note } from "../components/note.tsx";
import { Waiting } from "../components/waiting.tsx";
import { placeOf } from "../place.ts";
import { useAnswer } from "../use-answer.ts";
import { ExchangeFacts } from "./exchange-facts.tsx";
import { ExchangeRemoval } from "./exchange-removal.tsx";
import { ExchangeStatus } from "./exchange-status.tsx";
import { ExchangeSwitch } from "./exchange-switch.tsx";
import { ExchangeTermsRow } from "./exchange-terms-row.tsx";
import { ExchangeTrust } from "./exchange-trust.tsx";
import { Head } from "./head.tsx";
import { usePageWords } from "./use-page-words.ts";

interface ExchangeProps {
  /** Its base URL. */
  readonly url: string;
}

export function Exchange({ url }: ExchangeProps) {
  const { t } = usePageWords();
  const shown = useAnswer("listExchanges", {});
  const exchange = shown.answer?.find((one) => one.url === url);
  return (
    <>
      <Head title={placeOf(url)} lead={url} back={{ href: "#exchanges", label: t.pages.exchanges }} />
      <Waiting on={shown} />
      {shown.answer !== undefined && exchange === undefined && (
        <Note icon="info">
          <p>{t.exchanges.unknown}</p>
        </Note>
      )}
      {exchange !== undefined && <Sections exchange={exchange} />}
    </>
  );
}

const Sections = ({ exchange }: { readonly exchange: ExchangeView }) => (
  <>
    <ExchangeStatus exchange={exchange} />
    <ExchangeFacts exchange={exchange} />
    <ExchangeTermsRow exchange={exchange} />
    <ExchangeTrust exchange={exchange} />
    <ExchangeSwitch exchange={exchange} />
    <ExchangeRemoval exchange={exchange} />
  </>
);
