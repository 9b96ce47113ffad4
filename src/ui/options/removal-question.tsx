/** A removal that waits for the user: who, at which service, how much; the safe answer stands first and is filled. */
import type { RemovalQuestion } from "../../api/removal-views.ts";
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface QuestionProps {
  readonly of: RemovalQuestion;
  readonly onDecided: () => void;
}

export function Question({ of, onDecided }: QuestionProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const { service, serviceName, hash, devices, isDecided } = of;
  const words = t.removal;
  const decide = (decision: "keep" | "remove") => async () => {
    await ask("decideRemovals", { service, hash, decision });
    onDecided();
  };
  const keeping = useAction(decide("keep"));
  const removing = useAction(decide("remove"));
  const names = devices.map((name) => (name === "" ? words.unnamed : name)).join(", ");
  return (
    <Note tone="loss" icon="alert">
      <div class="stack">
        <h2>{words.asks}</h2>
        <p>{names === "" ? words.forgotten(serviceName) : words.byDevices(serviceName, names)}</p>
        <p>{words.gone}</p>
        <Losses of={of} />
        {isDecided ? (
          <p role="status">{words.decided}</p>
        ) : (
          <>
            <p class="small">{words.nothingYet}</p>
            <ProblemNote problem={keeping.problem ?? removing.problem} onAgain={onDecided} />
            <div class="actions">
              <Button kind="primary" onClick={keeping.run} isBusy={keeping.isBusy} busyLabel={words.busy}>
                {words.keep}
              </Button>
              <Button kind="danger" onClick={removing.run} isBusy={removing.isBusy} busyLabel={words.busy}>
                {words.remove}
              </Button>
            </div>
            <p class="small">
              <b>{words.keep}:</b> {words.keepHint}
              <br />
              <b>{words.remove}:</b> {words.removeHint}
            </p>
          </>
        )}
      </div>
    </Note>
  );
}

/** What would be gone, in the order in which it hurts. */
function Losses({ of: { amounts, entries, forgotten } }: { readonly of: RemovalQuestion }) {
  const { t, amount } = usePageWords();
  const words = t.removal;
  const hasOther = amounts.length > 0 || entries.lost > 0;
  return (
    <ul>
      {amounts.map(({ lost, of }) => (
        <li key={of}>
          <b>{words.money(amount(lost), amount(of))}</b>
        </li>
      ))}
      {entries.lost > 0 && <li>{words.entries(entries.lost, entries.of)}</li>}
      {!hasOther && <li>{words.rows(forgotten)}</li>}
    </ul>
  );
}
