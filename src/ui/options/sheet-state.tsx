/** The recovery sheet in a few words: is it kept, was it tested, does it still say where the backup is. */
import type { SecretKept } from "../../api/keeping-views.ts";
import { State } from "../components/note.tsx";
import { placeOf } from "../place.ts";
import { usePageWords } from "./use-page-words.ts";

interface SheetStateProps {
  readonly kept: SecretKept;
}

/** "Kept on paper since …", and what is wrong with that paper. */
export function KeptState({ kept }: SheetStateProps) {
  const { t, date } = usePageWords();
  return (
    <>
      {kept.at !== undefined && (
        <State tone="ok" icon="check">
          {t.services.secretKept(date(kept.at))}
        </State>
      )}
      {kept.reminder === "outdated" && (
        <State tone="warn" icon="alert">
          <Outdated kept={kept} /> {t.proof.outdated.next}
        </State>
      )}
    </>
  );
}

/** When it was tested, or that it is time to do so. */
export function TestState({ kept: { provenAt, nextAt, reminder } }: SheetStateProps) {
  const { t, date } = usePageWords();
  const isDue = reminder === "again" || reminder === "notProven";
  return (
    <>
      {provenAt !== undefined && (
        <State tone="ok" icon="check">
          {t.proof.tested(date(provenAt))}
        </State>
      )}
      <span class="small quiet block">
        {isDue && t.proof.reminder[reminder]}
        {!isDue && (nextAt === undefined ? t.proof.testHint : t.proof.testNext(date(nextAt)))}
      </span>
    </>
  );
}

/** Which services it lacks, and which it names in vain. */
export function Outdated({ kept: { added, removed } }: SheetStateProps) {
  const { t, list } = usePageWords();
  const { outdated } = t.proof;
  const [come, gone] = [added, removed].map((urls) => list(urls.map(placeOf))) as [string, string];
  if (gone === "") return <>{outdated.added(come)}</>;
  return <>{come === "" ? outdated.removed(gone) : outdated.both(come, gone)}</>;
}
