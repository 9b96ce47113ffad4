/** Removed things: first the removals that wait for the user, then what lies in the trash and can be brought back. */
import { useState } from "preact/hooks";
import { List, Row } from "../components/list.tsx";
import { Waiting } from "../components/waiting.tsx";
import { useAnswer } from "../use-answer.ts";
import { Head } from "./head.tsx";
import { Question } from "./removal-question.tsx";
import { RemovedRow } from "./removed-row.tsx";
import { usePageWords } from "./use-page-words.ts";

export function RemovedThings() {
  const { t } = usePageWords();
  const shown = useAnswer("getRemovals", {});
  const [hasComeBack, setComeBack] = useState(false);
  const { questions = [], things = [], more = 0 } = shown.answer ?? {};
  const words = t.removal;
  return (
    <>
      <Head title={words.title} lead={words.lead} back={{ href: "#backup", label: t.pages.backup }} />
      <Waiting on={shown} />
      {questions.map((question) => (
        <Question key={`${question.service} ${question.hash}`} of={question} onDecided={shown.again} />
      ))}
      <p class="spoken" role="status">
        {hasComeBack && words.cameBack}
      </p>
      {shown.answer !== undefined && things.length === 0 && <p class="quiet">{words.none}</p>}
      {things.length > 0 && (
        <List label={words.title}>
          {things.map((thing) => (
            <RemovedRow
              key={`${thing.id} ${thing.removedAt}`}
              thing={thing}
              onBack={() => {
                setComeBack(true);
                shown.again();
              }}
              onGone={shown.again}
            />
          ))}
        </List>
      )}
      {more > 0 && <p class="small quiet">{words.more(more)}</p>}
    </>
  );
}

interface RemovedLineProps {
  /** Somebody has to decide. */
  readonly isAsking: boolean;
}

/** On the page of the backup: the way there. */
export function RemovedLine({ isAsking }: RemovedLineProps) {
  const { t } = usePageWords();
  const words = t.removal;
  return (
    <List>
      <Row
        icon={isAsking ? "alert" : "restore"}
        tone={isAsking ? "warn" : "plain"}
        title={isAsking ? words.rowDecide : words.row}
        href="#removed"
      >
        <span class="small quiet block">{isAsking ? words.rowAsks : words.rowHint}</span>
      </Row>
    </List>
  );
}
