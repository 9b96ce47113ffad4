/** Bringing a wallet back: type the secret, watch it happen, see what is there. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Waiting } from "../components/waiting.tsx";
import { useOutside } from "../outside.ts";
import { useAnswer } from "../use-answer.ts";
import { Head } from "./head.tsx";
import { RestoreForm } from "./restore-form.tsx";
import { RestoreDone, RestoreFailed, RestoreRunning } from "./restore-progress.tsx";
import { isStuck, stepOf } from "./restore-share.ts";
import { askToRestore, type RestoreWish } from "./restore-wish.ts";
import { usePageWords } from "./use-page-words.ts";

/** While it runs, news may be rarer than what there is to see. Milliseconds. */
const glance = 500;

interface RestoreProps {
  /** A secret that was scanned on another page; empty otherwise. */
  readonly scanned: string;
  /** It has been taken over, and belongs nowhere else any more. */
  readonly onTaken: () => void;
}

export function Restore({ scanned, onTaken }: RestoreProps) {
  const { t } = usePageWords();
  // An earlier restore has left its end behind; whoever wants to see the form again may.
  const [wantsForm, setWantsForm] = useState(scanned !== "");
  const [isRunning, setRunning] = useState(false);
  const shown = useAnswer("getRestoreProgress", {}, isRunning ? glance : "news");
  const { answer, again } = shown;
  const phase = answer?.phase;
  const restoring = useRestoring(scanned, again);
  useEffect(onTaken, []);
  const runs = answer !== undefined && stepOf(answer) !== undefined;
  if (runs !== isRunning) setRunning(runs);
  // Who types something else while nothing moves is not interrupted.
  if (runs && wantsForm && !isStuck(answer)) setWantsForm(false);
  const hasRun = useRef(false);
  if (runs || phase === "done" || phase === "failed") hasRun.current = runs;
  if (answer === undefined)
    return (
      <>
        <Head title={t.restore.title} lead={t.restore.lead} />
        <Waiting on={shown} />
      </>
    );
  const onAgain = () => setWantsForm(true);
  if (runs && !wantsForm) return <RestoreRunning progress={answer} onAgain={onAgain} />;
  if (phase === "idle" || wantsForm) return <RestoreForm {...restoring} wasInterrupted={hasRun.current && !runs} />;
  return phase === "done" ? (
    <RestoreDone progress={answer} onAgain={onAgain} />
  ) : (
    <RestoreFailed progress={answer} onAgain={onAgain} onRetry={restoring.onRetry} />
  );
}

/** What is typed and chosen. It outlives a try that failed: nobody types fifty characters twice for a wrong address. */
function useRestoring(scanned: string, onEnd: () => void) {
  const { ask } = useOutside();
  const [text, setText] = useState(scanned);
  const [file, setFile] = useState<File>();
  const [wish, setWish] = useState<RestoreWish>();
  const onTry = async (next: RestoreWish) => {
    setWish(next);
    await askToRestore(ask, next).finally(onEnd);
    setWish(undefined);
    setText("");
    setFile(undefined);
  };
  return { text, onText: setText, file, onFile: setFile, onTry, onRetry: wish && (() => onTry(wish)) };
}
