/** Bringing a wallet back: type the secret, watch it happen, see what is there. */
import { useState } from "preact/hooks";
import { Loading } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useAnswer } from "../use-answer.ts";
import { RestoreForm } from "./restore-form.tsx";
import { RestoreDone, RestoreFailed, RestoreRunning } from "./restore-progress.tsx";

/** While it runs, news may be rarer than what there is to see. Milliseconds. */
const glance = 500;

export function Restore() {
  // An earlier restore has left its end behind; whoever wants to see the form again may.
  const [wantsForm, setWantsForm] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const { answer, problem, again } = useAnswer("getRestoreProgress", {}, isRunning ? glance : "news");
  const phase = answer?.phase;
  // What was typed outlives a try that failed: nobody types fifty characters twice for a wrong address.
  const [text, setText] = useState("");
  const runs = phase !== undefined && phase !== "idle" && phase !== "done" && phase !== "failed";
  if (runs !== isRunning) setRunning(runs);
  if (runs && wantsForm) setWantsForm(false);
  if (answer === undefined)
    return problem === undefined ? <Loading /> : <ProblemNote problem={problem} onAgain={again} />;
  if (runs) return <RestoreRunning progress={answer} />;
  if (phase === "idle" || wantsForm) return <RestoreForm text={text} onText={setText} onDone={again} />;
  const onAgain = () => setWantsForm(true);
  return phase === "done" ? (
    <RestoreDone progress={answer} onAgain={onAgain} />
  ) : (
    <RestoreFailed progress={answer} onAgain={onAgain} />
  );
}
