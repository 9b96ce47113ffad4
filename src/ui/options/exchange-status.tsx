/** How an exchange is: the one panel of its page, with what that means for the user's money, and asking it now. */
import type { ExchangeView } from "../../api/exchange-views.ts";
import { Button } from "../components/button.tsx";
import { Facts } from "../components/facts.tsx";
import { Grouped } from "../components/grouped.tsx";
import { Note, type Tone } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { exchangeState } from "./exchange-state.ts";
import { usePageWords } from "./use-page-words.ts";

interface ExchangeStatusProps {
  readonly exchange: ExchangeView;
}

const toneOf = { plain: "plain", ok: "safe", warn: "needs" } as const satisfies Record<string, Tone>;

export function ExchangeStatus({ exchange }: ExchangeStatusProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const { url, update, entry } = exchange;
  const checking = useAction(() => ask("checkExchange", { exchangeUrl: url }));
  const { tone, icon, words } = exchangeState(exchange, t);
  const { means, meansLookedAt } = t.exchanges;
  const check = update !== "suspended" && (
    <Button onClick={checking.run} isBusy={checking.isBusy} busyLabel={t.exchanges.checking}>
      {entry === "preset" ? t.exchanges.checkPreset : t.exchanges.check}
    </Button>
  );
  return (
    <>
      <Note tone={toneOf[tone]} icon={icon} action={check}>
        <div role="status">
          <p>
            <b>{words}</b>
          </p>
          <p class="small">{update === "ready" && entry === "ephemeral" ? meansLookedAt : means[update]}</p>
        </div>
      </Note>
      <ProblemNote problem={checking.problem} />
      <MasterKeys exchange={exchange} />
    </>
  );
}

/** Both keys, letter by letter, so that the user can compare them with what the operator publishes. */
function MasterKeys({ exchange: { masterPub, otherMasterPub } }: ExchangeStatusProps) {
  const { t } = usePageWords();
  if (masterPub === undefined || otherMasterPub === undefined) return null;
  return (
    <section class="section">
      <h2>{t.exchanges.masterKeys.title}</h2>
      <p>{t.exchanges.masterKeys.text}</p>
      <Facts
        facts={[
          { name: t.exchanges.masterKeys.trusted, value: <Grouped text={masterPub} />, isLong: true },
          { name: t.exchanges.masterKeys.shown, value: <Grouped text={otherMasterPub} />, isLong: true },
        ]}
      />
    </section>
  );
}
