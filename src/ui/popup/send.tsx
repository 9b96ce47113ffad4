/** Money out: paste or scan the link of a shop, find it on its page, or send coins back to the bank. */
import type { Recognised } from "../../api/views.ts";
import { List, Row } from "../components/list.tsx";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { LinkForm } from "./link-form.tsx";
import { LookRow } from "./look-row.tsx";

interface SendProps {
  /** A link that has a screen of its own. */
  readonly onLink: (recognised: Recognised) => void;
}

export function Send({ onLink }: SendProps) {
  const { t } = useWords();
  const { link, hint, missing, title } = t.pay.send;
  return (
    <Screen title={title} back="home">
      <LinkForm label={link} hint={hint} missing={missing} placeholder="taler://pay/…" onLink={onLink} />
      <List>
        <LookRow from="send" />
        <Row icon="bank" title={t.deposit.entry} href="#deposit">
          <span class="small quiet block">{t.deposit.entryHint}</span>
        </Row>
      </List>
    </Screen>
  );
}
