/** The terms of service of an exchange: how it stands with them, and the way to read them. */
import type { ExchangeView } from "../../api/exchange-views.ts";
import { ButtonLink } from "../components/button.tsx";
import { List, Row } from "../components/list.tsx";
import { State } from "../components/note.tsx";
import { routeTo } from "../route.ts";
import { usePageWords } from "./use-page-words.ts";

interface ExchangeTermsRowProps {
  readonly exchange: ExchangeView;
}

export function ExchangeTermsRow({ exchange: { url, entry, update, tos } }: ExchangeTermsRowProps) {
  const { t } = usePageWords();
  // A preset is asked nothing before it is chosen, one that is suspended nothing any more.
  if (entry === "preset" || update === "suspended") return null;
  const isNew = tos === "proposed";
  const read = (
    <ButtonLink href={`#${routeTo("terms", { exchange: url })}`} kind={isNew ? "tonal" : "outline"}>
      {t.exchanges.readTerms}
    </ButtonLink>
  );
  return (
    <List>
      <Row icon="file" title={t.exchanges.terms} side={tos === "missing-tos" ? undefined : read}>
        <State
          tone={isNew && entry === "used" ? "warn" : tos === "accepted" ? "ok" : "plain"}
          icon={tos === "accepted" ? "check" : tos === "pending" ? "clock" : "info"}
        >
          {isNew && entry === "used" ? t.exchanges.newTerms : t.exchanges.tos[tos]}
        </State>
      </Row>
    </List>
  );
}
