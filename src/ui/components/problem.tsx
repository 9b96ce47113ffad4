/** A problem in words: what is so, what is safe, what to do. */
import type { Problem } from "../../api/problems.ts";
import { useWords } from "../use-words.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface ProblemNoteProps {
  readonly problem: Problem | undefined;
  readonly onAgain?: () => void;
}

/** Spoken as soon as it appears. The place for it stays in the page, so that screen readers notice. */
export function ProblemNote({ problem, onAgain }: ProblemNoteProps) {
  const { t } = useWords();
  return (
    <div role="alert">
      {problem !== undefined && (
        <div class="note needs">
          <Icon name="alert" />
          <div class="grow">
            <p>
              <b>{t.problems[problem.code].what}</b> {t.problems[problem.code].next}
            </p>
            {problem.detail !== undefined && (
              <details class="small">
                <summary>{t.common.details}</summary>
                <p class="quiet">
                  {problem.code}: {problem.detail}
                </p>
              </details>
            )}
            {onAgain !== undefined && <Button onClick={onAgain}>{t.common.tryAgain}</Button>}
          </div>
        </div>
      )}
    </div>
  );
}
