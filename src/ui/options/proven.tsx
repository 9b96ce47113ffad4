/** The sheet is the right one: when it is asked for again, and whether it had better be printed anew all the same. */
import type { ProofOutcome } from "../../api/keeping-views.ts";
import { ButtonLink } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { useAnswer } from "../use-answer.ts";
import { Head } from "./head.tsx";
import { Outdated } from "./sheet-state.tsx";
import { usePageWords } from "./use-page-words.ts";

interface ProvenProps {
  readonly outcome: ProofOutcome;
}

export function Proven({ outcome: { leadsNowhere = false } }: ProvenProps) {
  const { t, date } = usePageWords();
  const { answer: kept } = useAnswer("getSecretKept", {});
  const isOutdated = kept?.reminder === "outdated";
  const isToPrint = leadsNowhere || isOutdated;
  return (
    <>
      <Head title={isToPrint ? t.proof.rightSecret : t.proof.right} back={{ href: "#backup", label: t.pages.backup }} />
      {!isToPrint && kept?.nextAt !== undefined && (
        <Note tone="safe" icon="check">
          <p>{t.proof.rightNext(date(kept.nextAt))}</p>
        </Note>
      )}
      {isToPrint && (
        <Note tone="needs" icon="print">
          <p>
            {kept !== undefined && isOutdated ? <Outdated kept={kept} /> : t.proof.leadsNowhere} {t.proof.outdated.next}
          </p>
        </Note>
      )}
      <div class="actions">
        {isToPrint ? (
          <ButtonLink kind="primary" icon="eye" href="#secret">
            {t.proof.show}
          </ButtonLink>
        ) : (
          <ButtonLink kind="primary" href="#backup">
            {t.proof.toBackup}
          </ButtonLink>
        )}
      </div>
    </>
  );
}
