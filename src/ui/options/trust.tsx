/** Whom the user trusts: main keys of exchanges, and auditors for a currency. */
import type { ComponentChildren } from "preact";
import { Button } from "../components/button.tsx";
import { List } from "../components/list.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useAnswer } from "../use-answer.ts";
import { type Opened, useOpened } from "../use-opened.ts";
import { Head } from "./head.tsx";
import { TrustForm } from "./trust-form.tsx";
import { TrustedAuditor, TrustedKey } from "./trusted-row.tsx";
import { usePageWords } from "./use-page-words.ts";

export function Trust() {
  const { t } = usePageWords();
  const shown = useAnswer("listTrust", {});
  const keyForm = useOpened();
  const auditorForm = useOpened();
  const { keys = [], auditors = [] } = shown.answer ?? {};
  const words = t.trustPage;
  return (
    <>
      <Head title={words.title} lead={words.lead} back={{ href: "#exchanges", label: t.pages.exchanges }} />
      <Waiting on={shown} />
      <Part title={words.keys} lead={words.keysLead} form={keyForm} add={words.addKey} kind="key">
        {shown.answer !== undefined && keys.length === 0 && <p class="quiet">{words.keysNone}</p>}
        {keys.length > 0 && (
          <List label={words.keys}>
            {keys.map((one) => (
              <TrustedKey key={one.key} of={one} />
            ))}
          </List>
        )}
      </Part>
      <Part title={words.auditors} lead={words.auditorsLead} form={auditorForm} add={words.addAuditor} kind="auditor">
        {shown.answer !== undefined && auditors.length === 0 && <p class="quiet">{words.auditorsNone}</p>}
        {auditors.length > 0 && (
          <List label={words.auditors}>
            {auditors.map((one) => (
              <TrustedAuditor key={`${one.currency} ${one.key}`} of={one} />
            ))}
          </List>
        )}
      </Part>
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly lead: string;
  readonly form: Opened;
  /** What the button says that opens the form. */
  readonly add: string;
  readonly kind: "key" | "auditor";
  readonly children: ComponentChildren;
}

const Part = ({ title, lead, form, add, kind, children }: PartProps) => (
  <section class="section">
    <h2>{title}</h2>
    <p class="quiet">{lead}</p>
    {children}
    {form.isOpen ? (
      <div class="group">
        <TrustForm kind={kind} onClose={form.close} />
      </div>
    ) : (
      <div class="actions">
        <Button kind="tonal" icon="plus" onClick={form.open} isFocused={form.wasOpen}>
          {add}
        </Button>
      </div>
    )}
  </section>
);
