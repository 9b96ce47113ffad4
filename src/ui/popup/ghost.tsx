/** What another device did with our coins: what is known of it, and what can be done. */
import type { Transaction } from "../../api/views.ts";
import { Button } from "../components/button.tsx";
import { Facts } from "../components/facts.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";

interface GhostProps {
  readonly transaction: Transaction;
}

export function GhostDetails({ transaction: { state, exchange, at } }: GhostProps) {
  const { t, dateTime } = useWords();
  return (
    <>
      {state === "done" && <p class="small quiet">{t.ghost.otherwise}</p>}
      <Facts
        facts={[
          { name: t.transaction.exchange, value: placeOf(exchange), isLong: true },
          { name: t.ghost.noticed, value: dateTime(at), isLong: true },
        ]}
      />
    </>
  );
}

/** The backup services are asked for what the other device has told. */
export function GhostDeeds() {
  const { t } = useWords();
  const { ask } = useOutside();
  const looking = useAction(() => ask("backup", {}));
  return (
    <>
      <ProblemNote problem={looking.problem} />
      <Button kind="tonal" onClick={looking.run} isBusy={looking.isBusy} busyLabel={t.ghost.looking}>
        {t.ghost.look}
      </Button>
    </>
  );
}
