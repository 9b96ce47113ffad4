/** Trust in one exchange: its main key letter by letter, and who checks it; each can be trusted from here. */
import type { ExchangeView } from "../../api/exchange-views.ts";
import type { ExchangeTrust as Trust } from "../../api/trust-views.ts";
import { Button } from "../components/button.tsx";
import { Grouped } from "../components/grouped.tsx";
import { List, Row } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface ExchangeTrustProps {
  readonly exchange: ExchangeView;
}

export function ExchangeTrust({ exchange: { masterPub, trust, currency = "" } }: ExchangeTrustProps) {
  const { t } = usePageWords();
  if (masterPub === undefined || trust === undefined) return null;
  return (
    <section class="section">
      <h2>{t.trustPage.title}</h2>
      <List label={t.trustPage.title}>
        <MainKey masterPub={masterPub} isTrusted={trust.isKeyTrusted} />
        {trust.auditors.map((auditor) => (
          <Auditor key={auditor.key} auditor={auditor} currency={currency} />
        ))}
      </List>
    </section>
  );
}

interface MainKeyProps {
  readonly masterPub: string;
  readonly isTrusted: boolean;
}

function MainKey({ masterPub: key, isTrusted }: MainKeyProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const words = t.trustPage;
  const changing = useAction(() => ask(isTrusted ? "distrustExchangeKey" : "trustExchangeKey", { key }));
  const change = (
    <Button onClick={changing.run} isBusy={changing.isBusy} busyLabel={words.trustBusy}>
      {isTrusted ? words.distrust : words.trustKey}
    </Button>
  );
  return (
    <Row icon="lock" title={words.mainKey} side={change} below={<ProblemNote problem={changing.problem} />}>
      <span class="small block">
        <Grouped text={key} />
      </span>
      {isTrusted ? (
        <State tone="ok" icon="check">
          {t.trust.key}
        </State>
      ) : (
        <span class="small quiet block">{words.compare}</span>
      )}
    </Row>
  );
}

interface AuditorProps {
  readonly auditor: Trust["auditors"][number];
  readonly currency: string;
}

function Auditor({ auditor: { key, name, url, isTrusted, isWhole }, currency }: AuditorProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const words = t.trustPage;
  const changing = useAction(() =>
    isTrusted
      ? ask("distrustAuditor", { key, currency })
      : ask("trustAuditor", { key, currency, url, ...(name !== undefined && { name: name.slice(0, 100) }) }),
  );
  const title = name ?? url;
  const change = (
    <Button
      onClick={changing.run}
      isBusy={changing.isBusy}
      busyLabel={words.trustBusy}
      label={`${isTrusted ? words.distrust : words.trustAuditor}: ${title}`}
    >
      {isTrusted ? words.distrust : words.trustAuditor}
    </Button>
  );
  return (
    <Row icon="eye" title={title} badge={currency} side={change} below={<ProblemNote problem={changing.problem} />}>
      <span class="small block">{isWhole ? words.whole : words.partly}</span>
      <span class="small quiet block">{url}</span>
      <span class="small block">
        <Grouped text={key} />
      </span>
      {isTrusted && (
        <State tone="ok" icon="check">
          {t.trust.auditor(title)}
        </State>
      )}
    </Row>
  );
}
