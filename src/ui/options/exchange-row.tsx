/** An exchange in a list: where it is, how it is, and what it wants of the user. */
import type { ExchangeView } from "../../api/exchange-views.ts";
import { Row } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { TrustLine } from "../components/trust-line.tsx";
import { When } from "../components/when.tsx";
import { placeOf } from "../place.ts";
import { routeTo } from "../route.ts";
import { exchangeState } from "./exchange-state.ts";
import { usePageWords } from "./use-page-words.ts";

interface ExchangeRowProps {
  readonly exchange: ExchangeView;
}

export function ExchangeRow({ exchange }: ExchangeRowProps) {
  const { t } = usePageWords();
  const { url, entry, tos, currency, lastUpdate } = exchange;
  const { tone, icon, words } = exchangeState(exchange, t);
  const isNew = tos === "proposed" && entry === "used";
  return (
    <Row
      icon="bank"
      tone={entry !== "used" ? "plain" : isNew || tone === "warn" ? "warn" : "in"}
      title={placeOf(url)}
      {...(currency !== undefined && { badge: currency })}
      href={`#${routeTo("exchange", { url })}`}
    >
      <State tone={tone} icon={icon}>
        {words}
      </State>
      <TrustLine trust={exchange.trust} />
      {isNew && (
        <State tone="warn" icon="file">
          {t.exchanges.newTerms}
        </State>
      )}
      {lastUpdate !== undefined && (
        <span class="small quiet block">
          <When at={lastUpdate} message={t.exchanges.lastUpdate} />
        </span>
      )}
    </Row>
  );
}
