/** Three of the 24 words, as they stand on the sheet. Which of them is wrong is said, never what is right. */
import type { ProofOutcome } from "../../api/keeping-views.ts";
import type { PageWords } from "../../i18n/page-words.ts";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { State } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useAskedWords, type WordFault } from "./use-asked-words.ts";
import { usePageWords } from "./use-page-words.ts";

interface ProofWordsProps {
  readonly onRight: (outcome: ProofOutcome) => void;
}

export function ProofWords({ onRight }: ProofWordsProps) {
  const { t } = usePageWords();
  const { question, places, wordAt, type, faults, hasOthers, checking } = useAskedWords(onRight);
  const [firstWrong] = faults.keys();
  return (
    <form
      class="group card stack"
      onSubmit={(event) => {
        event.preventDefault();
        checking.run();
      }}
    >
      <h2>{t.proof.words}</h2>
      <p role="status">
        {hasOthers && (
          <State tone="warn" icon="alert">
            {t.proof.otherWords}
          </State>
        )}
      </p>
      <Waiting on={question} />
      <div class="asked-words" translate={false}>
        {places.map((place) => (
          <Field
            key={place}
            label={t.proof.word(place)}
            value={wordAt(place)}
            onInput={(word) => type(place, word)}
            maxLength={60}
            problem={faultText(t, place, faults.get(place))}
            isFocused={place === firstWrong}
          />
        ))}
      </div>
      <p class="small quiet">{t.proof.wordsHint}</p>
      <ProblemNote problem={checking.problem} />
      <div class="actions">
        <Button kind="primary" type="submit" isBusy={checking.isBusy} busyLabel={t.proof.checkBusy}>
          {t.proof.check}
        </Button>
      </div>
    </form>
  );
}

function faultText({ proof }: PageWords["t"], place: number, fault: WordFault | undefined): string | undefined {
  switch (fault) {
    case undefined:
      return undefined;
    case "empty":
      return proof.emptyWord;
    case "unknown":
      return proof.unknownWord;
    case "other":
      return proof.wrongWord(place);
  }
}
