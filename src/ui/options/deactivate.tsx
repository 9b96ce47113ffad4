/** Stopping a service: what would be gone is named first, and the safe answer stands first. */
import { useState } from "preact/hooks";
import type { Provider } from "../../api/keeping-views.ts";
import { Button } from "../components/button.tsx";
import { List, Row } from "../components/list.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { go } from "../route.ts";
import { useAction } from "../use-action.ts";
import { EmptyCopies } from "./copies.tsx";
import { usePageWords } from "./use-page-words.ts";

interface DeactivateProps {
  readonly service: Provider;
  /** No other service is in use. */
  readonly isOnly: boolean;
}

export function Deactivate({ service, isOnly }: DeactivateProps) {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const [isAsked, setAsked] = useState(false);
  const [empties, setEmpties] = useState(false);
  const stopping = useAction(async () => {
    await ask("removeProvider", { url: service.url, empties });
    go("backup");
  });
  const loss = isOnly ? t.service.lossLast : t.service.loss;
  if (!isAsked) {
    const stop = (
      <Button kind="danger" onClick={() => setAsked(true)}>
        {t.service.deactivate}
      </Button>
    );
    return (
      <List>
        <Row icon="close" title={t.service.stop} side={stop}>
          <span class="small quiet block">{loss}</span>
        </Row>
      </List>
    );
  }
  return (
    <div role="alert">
      <Note tone={isOnly ? "loss" : "needs"} icon="alert">
        <p>
          <b>{t.service.stop}</b>
          <br />
          {loss}
        </p>
        <EmptyCopies isOne isChosen={empties} onChoose={setEmpties} />
        <ProblemNote problem={stopping.problem} />
        <div class="actions">
          <Button kind="primary" onClick={() => setAsked(false)}>
            {t.service.keep}
          </Button>
          <Button kind="danger" onClick={stopping.run} isBusy={stopping.isBusy} busyLabel={t.service.deactivateBusy}>
            {t.service.deactivate}
          </Button>
        </div>
      </Note>
    </div>
  );
}
