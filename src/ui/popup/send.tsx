/** Money out: paste or scan the link of a shop, or find it on its page. */
import type { Recognised } from "../../api/views.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { LinkForm } from "./link-form.tsx";
import { LookList } from "./look-row.tsx";

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
      <LookList from="send" />
    </Screen>
  );
}
