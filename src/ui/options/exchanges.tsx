/** The exchanges that the wallet knows: how they are, their terms, and adding one. */
import type { ExchangeView } from "../../api/views.ts";
import type { PageWords } from "../../i18n/page-words.ts";
import { ButtonLink } from "../components/button.tsx";
import { List, Row } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { Waiting } from "../components/waiting.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { hostOf, placeOf } from "../place.ts";
import { routeTo } from "../route.ts";
import { useAnswer } from "../use-answer.ts";
import { AddressForm } from "./address-form.tsx";
import { Head } from "./head.tsx";
import { usePageWords } from "./use-page-words.ts";

export function Exchanges() {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const shown = useAnswer("listExchanges", {});
  const { answer: exchanges } = shown;
  const inUse = exchanges?.filter(({ entry }) => entry === "used") ?? [];
  const others = exchanges?.filter(({ entry }) => entry !== "used") ?? [];
  return (
    <>
      <Head title={t.exchanges.title} lead={t.exchanges.lead} />
      <Waiting on={shown} />
      {exchanges?.length === 0 && (
        <p class="quiet">
          <State icon="info">{t.exchanges.none}</State>
        </p>
      )}
      <Group title={t.exchanges.inUse} exchanges={inUse} />
      <Group title={t.exchanges.notUsed} exchanges={others} />
      <div>
        <AddressForm
          title={t.exchanges.add}
          label={t.exchanges.address}
          placeholder="exchange.example.org"
          onAddress={(exchangeUrl) => ask("addExchange", { exchangeUrl })}
        />
      </div>
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly exchanges: readonly ExchangeView[];
}

const Group = ({ title, exchanges }: GroupProps) =>
  exchanges.length === 0 ? null : (
    <section class="section">
      <h2>{title}</h2>
      <List label={title}>
        {exchanges.map((exchange) => (
          <Exchange key={exchange.url} exchange={exchange} />
        ))}
      </List>
    </section>
  );

interface ExchangeProps {
  readonly exchange: ExchangeView;
}

function Exchange({ exchange }: ExchangeProps) {
  const { t } = usePageWords();
  const { url, tos, currency, lastUpdate } = exchange;
  const needsUser = tos === "proposed" || isInTrouble(exchange);
  const terms = (
    <ButtonLink
      href={`#${routeTo("terms", { exchange: url })}`}
      label={`${t.exchanges.readTerms}: ${hostOf(url)}`}
      kind={tos === "proposed" ? "outline" : "plain"}
    >
      {t.exchanges.readTerms}
    </ButtonLink>
  );
  const hasTerms = tos === "proposed" || tos === "accepted";
  return (
    <Row
      icon="bank"
      tone={exchange.entry !== "used" ? "plain" : needsUser ? "warn" : "in"}
      title={placeOf(url)}
      side={hasTerms ? terms : undefined}
    >
      <span class="small quiet clip">{currency}</span>
      <UpdateState exchange={exchange} />
      {tos === "proposed" && (
        <State tone="warn" icon="file">
          {t.exchanges.tos.proposed}
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

const isInTrouble = ({ update, trouble }: ExchangeView) => update === "unavailable-update" || trouble !== undefined;

function UpdateState({ exchange }: ExchangeProps) {
  const { t } = usePageWords();
  const { entry, update, trouble } = exchange;
  if (entry === "preset" && update === "initial") return <span class="small quiet block">{t.exchanges.preset}</span>;
  if (!isInTrouble(exchange)) {
    const isReady = update === "ready" || update === "ready-update";
    return (
      <State tone={isReady ? "ok" : "plain"} icon={isReady ? "check" : "clock"}>
        {sentence(exchange, t)}
      </State>
    );
  }
  return (
    <State tone="warn" icon="alert">
      {t.exchanges.update[update]} {trouble !== undefined && t.problems[trouble.code].what}
    </State>
  );
}

/** "Ready · terms accepted"; what the terms want of the user has a line of its own. */
const sentence = ({ update, tos }: ExchangeView, t: PageWords["t"]) =>
  [t.exchanges.update[update], tos === "proposed" ? undefined : t.exchanges.tos[tos]].filter(Boolean).join(" · ");
