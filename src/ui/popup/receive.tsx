/** Money in: paste the link of a bank, find it on its page, or go and make a transfer. */
import type { Recognised } from "../../api/views.ts";
import { List, Row } from "../components/list.tsx";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { LinkForm } from "./link-form.tsx";
import { LookRow } from "./look-row.tsx";

interface ReceiveProps {
  /** A link that has a screen of its own. */
  readonly onLink: (recognised: Recognised) => void;
}

export function Receive({ onLink }: ReceiveProps) {
  const { t } = useWords();
  const { link, hint, missing, title } = t.receive;
  return (
    <Screen title={title} back="home">
      <LinkForm label={link} hint={hint} missing={missing} placeholder="taler://withdraw/…" onLink={onLink} />
      <List>
        <LookRow from="receive" />
        <Row icon="bank" title={t.receive.manual} href="#manual">
          <span class="small quiet block">{t.receive.manualHint}</span>
        </Row>
      </List>
    </Screen>
  );
}
