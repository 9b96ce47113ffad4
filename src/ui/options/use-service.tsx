/** The step to a new service: first its terms, when it has any, then its fee; then the secret is what there is to see. */
import type { Provider } from "../../api/keeping-views.ts";
import { Button } from "../components/button.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { go, routeTo } from "../route.ts";
import { useAction } from "../use-action.ts";
import { takeService } from "./take-service.ts";
import { usePageWords } from "./use-page-words.ts";

interface UseServiceProps {
  readonly service: Provider;
}

export function UseService({ service: { url, tos, tosVersion } }: UseServiceProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const adding = useAction(async () =>
    go(tos === "proposed" ? routeTo("service-terms", { url }) : await takeService(ask, { url, tosVersion })),
  );
  return (
    <>
      <ProblemNote problem={adding.problem} />
      <div class="actions">
        <Button kind="primary" onClick={adding.run} isBusy={adding.isBusy} busyLabel={t.service.useBusy}>
          {t.service.use}
        </Button>
      </div>
    </>
  );
}
