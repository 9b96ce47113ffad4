/** The step to a new service: first its terms, when it has any; then the secret is what there is to see. */
import type { Provider } from "../../api/keeping-views.ts";
import { isNothing } from "../../i18n/money.ts";
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { go, routeTo } from "../route.ts";
import { useAction } from "../use-action.ts";
import { usePageWords } from "./use-page-words.ts";

interface UseServiceProps {
  readonly service: Provider;
}

export function UseService({ service: { url, tos, annualFee, tosVersion } }: UseServiceProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const adding = useAction(async () => {
    if (tos === "proposed") return go(routeTo("service-terms", { url }));
    await ask("addProvider", { url, ...(tosVersion !== undefined && { tosVersion }) });
    go("secret");
  });
  return (
    <>
      {annualFee !== undefined && !isNothing(annualFee) && (
        <Note icon="info">
          <p>{t.service.unpaid}</p>
        </Note>
      )}
      <ProblemNote problem={adding.problem} />
      <div class="actions">
        <Button kind="primary" onClick={adding.run} isBusy={adding.isBusy} busyLabel={t.service.useBusy}>
          {t.service.use}
        </Button>
      </div>
    </>
  );
}
