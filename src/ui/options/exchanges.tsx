/** The exchanges that the wallet knows: how they are, their terms, and adding one. */
import type { ProblemCode } from "../../api/problems.ts";
import type { ExchangeView } from "../../api/views.ts";
import type { PageWords } from "../../i18n/page-words.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { List, Row } from "../components/list.tsx";
import { Note, State } from "../components/note.tsx";
import { Waiting } from "../components/waiting.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { hostOf, placeOf } from "../place.ts";
import { routeTo } from "../route.ts";
import { useAnswer } from "../use-answer.ts";
import { useOpened } from "../use-opened.ts";
import { AddressForm } from "./address-form.tsx";
import { Head } from "./head.tsx";
import { usePageWords } from "./use-page-words.ts";

export function Exchanges() {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const shown = useAnswer("listExchanges", {});
  const { answer: exchanges } = shown;
  const form = useOpened();
  const add = (
    <Button kind="tonal" icon="plus" onClick={form.open} isFocused={form.wasOpen}>
      {t.exchanges.add}
    </Button>
  );
  return (
    <>
      <Head title={t.exchanges.title} lead={t.exchanges.lead} side={!form.isOpen && add} />
      {form.isOpen && (
        <div class="group">
          <AddressForm
            label={t.exchanges.address}
            placeholder="exchange.example.org"
            onAddress={(exchangeUrl) => ask("addExchange", { exchangeUrl })}
            onClose={form.close}
          />
        </div>
      )}
      <Waiting on={shown} />
      {exchanges?.length === 0 && (
        <Note icon="info">
          <p>{t.exchanges.none}</p>
        </Note>
      )}
      <Group title={t.exchanges.inUse} exchanges={exchanges?.filter(({ entry }) => entry === "used") ?? []} />
      <Group title={t.exchanges.notUsed} exchanges={exchanges?.filter(({ entry }) => entry !== "used") ?? []} />
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
  const { url, entry, tos, currency, lastUpdate } = exchange;
  const isNew = tos === "proposed";
  const terms = (
    <ButtonLink
      href={`#${routeTo("terms", { exchange: url })}`}
      label={`${t.exchanges.readTerms}: ${hostOf(url)}`}
      kind={isNew ? "outline" : "plain"}
    >
      {t.exchanges.readTerms}
    </ButtonLink>
  );
  return (
    <Row
      icon="bank"
      tone={entry !== "used" ? "plain" : isNew || isUnavailable(exchange) ? "warn" : "in"}
      title={placeOf(url)}
      {...(currency !== undefined && { badge: currency })}
      side={isNew || tos === "accepted" ? terms : undefined}
    >
      <UpdateState exchange={exchange} />
      {isNew && (
        <State tone={entry === "used" ? "warn" : "plain"} icon="file">
          {entry === "used" ? t.exchanges.newTerms : t.exchanges.firstTerms}
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

const isUnavailable = ({ update }: ExchangeView) => update === "unavailable-update";

function UpdateState({ exchange }: ExchangeProps) {
  const { t } = usePageWords();
  const { entry, update, trouble } = exchange;
  if (entry === "preset" && update === "initial") return <span class="small quiet block">{t.exchanges.preset}</span>;
  if (update === "unavailable-update") {
    // Whatever else went wrong comes down to an exchange that does not answer as it should.
    const why: Partial<Record<ProblemCode, string>> = t.exchanges.why;
    return (
      <State tone="warn" icon="alert">
        {t.exchanges.unavailable((trouble && why[trouble.code]) ?? t.exchanges.why.unreachable)}
      </State>
    );
  }
  const isReady = update === "ready" || update === "ready-update";
  return (
    <State tone={isReady ? "ok" : "plain"} icon={isReady ? "check" : "clock"}>
      {sentence(update, exchange.tos, t)}
    </State>
  );
}

/** "Ready · terms accepted"; what the terms want of the user has a line of its own. */
const sentence = (
  update: Exclude<ExchangeView["update"], "unavailable-update">,
  tos: ExchangeView["tos"],
  { exchanges: words }: PageWords["t"],
) => [words.update[update], tos === "proposed" ? undefined : words.tos[tos]].filter(Boolean).join(" · ");
