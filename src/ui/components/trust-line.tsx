/** Why the user trusts an exchange, in a line or two where it is chosen; nothing where there is no reason yet. */
import type { ExchangeTrust } from "../../api/trust-views.ts";
import { useWords } from "../use-words.ts";
import { State } from "./note.tsx";

interface TrustLineProps {
  readonly trust: ExchangeTrust | undefined;
}

export function TrustLine({ trust }: TrustLineProps) {
  const { t } = useWords();
  if (trust === undefined) return null;
  return (
    <>
      {trust.isKeyTrusted && (
        <State tone="ok" icon="check">
          {t.trust.key}
        </State>
      )}
      {trust.auditors
        .filter(({ isTrusted }) => isTrusted)
        .map(({ key, name, url, isWhole }) => (
          <State key={key} tone={isWhole ? "ok" : "plain"} icon={isWhole ? "check" : "info"}>
            {(isWhole ? t.trust.auditor : t.trust.auditorPart)(name ?? url)}
          </State>
        ))}
    </>
  );
}
