/** What endangers money, how much of it, and what the user can do. */
import type { CurrencyStyle, MoneyRisk } from "../../api/views.ts";
import { Amount } from "../components/amount.tsx";
import { ButtonLink } from "../components/button.tsx";
import { Filled } from "../components/filled.tsx";
import { Note } from "../components/note.tsx";
import { useOutside } from "../outside.ts";
import { routeTo } from "../route.ts";
import { usePageWords } from "./use-page-words.ts";

interface PurseRiskProps {
  readonly risk: MoneyRisk;
  readonly exchange: string;
  readonly style: CurrencyStyle | undefined;
}

export function PurseRisk({ risk, exchange, style }: PurseRiskProps) {
  const { t } = usePageWords();
  const deed = useDeed(risk.why, exchange);
  return (
    <Note
      tone={risk.why === "uncovered" ? "plain" : "needs"}
      icon={risk.why === "uncovered" ? "clock" : "alert"}
      action={deed && <ButtonLink href={`#${deed.route}`}>{deed.label}</ButtonLink>}
    >
      <p>
        <b>
          <Filled message={t.money.risk.lead[risk.why]}>
            <Amount of={risk.amount} style={style} />
          </Filled>
        </b>
      </p>
      <p>{useReason(risk)}</p>
    </Note>
  );
}

function useReason({ why, until, code = "unreachable" }: MoneyRisk): string {
  const { t, date } = usePageWords();
  const { now } = useOutside();
  const { risk } = t.money;
  const reasons: Partial<Record<string, string>> = t.compare.why;
  switch (why) {
    case "exchange":
      return code === "changedMasterKey"
        ? risk.changedKey
        : risk.unavailable(reasons[code] ?? t.compare.why.unreachable);
    case "expiring":
      return risk.expiring(date(until ?? now()));
    default:
      return risk[why];
  }
}

/** The page on which the user can do something about it; none where only spending helps, or waiting. */
function useDeed(why: MoneyRisk["why"], exchange: string) {
  const { t } = usePageWords();
  const { deeds } = t.money.risk;
  switch (why) {
    case "noBackup":
      return { label: deeds.noBackup, route: "backup" };
    case "uncovered":
      return { label: deeds.uncovered, route: "backup" };
    case "exchange":
    case "suspended":
      return { label: deeds.exchange, route: routeTo("exchange", { url: exchange }) };
    case "expiring":
    case "contested":
      return undefined;
  }
}
