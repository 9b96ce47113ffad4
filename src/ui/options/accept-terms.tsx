/** The box to tick below terms, and the button that goes on with it. */
import { useState } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { Check } from "../components/field.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface AcceptTermsProps {
  /** What happens then: "Use this service". */
  readonly label: string;
  readonly busyLabel: string;
  readonly onAccept: () => Promise<unknown>;
}

export function AcceptTerms({ label, busyLabel, onAccept }: AcceptTermsProps) {
  const { t } = usePageWords();
  const [isChecked, setChecked] = useState(false);
  const accepting = useAction(onAccept);
  return (
    <div class="foot">
      <Check label={t.terms.accept} isChecked={isChecked} onChange={setChecked} />
      <ProblemNote problem={accepting.problem} />
      <Button
        kind="primary"
        missing={isChecked ? undefined : "why"}
        isBusy={accepting.isBusy}
        busyLabel={busyLabel}
        onClick={() => isChecked && accepting.run()}
      >
        {label}
      </Button>
      <p class="small quiet" id="why" role="status">
        {!isChecked && t.terms.acceptFirst}
      </p>
    </div>
  );
}
