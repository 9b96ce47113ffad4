/** Nothing but time is missing: a service has said when to come back, and the page comes back then. */
import { useEffect } from "preact/hooks";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface PatienceProps {
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly onTime: () => Promise<void>;
}

/** The secret is on this page alone until a document was opened with it: nobody else could try again. */
export function Patience({ service, until, onTime }: PatienceProps) {
  const { t, clock } = usePageWords();
  const { now } = useOutside();
  const trying = useAction(onTime);
  useEffect(() => {
    const timer = setTimeout(trying.run, Math.max(until - now(), 0));
    return () => clearTimeout(timer);
  }, [until]);
  return (
    <>
      <div role="status">
        <Note tone="plain" icon="clock">
          <p>
            <b>{t.restore.asksToWait(service, clock(until))}</b> {t.restore.asksToWaitNext}
          </p>
        </Note>
      </div>
      <ProblemNote problem={trying.problem} />
    </>
  );
}
