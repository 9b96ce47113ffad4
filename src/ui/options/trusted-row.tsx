/** Something that is trusted, in a list: what it is about, its key in groups, and the way to trust it no more. */
import type { ComponentChildren } from "preact";
import type { TrustedAuditorView, TrustedKeyView } from "../../api/trust-views.ts";
import { Button } from "../components/button.tsx";
import { Grouped } from "../components/grouped.tsx";
import type { IconName } from "../components/icon.tsx";
import { Row } from "../components/list.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { When } from "../components/when.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { useAction } from "../use-action.ts";
import { useOpened } from "../use-opened.ts";
import { usePageWords } from "./use-page-words.ts";

export function TrustedKey({ of: { key, name, since, exchanges } }: { readonly of: TrustedKeyView }) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const places = exchanges.map(placeOf).join(", ");
  const words = t.trustPage;
  return (
    <Trusted
      icon="bank"
      title={name ?? (places === "" ? words.unnamed : places)}
      keyText={key}
      since={since}
      onDistrust={() => ask("distrustExchangeKey", { key })}
    >
      {places === "" ? words.keyOfNone : words.keyOf(places)}
    </Trusted>
  );
}

export function TrustedAuditor({ of }: { readonly of: TrustedAuditorView }) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const { key, currency, name, url, since, exchanges } = of;
  const words = t.trustPage;
  return (
    <Trusted
      icon="eye"
      title={name ?? url ?? words.unnamed}
      badge={currency}
      keyText={key}
      since={since}
      onDistrust={() => ask("distrustAuditor", { key, currency })}
    >
      {exchanges.length === 0 ? words.checksNone : words.checks(exchanges.map(placeOf).join(", "))}
    </Trusted>
  );
}

interface TrustedProps {
  readonly icon: IconName;
  readonly title: string;
  readonly badge?: string;
  readonly keyText: string;
  readonly since: number | undefined;
  readonly onDistrust: () => Promise<unknown>;
  /** What it is about. */
  readonly children: ComponentChildren;
}

function Trusted({ icon, title, badge, keyText, since, onDistrust, children }: TrustedProps) {
  const { t } = usePageWords();
  const question = useOpened();
  const leaving = useAction(onDistrust);
  const words = t.trustPage;
  const stop = !question.isOpen && (
    <Button onClick={question.open} isFocused={question.wasOpen} label={`${words.distrust}: ${title}`}>
      {words.distrust}
    </Button>
  );
  return (
    <Row icon={icon} title={title} {...(badge !== undefined && { badge })} side={stop}>
      <span class="small block">{children}</span>
      <span class="small block">
        <Grouped text={keyText} />
      </span>
      {since !== undefined && (
        <span class="small quiet block">
          <When at={since} message={words.since} />
        </span>
      )}
      {question.isOpen && (
        <div class="stack" role="alert">
          <p class="small">{words.distrustLoss}</p>
          <ProblemNote problem={leaving.problem} />
          <div class="actions">
            <Button onClick={question.close} isFocused>
              {t.common.cancel}
            </Button>
            <Button kind="danger" onClick={leaving.run} isBusy={leaving.isBusy} busyLabel={words.trustBusy}>
              {words.distrust}
            </Button>
          </div>
        </div>
      )}
    </Row>
  );
}
