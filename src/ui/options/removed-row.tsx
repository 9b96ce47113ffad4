/** Something in the trash: what it was, who removed it when, until when it can be brought back, and the way back. */
import type { RemovedThing } from "../../api/removal-views.ts";
import { Button } from "../components/button.tsx";
import type { IconName } from "../components/icon.tsx";
import { Row } from "../components/list.tsx";
import { ProblemNote } from "../components/problem.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { useAction } from "../use-action.ts";
import { useOpened } from "../use-opened.ts";
import { usePageWords } from "./use-page-words.ts";

const iconOf: Readonly<Record<RemovedThing["kind"], IconName>> = {
  payment: "send",
  withdrawal: "receive",
  deposit: "out",
  recoup: "restore",
  money: "sum",
  exchange: "bank",
  service: "safe",
  trustedKey: "lock",
  trustedAuditor: "eye",
};

interface RemovedRowProps {
  readonly thing: RemovedThing;
  readonly onBack: () => void;
  readonly onGone: () => void;
}

export function RemovedRow({ thing, onBack, onGone }: RemovedRowProps) {
  const { t, amount, date } = usePageWords();
  const { ask } = useOutside();
  const { id, kind, name, summary, amounts, at, until } = thing;
  const words = t.removal;
  const question = useOpened();
  const back = useAction(async () => {
    await ask("bringBack", { id });
    onBack();
  });
  const going = useAction(async () => {
    await ask("removeForEver", { id });
    onGone();
  });
  const title = words.kind[kind](/^https?:/.test(name) ? placeOf(name) : name);
  const what = [summary, ...amounts.map((one) => amount(one)), at === undefined ? undefined : date(at)];
  const told = what.filter((one) => one !== undefined).join(" · ");
  const deeds = (
    <div class="stack">
      <ProblemNote problem={back.problem ?? going.problem} onAgain={onGone} />
      {question.isOpen ? (
        <div class="stack" role="alert">
          <p class="small">{kind === "money" ? words.forEverMoney : words.forEverAsks}</p>
          <div class="actions">
            <Button onClick={question.close} isFocused>
              {t.common.cancel}
            </Button>
            <Button kind="danger" onClick={going.run} isBusy={going.isBusy} busyLabel={words.busy}>
              {words.forEver}
            </Button>
          </div>
        </div>
      ) : (
        <div class="actions">
          <Button
            icon="restore"
            onClick={back.run}
            isBusy={back.isBusy}
            busyLabel={words.busy}
            label={`${words.bringBack}: ${title}`}
          >
            {words.bringBack}
          </Button>
          <Button onClick={question.open} isFocused={question.wasOpen} label={`${words.forEver}: ${title}`}>
            {words.forEver}
          </Button>
        </div>
      )}
    </div>
  );
  return (
    <Row icon={iconOf[kind]} title={title}>
      <div class="stack">
        <div>
          {told !== "" && <span class="small block">{told}</span>}
          <span class="small quiet block">
            <Removed thing={thing} />. {words.until(date(until))}.
          </span>
        </div>
        {deeds}
      </div>
    </Row>
  );
}

/** When, and by whom. */
function Removed({ thing: { by, device = "", removedAt } }: { readonly thing: RemovedThing }) {
  const { t, date } = usePageWords();
  const words = t.removal;
  if (by !== "device") return <>{words.by[by](date(removedAt))}</>;
  return <>{words.by.device(date(removedAt), device === "" ? words.unnamed : device)}</>;
}
