/** The exchanges that the wallet knows, by what they are to it, and adding one. */
import type { ExchangeView } from "../../api/exchange-views.ts";
import { Button } from "../components/button.tsx";
import { List, Row } from "../components/list.tsx";
import { Note } from "../components/note.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useOutside } from "../outside.ts";
import { go, routeTo } from "../route.ts";
import { useAnswer } from "../use-answer.ts";
import { useOpened } from "../use-opened.ts";
import { AddressForm } from "./address-form.tsx";
import { ExchangeRow } from "./exchange-row.tsx";
import { Head } from "./head.tsx";
import { usePageWords } from "./use-page-words.ts";

/** Each with a heading of its own, in this order. */
const groups = ["used", "preset", "ephemeral"] as const satisfies readonly ExchangeView["entry"][];

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
  const onAddress = async (exchangeUrl: string) => {
    const { url } = await ask("addExchange", { exchangeUrl });
    go(routeTo("exchange", { url }));
  };
  return (
    <>
      <Head title={t.exchanges.title} lead={t.exchanges.lead} side={!form.isOpen && add} />
      {form.isOpen && (
        <div class="group">
          <AddressForm
            label={t.exchanges.address}
            placeholder="exchange.example.org"
            onAddress={onAddress}
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
      {groups.map((entry) => (
        <Group
          key={entry}
          title={t.exchanges.groups[entry]}
          exchanges={exchanges?.filter((exchange) => exchange.entry === entry) ?? []}
        />
      ))}
      <List>
        <Row icon="lock" title={t.trustPage.row} href="#trust">
          <span class="small quiet block">{t.trustPage.rowHint}</span>
        </Row>
      </List>
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
          <ExchangeRow key={exchange.url} exchange={exchange} />
        ))}
      </List>
    </section>
  );
