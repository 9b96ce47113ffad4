/** What of the wallet depends on an exchange, and the way to remove it that fits: free, with its money, or not now. */
import type { ExchangeResources, Pile } from "../../api/exchange-resources.ts";
import type { ExchangeView } from "../../api/exchange-views.ts";
import { Amount } from "../components/amount.tsx";
import { Button } from "../components/button.tsx";
import { Facts } from "../components/facts.tsx";
import { List, Row } from "../components/list.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useOutside } from "../outside.ts";
import { go } from "../route.ts";
import { useAction } from "../use-action.ts";
import { useAnswer } from "../use-answer.ts";
import { useOpened } from "../use-opened.ts";
import { ExchangePurge } from "./exchange-purge.tsx";
import { usePageWords } from "./use-page-words.ts";

interface ExchangeRemovalProps {
  readonly exchange: ExchangeView;
}

export function ExchangeRemoval({ exchange: { url, entry } }: ExchangeRemovalProps) {
  const { t } = usePageWords();
  const shown = useAnswer("getExchangeResources", { exchangeUrl: url });
  const { answer: resources } = shown;
  // What came with Satchel and was never chosen has nothing that could be removed.
  if (entry === "preset") return null;
  return (
    <>
      <Waiting on={shown} />
      {resources !== undefined && <Resources resources={resources} />}
      {resources?.isNeeded === false && <FreeRemoval url={url} />}
      {resources?.isNeeded && (
        <section class="section">
          <h2>{t.exchanges.remove.title}</h2>
          <NeededRemoval url={url} resources={resources} />
        </section>
      )}
    </>
  );
}

interface ResourcesProps {
  readonly resources: ExchangeResources;
}

/** In words: how many, and what they are worth together; nothing of what there is none of. */
function Resources({ resources }: ResourcesProps) {
  const { t } = usePageWords();
  const { remove: words } = t.exchanges;
  const { coins, reserves, withdrawals, purchases, refreshes, deposits } = resources;
  const lines = [
    line(words.coins, coins),
    line(words.change, refreshes.open),
    line(words.reserves, reserves),
    line(words.withdrawals, withdrawals.open),
    line(words.payments, purchases.open),
    line(words.deposits, deposits.open),
  ];
  if (lines.every((one) => one === undefined)) return null;
  return (
    <section class="section">
      <h2>{words.holds}</h2>
      <Facts facts={lines} />
    </section>
  );
}

const line = (name: string, { count, worth }: Pile) =>
  count === 0 ? undefined : { name, value: <Counted count={count} worth={worth} /> };

function Counted({ count, worth }: Pile) {
  const { number } = usePageWords();
  return (
    <>
      {number(count)}
      {worth.map((amount) => (
        <span key={amount}>
          {" · "}
          <Amount of={amount} />
        </span>
      ))}
    </>
  );
}

interface NeededRemovalProps extends ResourcesProps {
  readonly url: string;
}

function NeededRemoval({ url, resources }: NeededRemovalProps) {
  const { t } = usePageWords();
  const { remove: words } = t.exchanges;
  const purge = useOpened();
  if (resources.busy > 0) {
    return (
      <Note icon="info">
        <p>{words.busy}</p>
      </Note>
    );
  }
  if (purge.isOpen) return <ExchangePurge url={url} destroyed={resources.destroyed} onKeep={purge.close} />;
  const open = (
    <Button kind="danger" onClick={purge.open} isFocused={purge.wasOpen}>
      {words.purge}
    </Button>
  );
  return (
    <List>
      <Row icon="alert" title={words.neededTitle} side={open}>
        <span class="small quiet block">{resources.destroyed.length > 0 ? words.needed : words.lossNone}</span>
      </Row>
    </List>
  );
}

/** Nothing is lost, and it can be added again: a question would only be in the way. */
function FreeRemoval({ url }: { readonly url: string }) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const { remove: words } = t.exchanges;
  const removing = useAction(async () => {
    await ask("deleteExchange", { exchangeUrl: url, purge: false });
    go("exchanges");
  });
  const button = (
    <Button onClick={removing.run} isBusy={removing.isBusy} busyLabel={words.removing}>
      {words.remove}
    </Button>
  );
  return (
    <>
      <List>
        <Row icon="close" title={words.title} side={button}>
          <span class="small quiet block">{words.free}</span>
        </Row>
      </List>
      <ProblemNote problem={removing.problem} />
    </>
  );
}
