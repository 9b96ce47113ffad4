/** A problem in words: what is so, what is safe, what to do. */
import { type Problem, problems } from "../../api/problems.ts";
import type { ProblemText } from "../../i18n/en-problems.ts";
import { useOnline } from "../use-online.ts";
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
  const isCutOff = !useOnline() && problem?.code === "unreachable";
  const told: ProblemText | undefined = problem && (isCutOff ? t.offline.problem : t.problems[problem.code]);
  // Where trying again changes nothing, no button promises that it might.
  const mayHelp = problem !== undefined && problems[problem.code].retry !== "never";
  // Of this one the whole page speaks (outlived.tsx).
  const isToldHere = problem !== undefined && problem.code !== "pageOutlived";
  return (
    <div role="alert">
      {isToldHere && told !== undefined && (
        <div class="note needs">
          <Icon name="alert" />
          <div class="grow">
            <p>
              <b>{told.what}</b> {told.byHand ?? told.next}
            </p>
            {problem.detail !== undefined && (
              <details class="small">
                <summary>{t.common.details}</summary>
                <p class="quiet">
                  {problem.code}: {problem.detail}
                </p>
              </details>
            )}
            {onAgain !== undefined && mayHelp && (
              <div class="actions">
                <Button onClick={onAgain}>{t.common.tryAgain}</Button>
              </div>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
