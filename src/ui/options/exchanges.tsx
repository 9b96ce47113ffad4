/** The exchanges that the wallet knows, by what they are to it, and adding one. */
import { useState } from "preact/hooks";
import type { ExchangeView } from "../../api/exchange-views.ts";
import { WalletError } from "../../api/problems.ts";
import { Button } from "../components/button.tsx";
import { ExchangeToAdd } from "../components/exchange-to-add.tsx";
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
  /** What a link names: somebody else chose it, so it is shown before it is asked. */
  const [named, setNamed] = useState<string>();
  const show = (url: string) => go(routeTo("exchange", { url }));
  const onAddress = async (typed: string) => {
    if (!isTalerLink(typed)) return show((await ask("addExchange", { exchangeUrl: typed })).url);
    const { kind, exchange } = await ask("recogniseLink", { link: typed });
    if (exchange === undefined) throw new WalletError("badAddress", `this link is for ${kind}`);
    setNamed(exchange);
  };
  return (
    <>
      <Head title={t.exchanges.title} lead={t.exchanges.lead} side={!form.isOpen && named === undefined && add} />
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
      {named !== undefined && (
        <section class="section">
          <h2>{t.adding.title}</h2>
          <div class="stack">
            <ExchangeToAdd url={named} isFocused onAdded={show} onCancel={() => setNamed(undefined)} />
          </div>
        </section>
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

const isTalerLink = (typed: string): boolean => /^(?:web\+|ext\+)?taler(?:\+http)?:\/\//i.test(typed);

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
