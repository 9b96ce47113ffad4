/** The way to the page on which an exchange asks who somebody is; its address is fetched when it is wanted. */
import { useState } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { linkable } from "../place.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";

interface AnswerProps {
  /** The event that the exchange holds up. */
  readonly id: string;
}

export function Answer({ id }: AnswerProps) {
  const { t } = useWords();
  const { ask, openWeb } = useOutside();
  const [isAnswered, setAnswered] = useState(false);
  const opening = useAction(async () => {
    const page = linkable((await ask("openQuestion", { id })).page);
    setAnswered(page === undefined);
    if (page !== undefined) openWeb(page);
  });
  return (
    <>
      <ProblemNote problem={opening.problem} />
      <p role="status" class="small">
        {isAnswered && t.deposit.question.answered}
      </p>
      <Button
        kind="primary"
        icon="out"
        onClick={opening.run}
        isBusy={opening.isBusy}
        busyLabel={t.deposit.question.opening}
      >
        {t.deposit.question.open}
        <span class="spoken"> ({t.common.newTab})</span>
      </Button>
    </>
  );
}
