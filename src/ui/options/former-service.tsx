/** A service that the wallet which was here before has used: what it is, and the way to be rid of it. */
import type { Provider } from "../../api/keeping-views.ts";
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { go } from "../route.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface FormerServiceProps {
  readonly url: string;
  readonly former: NonNullable<Provider["former"]>;
}

/** Using it again goes the way of every service: its terms, then its fee. */
export function FormerService({ url, former: { isCovered } }: FormerServiceProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const removing = useAction(async () => {
    await ask("removeProvider", { url });
    go("backup");
  });
  return (
    <>
      <Note tone={isCovered ? "plain" : "needs"} icon={isCovered ? "info" : "alert"}>
        <p>
          <b>{t.former.title}</b> {t.former.pays} {isCovered ? t.former.covered : t.former.uncovered}
        </p>
      </Note>
      <ProblemNote problem={removing.problem} />
      <div class="actions">
        <Button onClick={removing.run} isBusy={removing.isBusy} busyLabel={t.former.removeBusy}>
          {t.former.remove}
        </Button>
      </div>
    </>
  );
}
